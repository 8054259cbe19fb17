"""Published statistics of England, the region, the council and its neighbours, loaded from the extracts in demo/dfe."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from demo import dfe
from demo.loading import LOADED_AT
from demo.organisation import Organisation
from figures.published.areas import THIS_COUNCIL
from figures.published.models import Comparator, Kind, Level, PublishedRow, PublishedYear, Release
from figures.published.series import (
    REFERRAL_MONTHS,
    REFERRAL_SOURCES,
    REFERRALS,
    SERIES,
    WORKFORCE,
    Publication,
    Series,
)
from history import tracking
from intake.models import Load

FILES = {  # series: the file that has a few of its rows
    REFERRALS.key: "referrals_2018_to_2020.csv",
    REFERRAL_SOURCES.key: "referrals_by_source_2018_to_2021.csv",
    REFERRAL_MONTHS.key: "referrals_by_month_of_year_2018_to_2020.csv",
    WORKFORCE.key: "workforce_2017_to_2020.csv",
}
EDITIONS = {Publication.CHILDREN_IN_NEED: 2024, Publication.WORKFORCE: 2025}  # that the rows were taken from
LOADED_ON = date(2020, 8, 3)
CHOSEN_FROM = date(2018, 10, 1)
LEVELS = {str(level.label): level for level in Level}


@transaction.atomic
def load_published(organisation: Organisation) -> None:
    """Does nothing where it is there already."""
    if PublishedYear.objects.exists():
        return
    for series in SERIES.values():
        load_series(series, organisation)
    choose(organisation)


def load_series(series: Series, organisation: Organisation) -> None:
    rows: dict[int, list[PublishedRow]] = defaultdict(list)
    for number, row in enumerate(dfe.rows(FILES[series.key]), 2):
        rows[int(row["time_period"])].append(record(series, row, number))
    releases = {each.year: each for each in Release.objects.filter(publication=series.publication)}
    for year, records in rows.items():
        load = make_load(series, year, len(records), organisation)
        for one in records:
            one.load, one.month = load, load.month
        PublishedRow.objects.bulk_create(records)
        edition = releases[EDITIONS[series.publication]]
        PublishedYear.objects.create(load=load, release=releases[year], edition=edition)


def make_load(series: Series, year: int, rows: int, organisation: Organisation) -> Load:
    file = dfe.FOLDER / FILES[series.key]
    last = series.publication.reference_date(year)
    return Load.objects.create(
        source=series.key,
        month=last.replace(day=1),
        name=file.name,
        sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        rows=rows,
        as_at=last,
        loaded_at=datetime.combine(LOADED_ON, LOADED_AT),
        loaded_by=organisation.people["front-door-analyst"],
    )


def record(series: Series, row: Mapping[str, str], number: int) -> PublishedRow:
    """The demonstration council stands for no named one, so its own row does not name one either."""
    code = dfe.area_code(row)
    name = row["la_name"] or row["region_name"] or row["country_name"]
    return PublishedRow(
        reference=f"{code}|{row['time_period']}",
        area_code=code,
        area_name=THIS_COUNCIL if code == dfe.COUNCIL else name,
        region_code=row["region_code"],
        level=LEVELS[row["geographic_level"]],
        numbers={measure.column: row[measure.column] for measure in series.measures if measure.column in row},
        row=number,
    )


def choose(organisation: Organisation) -> None:
    """A few of its statistical neighbours; neither its name nor theirs says which council it is."""
    rows = {row.area_code: row for row in PublishedRow.objects.filter(load__source=REFERRALS.key)}
    kinds = {dfe.COUNCIL: Kind.COUNCIL, dfe.REGION: Kind.REGION}
    at = datetime.combine(CHOSEN_FROM, LOADED_AT)
    for code, row in sorted(rows.items()):
        if code != dfe.ENGLAND:
            kind = kinds.get(code, Kind.NEIGHBOUR)
            one = Comparator(kind=kind, area_code=code, area_name=row.area_name, holds_from=CHOSEN_FROM)
            tracking.save(one, by=organisation.people["administrator"], at=at)
