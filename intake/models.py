"""Loads: where a figure's provenance ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from jobs.models import Job
from organisation.models import User
from organisation.permissions import Permission

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


def standing(load: str = "") -> Q:
    """That no later load of the month superseded it, and nobody undid it. `load`: the path to it, such as 'load__'."""
    loads = _COUNTED_FROM.get()
    if loads is not None:
        return Q(**{f"{load}pk__in": loads})
    return Q(**{f"{load}superseded_by__isnull": True, f"{load}undone_at__isnull": True})


def intake_storage() -> Storage:
    return storages["intake"]


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


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Whoever may load such files sees those of colleagues too, who may be away."""
        from intake.registry import loaded_by  # a dataset declares its model, which stands upon this module

        return self.filter(dataset__in=[one.name for one in loaded_by(user)])

    def waiting(self) -> Self:
        """Neither loaded nor thrown away."""
        return self.exclude(state__in=(Upload.State.LOADED, Upload.State.THROWN_AWAY))


class Upload(models.Model):
    """A file that somebody chose in the browser. Its bytes are kept until it is loaded or thrown away."""

    class State(models.TextChoices):
        CHECKING = "checking", "Being checked"
        CHECKED = "checked", "Checked"
        LOADING = "loading", "Being loaded"
        STOPPED = "stopped", "Stopped"
        LOADED = "loaded", "Loaded"
        THROWN_AWAY = "thrown_away", "Thrown away"

    dataset = models.SlugField()
    name = models.CharField(max_length=200, help_text="As whoever brought it calls it")
    stored = models.CharField(max_length=100, blank=True, help_text="Its name in the storage of files of records")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    month = models.DateField(null=True, blank=True, help_text="That every row must be of, where it was said")
    sheet = models.CharField(
        max_length=200, blank=True, help_text="Of a workbook, as somebody chose it; empty: the one whose headings fit"
    )
    state = models.CharField(max_length=12, choices=State, default=State.CHECKING)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    told = models.JSONField(default=dict, help_text="What its check found: see intake.uploads.told.checked")
    accepted_because = models.TextField(blank=True, help_text="Why its warnings do not stop it")
    file = models.OneToOneField(
        BroughtFile,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="upload",
        help_text="Once it is loaded",
    )
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was loaded or thrown away")

    PERSONAL: ClassVar[set[str]] = {"told"}  # cells as they stand in the file
    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ("-brought_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("loaded", "thrown_away"), ended_at__isnull=False)
                | ~Q(state__in=("loaded", "thrown_away")) & Q(ended_at__isnull=True),
                name="ended_upload_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="loaded", file__isnull=False) | ~Q(state="loaded") & Q(file__isnull=True),
                name="loaded_upload_has_its_file",
            ),
        )

    def __str__(self) -> str:
        return self.name


class HeadingMeaning(models.Model):
    """Which column a heading means in the files that somebody sends, as they said once."""

    dataset = models.SlugField()
    heading = models.CharField(max_length=200, help_text="Plain: see intake.checks.headings.plain")
    column = models.CharField(max_length=60, blank=True, help_text="Its name; empty: it is left out")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    said_at = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = set()

    class Meta:
        ordering = ("dataset", "heading")
        constraints = (
            models.UniqueConstraint(fields=("dataset", "said_by", "heading"), name="one_meaning_of_a_heading"),
        )

    def __str__(self) -> str:
        return self.heading


class KeysUsed(models.Model):
    """How many of the settings' REFERENCE_KEYS the stored hashes were made with, and a mark of these."""

    count = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=32)
    since = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = set()

    class Meta:
        verbose_name_plural = "keys used"
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="keys_are_used_once"),)

    def __str__(self) -> str:
        return f"{self.count}"


class RecordChangeQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """To those who may load such files."""
        from intake.registry import loaded_by  # a dataset declares its model, which stands upon this module

        return self.filter(load__file__dataset__in=[one.name for one in loaded_by(user)])


class RecordChange(models.Model):
    """What a load made of one record that people keep here as well: for looking at, and for undoing."""

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="record_changes")
    key = models.CharField(max_length=400)
    row = models.PositiveIntegerField(help_text="In its file, as a spreadsheet numbers them; 0: of no row")
    was = models.JSONField(null=True, help_text="{column: text}; empty: the load added it")
    became = models.JSONField(help_text="{column: text}")

    PERSONAL: ClassVar[set[str]] = {"was", "became"}  # free text of the plan
    objects = RecordChangeQuerySet.as_manager()

    class Meta:
        ordering = ("load", "row", "pk")

    def __str__(self) -> str:
        return self.key


class LoadedQuerySet(models.QuerySet):
    """Records that a load brought. Whose team has no path of its own is seen by those who may see everything."""

    SEEN_WITH: ClassVar[Permission]

    def visible_to(self, user: User) -> Self:
        return self.filter(user.access.rows(self.SEEN_WITH, team="team", service="team__service"))

    def current(self) -> Self:
        return self.filter(standing("load__"))

    def in_months(self, months: Iterable[date]) -> Self:
        """A load and its records have one month: told of both, databases go from few loads to their records, and do not
        read those of all years."""
        listed = list(months)
        return self.current().filter(load__month__in=listed, month__in=listed)


class Loaded(models.Model):
    """A record of a month, as a load brought it."""

    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(db_index=True, help_text="First day of the month that it belongs to")

    class Meta:
        abstract = True
