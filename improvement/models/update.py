from typing import ClassVar

from django.conf import settings
from django.db import models

from figures.models import Cycle
from improvement.models.action import Action


class Update(models.Model):
    """What the owner wrote of an action in a cycle, and the date by which they expect it. Append-only."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="updates")
    words = models.TextField()
    started = models.BooleanField(default=True)
    forecast_date = models.DateField(null=True, blank=True, help_text="Empty: not known")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    generated = models.BooleanField(default=False)

    PERSONAL: ClassVar[set[str]] = {"words"}

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.action.reference}, {self.at:%d %B %Y}"
