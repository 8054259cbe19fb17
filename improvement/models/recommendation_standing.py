from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from figures.models import Cycle
from improvement.models.recommendation import Recommendation
from organisation.models import User
from organisation.permissions import Permission


class RecommendationStandingQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """All, to those who see anything of the plan."""
        return self if user.access.may_somewhere(Permission.SEE_PLAN) else self.none()


class RecommendationStanding(models.Model):
    """What a cycle said of a recommendation when it closed: its words, and which actions answered it. Written once and
    never changed, as a Standing is of an action."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="recommendation_standings")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="standings")
    reference = models.CharField(max_length=12)
    words = models.CharField(max_length=600)
    source = models.CharField(max_length=200, help_text="Whose it was, and where it stands")
    made_on = models.DateField()
    answered_by = models.JSONField(default=list, help_text="References of the actions that answered it then")

    PERSONAL: ClassVar[set[str]] = {"words", "source"}
    objects = RecommendationStandingQuerySet.as_manager()

    class Meta:
        ordering = ("cycle", "-made_on", "reference")
        constraints = (
            models.UniqueConstraint(fields=("cycle", "recommendation"), name="one_recommendation_standing_a_cycle"),
        )

    def __str__(self) -> str:
        return f"{self.reference}, {self.cycle}"
