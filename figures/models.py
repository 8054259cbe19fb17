"""Cycles, and what is dated beside a figure: thresholds, and notes on its chart. What is published stands in
`figures.published.models`."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from figures.published.models import Comparator, PublishedRow, PublishedYear, Release  # noqa: F401 - of this app
from history.tracking import tracked
from organisation.models import User


class Cycle(models.Model):
    """The work on one month, from its opening on the first working day after it to its close at sign-off."""

    month = models.DateField(unique=True, help_text="First day of the month")
    opened_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)

    PERSONAL: ClassVar[set[str]] = set()

    class Meta:
        ordering = ("month",)
        constraints = (
            models.CheckConstraint(condition=Q(month__day=1), name="cycle_month_is_a_first_day"),
            models.CheckConstraint(condition=Q(opened_on__gt=F("month")), name="cycle_opens_after_its_month_began"),
        )

    def __str__(self) -> str:
        return f"{self.month:%B %Y}"


class Kind(models.TextChoices):
    """What a figure is held against."""

    THRESHOLD = "threshold", "Threshold"
    TARGET = "target", "Target"


class ThresholdQuerySet(models.QuerySet):
    def of_kind(self, kind: Kind) -> Self:
        return self.filter(kind=kind)

    def visible_to(self, user: User) -> Self:
        """They say how figures are read, which everybody may."""
        return self

    def held_in(self, month: date) -> Self:
        """The last one of each figure that holds in the month comes last."""
        return self.filter(holds_from__lte=month).order_by("figure", "holds_from")


class Threshold(models.Model):
    """A value beyond which a figure calls for attention, or one that is aimed at, from a month on until a later one of
    its kind replaces it."""

    figure = models.CharField(max_length=80)
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.THRESHOLD)
    value = models.DecimalField(max_digits=9, decimal_places=2)
    means = models.CharField(
        max_length=200, help_text="Of a threshold, the end of 'a sign that …'; of a target, the end of 'set by …'"
    )
    holds_from = models.DateField()

    PERSONAL: ClassVar[set[str]] = set()
    objects = ThresholdQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("figure", "holds_from")
        constraints = (models.UniqueConstraint(fields=("figure", "kind", "holds_from"), name="one_threshold_a_month"),)

    def __str__(self) -> str:
        return f"{self.figure} over {self.value}" if self.kind == Kind.THRESHOLD else f"{self.figure}: {self.value}"

    @property
    def noun(self) -> str:
        return self.get_kind_display().lower()

    @property
    def meaning(self) -> str:
        """'a sign that recruitment does not keep up', 'set by the improvement board in June 2020'."""
        return f"{'a sign that' if self.kind == Kind.THRESHOLD else 'set by'} {self.means}"


class NoteKind(models.TextChoices):
    """What a note on a chart does."""

    ANNOTATION = "annotation", "Says what happened"
    REBASE = "rebase", "Starts limits afresh"


class ChartNoteQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """They say how charts are read, which everybody may; each is shown beside its chart, to those who see that."""
        return self

    def known(self, by: datetime | None) -> Self:
        """Those that stood at the moment; None: that stand now."""
        if by is None:
            return self.filter(withdrawn_at__isnull=True)
        return self.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=by), added_at__lte=by)


class ChartNote(models.Model):
    """What happened in a month, said on the chart of a figure; a rebase starts its limits afresh there. Never changed:
    a wrong one is withdrawn and stays, so that it is known what a chart said when."""

    figure = models.CharField(max_length=80)
    part = models.CharField(
        max_length=200, blank=True, help_text="Of the figure: 'scope=duty&source=police'. Empty: the whole"
    )
    month = models.DateField()
    kind = models.CharField(max_length=10, choices=NoteKind)
    words = models.CharField(max_length=80, verbose_name="what happened")
    reason = models.CharField(max_length=300, blank=True, help_text="Why limits start afresh")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)

    PERSONAL: ClassVar[set[str]] = {"words", "reason", "withdrawn_because"}
    objects = ChartNoteQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("month", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(month__day=1), name="chart_note_month_is_a_first_day"),
            models.CheckConstraint(condition=~Q(kind="rebase", reason=""), name="a_rebase_has_a_reason"),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawn_because="")
                | (Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="a_withdrawn_note_says_who_when_and_why",
            ),
            models.UniqueConstraint(
                fields=("figure", "part", "month"),
                condition=Q(kind="rebase", withdrawn_at__isnull=True),
                name="one_rebase_a_month",
            ),
        )

    def __str__(self) -> str:
        return f"{self.month:%B %Y}: {self.words}"
