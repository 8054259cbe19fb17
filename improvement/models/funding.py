from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from improvement.models.action import Action
from improvement.models.theme import Theme
from organisation.models import User
from organisation.permissions import Permission


class FundingQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Money belongs to no service: it is seen by those who may see the whole plan."""
        return self if user.access.may(Permission.SEE_PLAN) else self.none()


class Funding(models.Model):
    """Money for an area of focus or for one of its actions. An amount that is not agreed is empty, not nothing."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="funding")
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="funding")
    purpose = models.CharField(max_length=160)
    source = models.CharField(max_length=120)
    lead = models.CharField(max_length=120)
    allocated = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True, help_text="Pounds")
    decided_on = models.DateField()

    PERSONAL: ClassVar[set[str]] = {"lead"}
    objects = FundingQuerySet.as_manager()

    class Meta:
        ordering = ("theme__position", "id")
        verbose_name_plural = "funding"
        constraints = (
            models.CheckConstraint(
                condition=Q(allocated__isnull=True) | Q(allocated__gte=0), name="funding_is_not_negative"
            ),
        )

    def __str__(self) -> str:
        return self.purpose
