"""Loads: where a figure's provenance ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisation.models import User

COMMAND_LINE = "Command line"  # who loaded what nobody who is signed in loaded
PLAN = "plan"  # the source of loads that add to the plan, and cover no month
ENTERED = "entered_"  # begins the source of loads that are no file: a number that somebody entered


def is_entered(source: str) -> bool:
    """No file: somebody entered a number."""
    return source.startswith(ENTERED)


_COUNTED_FROM: ContextVar[frozenset[int] | None] = ContextVar("loads_that_an_edition_counted", default=None)


@contextmanager
def counted_from(loads: Iterable[int]) -> Iterator[None]:
    """Within it these loads stand and no others, whatever superseded or undid them since: so the records of a number
    that was frozen are those that it counted."""
    token = _COUNTED_FROM.set(frozenset(loads))
    try:
        yield
    finally:
        _COUNTED_FROM.reset(token)


def loads_counted() -> frozenset[int] | None:
    """Those that stand within counted_from. None: outside it, where those stand that are current."""
    return _COUNTED_FROM.get()


def standing(load: str = "") -> Q:
    """That no later load of the month superseded it, and nobody undid it. `load`: the path to it, such as 'load__'."""
    loads = loads_counted()
    if loads is not None:
        return Q(**{f"{load}pk__in": loads})
    return Q(**{f"{load}superseded_by__isnull": True, f"{load}undone_at__isnull": True})


class BroughtFileQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self


class BroughtFile(models.Model):
    """A file that was loaded, whole. It has a Load for each month in it."""

    dataset = models.SlugField()
    layout = models.SlugField()
    name = models.CharField(max_length=200, help_text="As its sender calls it")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    said = models.CharField(max_length=200, help_text="How it was read, in words")
    rows = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField(default=0)
    accepted_because = models.TextField(blank=True, help_text="Why its warnings were accepted")
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    months = models.JSONField(default=list, help_text="What it changed of each month: see intake.loads.difference")
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_because = models.TextField(blank=True)

    PERSONAL: ClassVar[set[str]] = set()
    objects = BroughtFileQuerySet.as_manager()

    class Meta:
        ordering = ("-loaded_at", "-pk")

    def __str__(self) -> str:
        return self.name


class LoadQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Where a figure comes from is no secret to those who work for the council."""
        return self

    def current(self) -> Self:
        """Those that stand: neither superseded nor undone."""
        return self.filter(standing())

    def files(self) -> Self:
        """Those that a file brought: not numbers that somebody entered, nor a plan that came with the product."""
        return self.exclude(source=PLAN, file=None).exclude(source__startswith=ENTERED)

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
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    generated = models.BooleanField(default=False, help_text="Made up for the demonstration")
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded"
    )
    file = models.ForeignKey("BroughtFile", null=True, blank=True, on_delete=models.PROTECT, related_name="loads")
    undone_at = models.DateTimeField(null=True, blank=True, help_text="With all of its file")

    PERSONAL: ClassVar[set[str]] = set()
    objects = LoadQuerySet.as_manager()

    class Meta:
        ordering = ("source", "month", "id")
        indexes = (models.Index(fields=("source", "month"), name="load_by_source_and_month"),)
        constraints = (
            models.UniqueConstraint(
                fields=("source", "month"), condition=standing() & ~Q(source=PLAN), name="one_current_load_a_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="load_month_is_a_first_day"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.month:%B %Y})"

    @property
    def brought_by(self) -> str:
        return self.loaded_by.get_full_name() if self.loaded_by else COMMAND_LINE

    @property
    def stands(self) -> bool:
        return self.superseded_by_id is None and self.undone_at is None
