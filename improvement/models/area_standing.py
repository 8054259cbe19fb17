from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from figures.models import Cycle
from improvement.models.theme import Theme


class AreaStandingQuerySet(models.QuerySet):
    def known_by(self, moment: datetime) -> Self:
        """What the cycle kept that closed then."""
        return self.filter(cycle__closed_at=moment)


class AreaStanding(models.Model):
    """What a cycle called an area of focus when it closed, and where it stood in the plan. Written once and never
    changed, as a Standing is of an action."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="area_standings")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="standings")
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=160)
    why = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    PERSONAL: ClassVar[set[str]] = {"why"}
    objects = AreaStandingQuerySet.as_manager()

    class Meta:
        ordering = ("cycle", "position", "code")
        constraints = (models.UniqueConstraint(fields=("cycle", "theme"), name="one_area_standing_a_cycle"),)

    def __str__(self) -> str:
        return f"{self.code} {self.title}, {self.cycle}"
