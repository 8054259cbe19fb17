"""Loads: where a figure's provenance ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisation.models import User
from organisation.permissions import Permission

ENTERED = "entered_"  # begins the source of loads that are no file: a number that somebody entered


def is_entered(source: str) -> bool:
    """No file: somebody entered a number."""
    return source.startswith(ENTERED)


class LoadQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Where a figure comes from is no secret to those who work for the council."""
        return self

    def current(self) -> Self:
        """Those that no later load of the same month has superseded."""
        return self.filter(superseded_by__isnull=True)

    def files(self) -> Self:
        """Those that cover their month: not the plan's, which add to it, nor numbers that somebody entered."""
        return self.exclude(source="plan").exclude(source__startswith=ENTERED)

    def of(self, source: str, months: Iterable[date]) -> Self:
        return self.current().filter(source=source, month__in=list(months))


class Load(models.Model):
    """What was loaded, for which month, by whom. Never edited: a later load of the month supersedes it."""

    source = models.SlugField(help_text="Key of the kind of file, for example contacts")
    month = models.DateField(help_text="First day of the month that it covers")
    name = models.CharField(max_length=200, help_text="Name of the file")
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    as_at = models.DateField(help_text="The day up to which the data speak")
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    generated = models.BooleanField(default=False, help_text="Made up for the demonstration")
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded"
    )

    PERSONAL: ClassVar[set[str]] = set()
    objects = LoadQuerySet.as_manager()

    class Meta:
        ordering = ("source", "month", "id")
        indexes = (models.Index(fields=("source", "month"), name="load_by_source_and_month"),)
        constraints = (
            models.UniqueConstraint(
                fields=("source", "month"), condition=Q(superseded_by__isnull=True), name="one_current_load_a_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="load_month_is_a_first_day"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.month:%B %Y})"


class LoadedQuerySet(models.QuerySet):
    """Records that a load brought. Whose team has no path of its own is seen by those who may see everything."""

    SEEN_WITH: ClassVar[Permission]

    def visible_to(self, user: User) -> Self:
        return self.filter(user.access.rows(self.SEEN_WITH, team="team", service="team__service"))

    def current(self) -> Self:
        return self.filter(load__superseded_by__isnull=True)

    def in_months(self, months: Iterable[date]) -> Self:
        return self.current().filter(month__in=list(months))


class Loaded(models.Model):
    """A record of a month, as a load brought it."""

    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(db_index=True, help_text="First day of the month that it belongs to")

    class Meta:
        abstract = True
