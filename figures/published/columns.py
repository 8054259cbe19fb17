"""The kinds of columns that published files have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from figures.published.markers import MARKERS, is_number
from figures.published.models import TOGETHER, Level, Release
from figures.published.series import Publication, Series
from intake.columns import WHOLE, Choice, Column, LeftOut, Text
from intake.dataset import RowCheck
from intake.problems import Unreadable

FIRST_YEAR, LAST_YEAR = 2000, 2100
OF_LEVEL = {
    Level.NATIONAL: re.compile(r"E92\d{6}", re.ASCII),
    Level.REGIONAL: re.compile(r"E1[23]\d{6}", re.ASCII),
    Level.LOCAL: re.compile(rf"(?:E(?:0[6-9]|10)\d{{6}}(?:{TOGETHER}(?!$)|$))+", re.ASCII),
}


@dataclass(frozen=True, kw_only=True)
class ReleasedYear(Column):
    """A year whose release day is known; read as the day that its figures speak of."""

    publication: Publication
    released: Sequence[int]

    def read(self, text: str) -> date:
        found = WHOLE.fullmatch(text)
        year = int(found[1]) if found else 0
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Unreadable("not_a_year", "Not a year, such as 2024")
        if year not in self.released:
            raise Unreadable(
                "no_release_day",
                f"Nobody has said on which day {year} of ‘{self.publication.label}’ first came out. Add the day on the "
                f"page Published statistics ({reverse('published:list')}), then choose the file again",
            )
        return self.publication.reference_date(year)

    @property
    def takes(self) -> str:
        return "A year, such as 2024, whose release day is known"


@dataclass(frozen=True, kw_only=True)
class Published(Column):
    """A number or a marker, kept as it was published."""

    def read(self, text: str) -> str:
        if text not in MARKERS and not is_number(text):
            raise Unreadable("not_published", f"Neither a number nor one of the markers {', '.join(MARKERS)}")
        return text

    @property
    def takes(self) -> str:
        *most, last = MARKERS
        return f"A number, or {', '.join(most)} or {last} where there is none"


LEVEL = Choice(
    name="geographic_level", label="Level", required=True, called="the levels of areas",
    codes={level.value: str(level.label) for level in Level},
    means="Whether the row is of England, of a region or of a local authority.",
)  # fmt: skip
PERIOD = Choice(
    name="time_identifier", label="Kind of year", codes={"reporting": "Reporting year"}, called="the kinds of years",
    means="Only reporting years are read.",
)  # fmt: skip
COUNTRY_CODE = Text(name="country_code", label="Code of the country", longest=9, required=True, means="E92000001.")
COUNTRY = Text(name="country_name", label="Country", longest=80, required=True, means="England.")
REGION_CODE = Text(
    name="region_code", label="Code of the region", longest=9, is_expected=True, means="Empty in the row of England."
)
REGION = Text(name="region_name", label="Region", longest=80, is_expected=True, means="Empty in the row of England.")
AUTHORITY_CODE = Text(
    name="new_la_code", label="Code of the authority", longest=60, is_expected=True,
    means="Empty in the rows of England and of regions. Of authorities that report together, the codes of all.",
)  # fmt: skip
AUTHORITY = Text(
    name="la_name", label="Authority", longest=160, is_expected=True,
    means="Empty in the rows of England and of regions.",
)  # fmt: skip
NOT_KEPT = (
    LeftOut(name="old_la_code", label="Older code of the authority", means="It is not kept."),
    LeftOut(name="category", label="Category", means="The name of the table: it is not kept."),
)


def of_level(level: Level, code: str, name: str) -> tuple[RowCheck, RowCheck]:
    """A row has the code and the name of its area."""
    noun = {Level.NATIONAL: "the country", Level.REGIONAL: "a region", Level.LOCAL: "a local authority"}[level]
    return (
        RowCheck(
            columns=(code, "geographic_level"),
            code="not_a_code",
            wrong=lambda cell, of: of == level and not is_code(level, cell),
            message=lambda cell, of: f"Not the code of {noun}, as a row of this level has",
        ),
        RowCheck(
            columns=(name, "geographic_level"),
            code="missing",
            wrong=lambda cell, of: of == level and not cell,
            message=lambda cell, of: f"Empty, but a row of {noun} has its name here",
        ),
    )


def is_code(level: Level, code: str | None) -> bool:
    return code is not None and OF_LEVEL[level].fullmatch(code) is not None


CHECKS = (
    *of_level(Level.NATIONAL, "country_code", "country_name"),
    *of_level(Level.REGIONAL, "region_code", "region_name"),
    *of_level(Level.LOCAL, "new_la_code", "la_name"),
    RowCheck(
        columns=("region_code", "geographic_level"),
        code="not_a_code",
        wrong=lambda cell, of: of == Level.LOCAL and not is_code(Level.REGIONAL, cell),
        message=lambda cell, of: "Not the code of a region, as a row of a local authority has too",
    ),
)
COLUMNS_OF: Mapping[str, tuple[str, str]] = {  # level: its code and its name
    Level.NATIONAL: ("country_code", "country_name"),
    Level.REGIONAL: ("region_code", "region_name"),
    Level.LOCAL: ("new_la_code", "la_name"),
}


def columns_of(series: Series) -> tuple[Column, ...]:
    """Asks which release days are known."""
    released = Release.objects.filter(publication=series.publication).values_list("year", flat=True)
    year = ReleasedYear(
        name="time_period", label="Year", required=True, publication=series.publication, released=list(released),
        means="The year that ends in it.",
    )  # fmt: skip
    area = (LEVEL, COUNTRY_CODE, COUNTRY, REGION_CODE, REGION, AUTHORITY_CODE, AUTHORITY)
    numbers = (
        Published(name=measure.column, label=measure.label, required=True, means="As it is published.")
        for measure in series.measures
    )
    return (year, PERIOD, *area, *NOT_KEPT, *numbers)
