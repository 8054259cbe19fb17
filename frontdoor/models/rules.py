"""What makes an outcome of several flags, and a category of what a source system holds; and what a person decided."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from frontdoor.models.categories import Category
from frontdoor.models.codes import Flag, Outcome, Source
from history.tracking import tracked
from intake.references.fields import ReferenceField
from organisation.models import User


class FlagOutcomeQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """They say how contacts are counted, which everybody may know."""
        return self


class FlagOutcome(models.Model):
    """Which outcome a contact has whose source system ticks several: that of the first of its flags in this order. An
    order holds from its month until the next one does."""

    holds_from = models.DateField(help_text="First day of the first month of contacts that it is for")
    position = models.PositiveSmallIntegerField(help_text="The lowest wins")
    flag = models.CharField(max_length=20, choices=Flag)
    outcome = models.CharField(max_length=13, choices=Outcome)

    PERSONAL: ClassVar[set[str]] = set()
    objects = FlagOutcomeQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("holds_from", "position")
        constraints = (
            models.UniqueConstraint(fields=("holds_from", "flag"), name="one_outcome_a_flag"),
            models.UniqueConstraint(fields=("holds_from", "position"), name="one_flag_a_position"),
        )

    def __str__(self) -> str:
        return f"{self.get_flag_display()}: {self.get_outcome_display()}"


class ClosureRuleQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """They say how contacts are sorted, which everybody may know."""
        return self


class ClosureRule(models.Model):
    """Which category a closed contact has whose source system holds exactly this. The first that fits gives it."""

    position = models.PositiveSmallIntegerField(help_text="The lowest wins")
    closure_reason = models.CharField(max_length=200, blank=True)
    outcome_said = models.CharField(max_length=200, blank=True)
    flag = models.CharField(max_length=20, blank=True, choices=Flag)
    source = models.CharField(max_length=20, blank=True, choices=Source)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")

    PERSONAL: ClassVar[set[str]] = set()
    objects = ClosureRuleQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(closure_reason="", outcome_said="", flag="", source=""), name="a_rule_asks_something"
            ),
        )

    def __str__(self) -> str:
        said = (
            ("closure reason", self.closure_reason),
            ("outcome", self.outcome_said),
            ("ticked", self.get_flag_display() if self.flag else ""),
            ("source", self.get_source_display() if self.source else ""),
        )
        return ", ".join(f"{name} ‘{value}’" for name, value in said if value)


class Decision(models.Model):
    """Which category a person gave a contact that no rule settled. It outlives rules and loads: the contact is named by
    its reference, whichever file brings it."""

    reference = ReferenceField(unique=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = {"reference", "why"}
    objects = models.Manager()
    versions = tracked()

    def __str__(self) -> str:
        return f"{self.reference[:8]}: {self.category}"
