from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from figures.models import Cycle
from improvement.models.collected_measure import CollectedMeasure


class MeasureStandingQuerySet(models.QuerySet):
    def known_by(self, moment: datetime) -> Self:
        """What the cycle kept that closed then."""
        return self.filter(cycle__closed_at=moment)


class MeasureStanding(models.Model):
    """What a cycle called a collected measure when it closed. Written once and never changed."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="measure_standings")
    measure = models.ForeignKey(CollectedMeasure, on_delete=models.PROTECT, related_name="standings")
    name = models.CharField(max_length=120)

    PERSONAL: ClassVar[set[str]] = set()
    objects = MeasureStandingQuerySet.as_manager()

    class Meta:
        ordering = ("cycle", "name")
        constraints = (models.UniqueConstraint(fields=("cycle", "measure"), name="one_measure_standing_a_cycle"),)

    def __str__(self) -> str:
        return f"{self.name}, {self.cycle}"
