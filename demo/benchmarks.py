"""Published workforce figures of England, the region and the council, to hold beside the product's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from demo import dfe
from figures.models import Benchmark

EDITION = "Time series 2017 to 2025"
SOURCE = "Department for Education, children's social work workforce"

# Figure: the column that holds it. Rates in per cent, the caseload in cases
FIGURES = {
    "workforce.vacancy_rate": "vacancy_rate_fte",
    "workforce.agency_rate": "agency_rate_fte",
    "workforce.turnover_rate": "turnover_rate_fte",
    "workforce.absence_rate": "absence_rate_fte",
    "workforce.caseload": "caseload_fte",
}

# Reference year: the day on which it was first published
PUBLISHED_ON = {
    2017: date(2018, 2, 15),
    2018: date(2019, 2, 28),
    2019: date(2020, 2, 27),
    2020: date(2021, 2, 25),
}


class Area(NamedTuple):
    name: str
    published_code: str
    shown_code: str


# The demonstration council stands for no named one, so its own published values carry no code
COUNCIL = Area("This council", dfe.COUNCIL, "")
AREAS = (
    Area("England", dfe.ENGLAND, dfe.ENGLAND),
    Area("Yorkshire and The Humber", dfe.REGION, dfe.REGION),
    COUNCIL,
)


@transaction.atomic
def load_benchmarks() -> None:
    """Does nothing where this edition is there already."""
    if not Benchmark.objects.filter(edition=EDITION).exists():
        Benchmark.objects.bulk_create(list(benchmarks()))


def benchmarks() -> Iterator[Benchmark]:
    """One for each figure that was published; where the publisher gives none there is no row."""
    for figure, column in FIGURES.items():
        for area in AREAS:
            for year in PUBLISHED_ON:
                value = dfe.workforce()[area.published_code, year][column]
                if value is not None:
                    yield benchmark(figure, area, year, value)


def benchmark(figure: str, area: Area, year: int, value: Decimal) -> Benchmark:
    return Benchmark(
        figure=figure,
        area=area.name,
        area_code=area.shown_code,
        is_council=area is COUNCIL,
        reference_date=date(year, 9, 30),
        value=value,
        published_on=PUBLISHED_ON[year],
        edition=EDITION,
        source=SOURCE,
    )
