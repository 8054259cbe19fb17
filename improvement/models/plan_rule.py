from __future__ import annotations

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from history.tracking import tracked
from organisation.models import User


class PlanRuleQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """They say how the plan is read, which everybody may."""
        return self


class PlanRule(models.Model):
    """By what the plan is judged, from a month on until a later rule replaces it."""

    holds_from = models.DateField(unique=True, help_text="First day of the month from which it holds")
    recoverable_days = models.PositiveSmallIntegerField(
        "days late that are still Amber",
        validators=[MaxValueValidator(365)],
        help_text="How many days after the agreed date a forecast may lie and still be Amber",
    )
    update_days = models.PositiveSmallIntegerField(
        "working day on which updates are due",
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text="On which working day of a cycle the updates of its owners are due",
    )

    PERSONAL: ClassVar[set[str]] = set()
    objects = PlanRuleQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("holds_from",)
        constraints = (
            models.CheckConstraint(condition=Q(holds_from__day=1), name="a_plan_rule_holds_from_a_first_day"),
            models.CheckConstraint(
                condition=Q(recoverable_days__lte=365, update_days__gte=1, update_days__lte=20),
                name="a_plan_rule_is_within_reason",
            ),
        )

    def __str__(self) -> str:
        return f"Rules of the plan from {self.holds_from:%B %Y}"
