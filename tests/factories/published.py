"""Published statistics: a year of a series in an edition, and the areas that they are shown of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module

from figures.published.models import ENGLAND, Comparator, Level, PublishedRow, PublishedYear, Release
from figures.published.series import SERIES
from intake.models import Load
from tests.factories.intake import load_of, supersede

COUNCIL, REGION, NEIGHBOUR = "E08000901", "E12000901", "E06000901"
NAMES = {ENGLAND: "England", REGION: "The North", COUNCIL: "Ashdale", NEIGHBOUR: "Elmbury"}
LEVELS = {"E92": Level.NATIONAL, "E12": Level.REGIONAL, "E13": Level.REGIONAL}
FROM = date(2018, 1, 1)


def known_releases() -> None:
    """The days that a council begins with, as a migration puts them there."""
    if Release.objects.exists():
        return
    known = import_module("figures.migrations.0005_release_days")
    for publication, days in (("children_in_need", known.CHILDREN_IN_NEED), ("workforce", known.WORKFORCE)):
        said = [{"publication": publication, "year": year, "published_on": day} for year, day in days.items()]
        made = Release.objects.bulk_create(Release(**each) for each in said)
        version = Release.versions.model
        version.objects.bulk_create(
            version(id=one.pk, **each, history_type="+", history_date=known.KNOWN_SINCE)
            for one, each in zip(made, said, strict=True)
        )


def publish(
    series: str, year: int, numbers: Mapping[str, Mapping[str, str]], *, edition: int | None = None
) -> PublishedYear:
    """`numbers`: {code of an area: {column: as published}}; columns left out are 1. A year that is loaded already is
    superseded."""
    known_releases()
    of = SERIES[series]
    month = of.publication.reference_date(year).replace(day=1)
    before = Load.objects.current().filter(source=series, month=month).first()
    load = supersede(before) if before else load_of(series, month)
    Load.objects.filter(pk=load.pk).update(rows=len(numbers))
    for row, (code, given) in enumerate(numbers.items(), 2):
        PublishedRow.objects.create(
            load=load, month=month, row=row, reference=f"{code}|{year}", area_code=code,
            area_name=NAMES.get(code, f"Area {code}"), level=LEVELS.get(code[:3], Level.LOCAL),
            region_code="" if code == ENGLAND else REGION,
            numbers={measure.column: given.get(measure.column, "1") for measure in of.measures},
        )  # fmt: skip
    releases = {each.year: each for each in Release.objects.filter(publication=of.publication)}
    return PublishedYear.objects.create(load=load, release=releases[year], edition=releases[edition or year])


def choose_areas(*neighbours: str, holds_from: date = FROM) -> None:
    """This council, its region, and neighbours."""
    kinds = {COUNCIL: "council", REGION: "region"} | dict.fromkeys(neighbours, "neighbour")
    for code, kind in kinds.items():
        Comparator.objects.create(
            kind=kind, area_code=code, area_name=NAMES.get(code, f"Area {code}"), holds_from=holds_from
        )
