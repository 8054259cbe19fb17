"""Published values that stand beside figures of the product: which column of which file, in `series`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from figures.figure import Unit
from figures.published import markers
from figures.published.areas import Area, areas_held
from figures.published.citing import citable
from figures.published.models import PublishedYear, rows_of
from figures.published.series import SERIES


@dataclass(frozen=True)
class Benchmark:
    """The value of an area in one year, as it may be cited."""

    figure: str
    area: Area
    label: str
    text: str  # as published: a number or a marker
    unit: Unit
    year: PublishedYear

    @property
    def reference_date(self) -> date:
        return self.year.reference_date

    @property
    def value(self) -> Decimal | None:
        return markers.number(self.text)

    @property
    def shown(self) -> str:
        return markers.shown(self.text, self.unit)


BESIDE = {figure: (series, column) for series in SERIES.values() for figure, column in series.beside.items()}


def benchmarks(
    day: date, month: date, figures: Collection[str] | None = None, known_by: datetime | None = None
) -> list[Benchmark]:
    """What was out by the day, of the areas chosen for the month: oldest year first. `figures`: these alone.
    `known_by`: see `citable`."""
    wanted = {key: BESIDE[key] for key in BESIDE if figures is None or key in figures}
    if not wanted:
        return []
    series = {each.key for each, _ in wanted.values()}
    years = sorted(
        (year for (key, _), year in citable(day, known_by).items() if key in series), key=lambda year: year.release.year
    )
    areas = areas_held(month)
    rows = rows_of([year.load_id for year in years], [area.code for area in areas]) if years else {}
    return [
        Benchmark(figure, area, area.label(row), row.numbers[column], of.measure(column).unit, year)
        for figure, (of, column) in wanted.items()
        for year in years
        if year.series is of
        for area in areas
        if (row := rows.get((year.load_id, area.code))) and column in row.numbers
    ]


def editions(found: Collection[Benchmark], day: date) -> list[str]:
    """Where they come from, each edition once: 'Department for Education, children's social work workforce, time series
    to 2019, published 27 February 2020'."""
    return sorted({f"{one.year.series.publication.source}, {one.year.edition_on(day)}" for one in found})
