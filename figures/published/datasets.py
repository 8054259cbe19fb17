"""The published files as datasets: a row for each row of the file, a load for each of its years."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from figures.published.columns import CHECKS, COLUMNS_OF, columns_of
from figures.published.models import PublishedRow, PublishedYear, Release
from figures.published.series import SERIES, Series
from intake.dataset import Dataset, Layout, Records, Values
from intake.models import Load
from intake.sources import Source
from organisation.permissions import Permission

COMPARED = ("area_name", "region_code", "numbers")


def layouts(series: Series) -> list[Layout]:
    columns = [measure.column for measure in series.measures]
    return [
        Layout(
            name=series.key,
            label=series.label,
            columns=columns_of(series),
            checks=CHECKS,
            stored=partial(stored, columns),
        )
    ]


def stored(columns: Sequence[str], values: Values) -> dict[str, Sequence[Any]]:
    levels = values["geographic_level"]
    codes = area(values, levels, 0)
    return {
        "reference": [f"{code}|{day.year}" for code, day in zip(codes, values["time_period"], strict=True)],
        "area_code": codes,
        "area_name": area(values, levels, 1),
        "region_code": [code or "" for code in values["region_code"]],
        "level": levels,
        "numbers": [
            json.dumps(dict(zip(columns, cells, strict=True)))  # as Django writes it: SQLite compares the text
            for cells in zip(*(values[column] for column in columns), strict=True)
        ],
    }


def area(values: Values, levels: Sequence[str], part: int) -> list[str]:
    """The code, or the name, of each row's area: where it stands depends on the level."""
    return [values[COLUMNS_OF[level][part]][i] for i, level in enumerate(levels)]


def settle(loads: Sequence[int]) -> None:
    """Says of the loads of a file which years they are, in which edition: that of its newest year."""
    made = [load for load in Load.objects.filter(pk__in=loads) if load.rows]
    if not made:
        return
    publication = SERIES[made[0].source].publication
    releases = {release.year: release for release in Release.objects.filter(publication=publication)}
    edition = releases[max(load.month.year for load in made)]
    PublishedYear.objects.bulk_create(
        PublishedYear(load=load, release=releases[load.month.year], edition=edition) for load in made
    )


def dataset(series: Series) -> Dataset:
    return Records(
        name=series.key,
        label=series.label,
        means=series.means,
        source=Source(series.key, series.label),
        model=PublishedRow,
        layouts=partial(layouts, series),
        month_of="time_period",
        key="area and year",
        key_field="reference",
        compared=COMPARED,
        loaded_with=Permission.LOAD_PUBLISHED,
        settle=settle,
    )


DATASETS = [dataset(series) for series in SERIES.values()]
