from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from improvement.models.action import Action
from improvement.models.theme import Theme
from organisation.models import User
from organisation.permissions import Permission


class FundingQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Money belongs to no service: it is seen by those who may see the whole plan."""
        return self if user.access.may(Permission.SEE_PLAN) else self.none()

    def as_known(self, on: date) -> Self:
        """With what was decided and reported last by the day, as funding_known.money_on says it: read at once."""
        decided = Allocation.objects.filter(funding=OuterRef("pk"), decided_on__lte=on).reverse()
        reported = Spending.objects.filter(funding=OuterRef("pk"), as_at__lte=on).reverse()
        return self.annotate(
            now_allocated=Coalesce(Subquery(decided.values("allocated")[:1]), F("allocated")),
            now_decided=Coalesce(Subquery(decided.values("decided_on")[:1]), F("decided_on")),
            decision_at=Subquery(decided.values("at")[:1]),
            decision_why=Subquery(decided.values("why_over")[:1]),
            now_committed=Subquery(reported.values("committed")[:1]),
            now_spent=Subquery(reported.values("spent")[:1]),
            now_as_at=Subquery(reported.values("as_at")[:1]),
            report_at=Subquery(reported.values("at")[:1]),
            report_why=Subquery(reported.values("why_over")[:1]),
        )


class Funding(models.Model):
    """Money for an area of focus or for one of its actions, as first decided. What was decided since is an Allocation,
    what was committed and spent a Spending. An amount that is not agreed is empty, not nothing."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="funding")
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="funding")
    purpose = models.CharField(max_length=160)
    source = models.CharField(max_length=120)
    lead = models.CharField(max_length=120)
    allocated = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True, help_text="Pounds")
    decided_on = models.DateField()
    added_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty: it came with the plan, and was known from its decision on"
    )

    counted: Decimal  # pounds that a figure counts of it, where it is a record of one

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


class Allocation(models.Model):
    """A later decision on how much is allocated. Append-only."""

    funding = models.ForeignKey(Funding, on_delete=models.PROTECT, related_name="allocations")
    allocated = models.DecimalField(max_digits=12, decimal_places=2, help_text="Pounds")
    decided_on = models.DateField()
    words = models.CharField(max_length=300, help_text="Why it changed, and who decided")
    committed = models.DecimalField(max_digits=12, decimal_places=2, help_text="Pounds committed by then")
    why_over = models.CharField(max_length=300, blank=True, help_text="Why more is committed than is allocated now")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = {"words", "why_over"}

    class Meta:
        ordering = ("decided_on", "at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(allocated__gte=0), name="an_allocation_is_not_negative"),
            models.CheckConstraint(
                condition=Q(committed__lte=F("allocated")) | ~Q(why_over=""),
                name="a_cut_below_what_is_committed_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.funding}: {self.allocated} from {self.decided_on:%d %B %Y}"


class Spending(models.Model):
    """How much of a piece of funding was committed and spent by a day, as reported. Append-only: a correction is
    another report of the same day."""

    funding = models.ForeignKey(Funding, on_delete=models.PROTECT, related_name="spendings")
    as_at = models.DateField()
    allocated = models.DecimalField(max_digits=12, decimal_places=2, help_text="Pounds allocated by then")
    committed = models.DecimalField(max_digits=12, decimal_places=2, help_text="Pounds, those that are spent included")
    spent = models.DecimalField(max_digits=12, decimal_places=2, help_text="Pounds")
    why_over = models.CharField(
        max_length=300, blank=True, help_text="Why more is spent than committed, or committed than allocated"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = {"why_over"}

    class Meta:
        ordering = ("as_at", "at", "id")
        verbose_name_plural = "spending"
        constraints = (
            models.CheckConstraint(condition=Q(committed__gte=0, spent__gte=0), name="spending_is_not_negative"),
            models.CheckConstraint(
                condition=Q(spent__lte=F("committed"), committed__lte=F("allocated")) | ~Q(why_over=""),
                name="what_goes_over_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.funding}, as at {self.as_at:%d %B %Y}"
