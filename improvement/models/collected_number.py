from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from figures.months import name
from improvement.models.collected_measure import CollectedMeasure
from improvement.models.stored_file import StoredFile
from intake.models import Load
from organisation.models import User
from organisation.permissions import Permission


class CollectedNumberQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """A number of the whole council is seen by those who see the whole plan, and by whoever enters it."""
        return self if user.access.may(Permission.SEE_PLAN) else self.filter(measure__owner=user.pk)

    def of(self, months: Iterable[date]) -> Self:
        return self.filter(month__in=list(months))

    def counting(self, known_by: datetime | None = None) -> Self:
        """Of each month the newest; at a moment in the past, what was the newest then."""
        if known_by is None:
            return self.filter(correction=None)
        return self.filter(Q(correction=None) | Q(correction__entered_at__gt=known_by), entered_at__lte=known_by)


class CollectedNumber(StoredFile):
    """What somebody entered of a measure for a month. Never changed: a correction is another one, which says why, and
    the first stays."""

    measure = models.ForeignKey(CollectedMeasure, on_delete=models.PROTECT, related_name="numbers")
    month = models.DateField(help_text="First day of the month")
    numerator = models.DecimalField(max_digits=12, decimal_places=2)
    denominator = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True, help_text="Of a share")
    evidence = models.CharField(max_length=300, blank=True, help_text="What shows it, and where it lies")
    corrects = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="correction")
    why = models.CharField(max_length=300, blank=True, help_text="Why it corrects the one before")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_as = models.CharField(max_length=120, help_text="Their job title then")
    entered_at = models.DateTimeField()
    load = models.OneToOneField(Load, on_delete=models.PROTECT, related_name="+", help_text="Where provenance ends")

    PERSONAL: ClassVar[set[str]] = {"evidence", "file", "name", "why", "entered_as"}
    objects = CollectedNumberQuerySet.as_manager()

    class Meta:
        ordering = ("measure", "month", "id")
        verbose_name = "number entered"
        verbose_name_plural = "numbers entered"
        constraints = (
            models.CheckConstraint(condition=Q(month__day=1), name="number_is_of_a_month"),
            models.CheckConstraint(condition=Q(numerator__gte=0), name="number_is_not_negative"),
            models.CheckConstraint(
                condition=Q(denominator=None) | Q(denominator__gt=0, numerator__lte=F("denominator")),
                name="share_is_at_most_the_whole",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, why="") | Q(corrects__isnull=False) & ~Q(why=""),
                name="a_correction_says_why",
            ),
            models.UniqueConstraint(
                fields=("measure", "month"), condition=Q(corrects=None), name="one_first_number_a_month"
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure}, {name(self.month)}"
