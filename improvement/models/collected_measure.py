from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from figures.figure import Better
from figures.months import name
from history.tracking import tracked
from improvement.models.action import NO_OWNER
from improvement.models.owner_role import OwnerRole
from organisation.models import User
from organisation.permissions import Permission

PERCENT = "%"
QUARTER_ENDS = (3, 6, 9, 12)
EARLIEST_FIRST = F("holds_from").asc(nulls_first=True)  # of definitions


class HowOften(models.TextChoices):
    MONTHLY = "monthly", "Every month"
    QUARTERLY = "quarterly", "Every quarter, for its last month"


class CollectedMeasureQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """What is measured is open to those who see any of the plan, and to whoever enters the numbers."""
        return self if user.access.may_somewhere(Permission.SEE_PLAN) else self.filter(owner=user.pk)

    def asked_for(self, month: date) -> Self:
        """Those of which a number of the month is wanted."""
        every = self.filter(Q(ended_after=None) | Q(ended_after__gte=month), first_month__lte=month)
        return every if month.month in QUARTER_ENDS else every.filter(how_often=HowOften.MONTHLY)

    def missing(self, month: date) -> Self:
        """Those of which it is wanted, and that have none yet."""
        return self.asked_for(month).exclude(numbers__month=month)


class CollectedMeasure(models.Model):
    """A figure that no file brings: its owner enters the numbers. What is measured, and from when by which definition,
    is kept by the programme office. Where there is a denominator it is a share, in per cent."""

    slug = models.SlugField(max_length=40, unique=True, help_text="The end of its figure's key")
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=40, help_text="What is counted, such as children; % of a share")
    numerator_label = models.CharField("what is counted", max_length=120)
    denominator_label = models.CharField("out of what", max_length=120, blank=True, help_text="Empty: a count")
    better = models.CharField(
        "which way is better", max_length=7, choices=[(each.value, each.words) for each in Better]
    )
    at_end = models.BooleanField("what stood at the month’s end", help_text="Otherwise what happened in the month")
    counts_children = models.BooleanField(
        "counts children", help_text="Small numbers are then hidden in what is published"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="collected_measures"
    )
    owner_role = models.ForeignKey(
        OwnerRole,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="collected_measures",
        verbose_name="role that owns it",
        help_text="Empty: a person owns it, or nobody does yet",
    )
    how_often = models.CharField("how often", max_length=9, choices=HowOften, default=HowOften.MONTHLY)
    first_month = models.DateField("first month", help_text="First day of the first month of which a number is wanted")
    ended_after = models.DateField("last month", null=True, blank=True, help_text="The last month; empty: goes on")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    generated = models.BooleanField(default=False, help_text="Made up for the demonstration")

    PERSONAL: ClassVar[set[str]] = set()
    objects = CollectedMeasureQuerySet.as_manager()
    versions = tracked(excluded_fields=["added_by", "added_at", "generated"])

    class Meta:
        ordering = ("name", "slug")
        constraints = (
            models.CheckConstraint(condition=Q(first_month__day=1), name="measure_begins_with_a_month"),
            models.CheckConstraint(
                condition=Q(ended_after=None) | Q(ended_after__day=1, ended_after__gte=F("first_month")),
                name="measure_ends_with_a_month_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(denominator_label="") & ~Q(unit=PERCENT) | ~Q(denominator_label="") & Q(unit=PERCENT),
                name="measure_is_a_count_or_a_share",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def owned_by(self) -> str:
        """The post of its owner, as lists name them."""
        return self.owner.job_title if self.owner else NO_OWNER

    @property
    def key(self) -> str:
        return f"collected.{self.slug}"

    @property
    def is_share(self) -> bool:
        return bool(self.denominator_label)

    def is_asked_for(self, month: date) -> bool:
        """What the queryset's `asked_for` says, of one that was read."""
        runs = self.first_month <= month and (self.ended_after is None or month <= self.ended_after)
        return runs and (self.how_often == HowOften.MONTHLY or month.month in QUARTER_ENDS)


class MeasureDefinition(models.Model):
    """What a collected measure counts, from a month on until a later one replaces it."""

    measure = models.ForeignKey(CollectedMeasure, on_delete=models.CASCADE, related_name="definitions")
    words = models.TextField()
    holds_from = models.DateField(null=True, blank=True, help_text="Empty: from the first month")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = set()

    class Meta:
        ordering = ("measure", EARLIEST_FIRST)
        constraints = (
            models.UniqueConstraint(fields=("measure", "holds_from"), name="one_definition_a_month"),
            models.UniqueConstraint(
                fields=("measure",), condition=Q(holds_from=None), name="one_first_definition_of_a_measure"
            ),
            models.CheckConstraint(
                condition=Q(holds_from=None) | Q(holds_from__day=1), name="definition_holds_from_a_first_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure}, {f'from {name(self.holds_from)}' if self.holds_from else 'from the first month'}"
