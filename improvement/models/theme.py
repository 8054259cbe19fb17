from typing import ClassVar

from django.conf import settings
from django.db import models

from history.tracking import tracked


class Theme(models.Model):
    """An area of focus of the plan. It has counts of its actions' states, never a state of its own."""

    code = models.CharField(max_length=10, unique=True)
    title = models.CharField(max_length=160)
    why = models.TextField(
        blank=True, verbose_name="why it matters", help_text="A sentence or two: why the area matters, what is known"
    )
    position = models.PositiveSmallIntegerField(verbose_name="place in the plan")
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="who agrees new dates",
        help_text="Whom the director has named to agree new dates of its actions",
    )

    PERSONAL: ClassVar[set[str]] = {"why"}
    versions = tracked()

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
