"""What was published, when it came out, and which areas the council stands beside."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from figures import months
from figures.published.series import SERIES, Publication, Series
from history.tracking import tracked
from intake.models import Load, Loaded, LoadedQuerySet
from organisation.models import User

ENGLAND = "E92000001"
TOGETHER = " / "  # between the codes, and the names, of authorities that report as one


class OpenQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """It is published, or says what is."""
        return self


class Release(models.Model):
    """The day on which a year of a publication first came out. The edition that brought it holds the years before it
    too, as they stood then."""

    publication = models.CharField(max_length=20, choices=[(each.value, each.label) for each in Publication])
    year = models.PositiveSmallIntegerField(help_text="The year that ends in it")
    published_on = models.DateField()

    PERSONAL: ClassVar[set[str]] = set()
    objects = OpenQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("publication", "-year")
        constraints = (models.UniqueConstraint(fields=("publication", "year"), name="one_release_a_year"),)

    def __str__(self) -> str:
        return f"{Publication(self.publication).label}, {self.year}"

    @property
    def edition(self) -> str:
        """'time series to 2024, published 31 October 2024', as the edition that it is of."""
        return f"time series to {self.year}, published {months.day(self.published_on)}"

    @property
    def reference_date(self) -> date:
        return Publication(self.publication).reference_date(self.year)


class PublishedYearQuerySet(OpenQuerySet):
    def out_by(self, day: date) -> Self:
        """Those of years that were out, whatever superseded them since."""
        return self.filter(release__published_on__lte=day)

    def known_by(self, at: datetime | None) -> Self:
        """Loaded by the moment and not undone by then; None: now."""
        if at is None:
            return self.filter(load__undone_at__isnull=True)
        undone_later = Q(load__undone_at__isnull=True) | Q(load__undone_at__gt=at)
        return self.filter(undone_later, load__loaded_at__lte=at)

    def with_editions(self) -> Self:
        return self.select_related("release", "edition", "load")


class PublishedYear(models.Model):
    """What a load of a published file is: one year of it, in one edition."""

    load = models.OneToOneField(Load, on_delete=models.PROTECT, related_name="published_year")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+", help_text="Of the year")
    edition = models.ForeignKey(
        Release, on_delete=models.PROTECT, related_name="+", help_text="Of the newest year of its file"
    )

    PERSONAL: ClassVar[set[str]] = set()
    objects = PublishedYearQuerySet.as_manager()

    class Meta:
        ordering = ("load",)

    def __str__(self) -> str:
        return f"{self.series.label}, {self.release.year}"

    @property
    def series(self) -> Series:
        return SERIES[self.load.source]

    @property
    def reference_date(self) -> date:
        return self.release.reference_date

    def edition_on(self, day: date) -> str:
        """The edition in words. One that came out after the day says so: its numbers may be revised."""
        return self.edition.edition if self.edition.published_on <= day else f"as revised in the {self.edition.edition}"


class Level(models.TextChoices):
    NATIONAL = "national", "National"
    REGIONAL = "regional", "Regional"
    LOCAL = "local", "Local authority"


class PublishedRowQuerySet(LoadedQuerySet):
    def visible_to(self, user: User) -> Self:
        """They are published."""
        return self

    def authorities(self) -> Self:
        """Of the newest loads that stand, in any series."""
        return self.current().filter(level=Level.LOCAL)


class PublishedRow(Loaded):
    """A row of a published file: one area in one year, its numbers as they were published."""

    reference = models.CharField(max_length=70, help_text="Code of the area, and the year")
    area_code = models.CharField(max_length=60, help_text="Those of several that report together stand side by side")
    area_name = models.CharField(max_length=160)
    region_code = models.CharField(max_length=9, blank=True)
    level = models.CharField(max_length=8, choices=Level)
    numbers = models.JSONField(help_text="{column: as published}: a number, or a marker where there is none")
    row = models.PositiveIntegerField(help_text="In the file")

    PERSONAL: ClassVar[set[str]] = set()
    objects = PublishedRowQuerySet.as_manager()

    class Meta:
        ordering = ("load", "row")
        indexes = (models.Index(fields=("load", "area_code"), name="published_row_by_area"),)

    def __str__(self) -> str:
        return f"{self.area_name}, {self.month.year}"

    @property
    def is_joint(self) -> bool:
        return TOGETHER in self.area_code


class Kind(models.TextChoices):
    COUNCIL = "council", "This council"
    REGION = "region", "Its region"
    NEIGHBOUR = "neighbour", "Neighbour"


class ComparatorQuerySet(OpenQuerySet):
    def held_in(self, month: date) -> Self:
        """Those chosen last, by the month."""
        newest = self.filter(holds_from__lte=month).order_by().values("holds_from").order_by("-holds_from")[:1]
        return self.filter(holds_from=models.Subquery(newest))

    def of_kind(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)


class Comparator(models.Model):
    """An area that published figures are shown of, from a month on until others are chosen: this council, its region,
    its neighbours. England always is."""

    kind = models.CharField(max_length=9, choices=Kind)
    area_code = models.CharField(max_length=9)
    area_name = models.CharField(max_length=80)
    holds_from = models.DateField(help_text="First day of a month")

    PERSONAL: ClassVar[set[str]] = set()
    objects = ComparatorQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("-holds_from", "kind", "area_name")
        constraints = (
            models.UniqueConstraint(fields=("holds_from", "area_code"), name="area_is_chosen_once"),
            models.UniqueConstraint(
                fields=("holds_from", "kind"), condition=~Q(kind="neighbour"), name="one_council_and_one_region"
            ),
            models.CheckConstraint(condition=Q(holds_from__day=1), name="comparators_hold_from_a_first_day"),
        )

    def __str__(self) -> str:
        return self.area_name


def rows_of(loads: Iterable[int], areas: Iterable[str]) -> dict[tuple[int, str], PublishedRow]:
    """{(load, code of an area): its row}, in one query. An area that reports together with others has theirs."""
    wanted = set(areas)
    of_areas = Q(area_code__in=wanted) | Q(area_code__contains=TOGETHER)
    rows = PublishedRow.objects.filter(of_areas, load__in=list(loads))
    return {(row.load_id, code): row for row in rows for code in row.area_code.split(TOGETHER) if code in wanted}
