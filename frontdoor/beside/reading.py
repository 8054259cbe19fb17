"""One published year of referrals, as it may be cited on a day: of each area its row in each of the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from figures.published import markers
from figures.published.areas import Area, areas_held
from figures.published.citing import citable
from figures.published.models import PublishedRow, PublishedYear, rows_of
from figures.published.series import PERCENT, REFERRAL_MONTHS, REFERRAL_SOURCES, REFERRALS, Series
from figures.words import written

FILES = (REFERRALS, REFERRAL_SOURCES, REFERRAL_MONTHS)
ALL = "Referrals"  # the column that the others are parts of


@dataclass(frozen=True)
class Beside:
    """`years`: those of table C1 that may be cited, newest first. `held`: {file: its load of the year}."""

    day: date
    year: int
    years: Sequence[int]
    areas: Sequence[Area]
    held: Mapping[str, PublishedYear]
    rows: Mapping[tuple[int, str], PublishedRow]

    @property
    def reference_date(self) -> date:
        return self.held[REFERRALS.key].reference_date

    @property
    def council(self) -> Area | None:
        return next((area for area in self.areas if area.is_council), None)

    @property
    def neighbours(self) -> list[Area]:
        return [area for area in self.areas if area.is_neighbour]

    @property
    def wider(self) -> list[Area]:
        """The region, if one is chosen, and England."""
        return [area for area in self.areas if not (area.is_council or area.is_neighbour)]

    def label(self, area: Area) -> str:
        return area.label(self.rows.get((self.held[REFERRALS.key].load_id, area.code)))

    def text(self, of: Series, area: Area, column: str) -> str | None:
        """As published; None where the file has no such row."""
        if of.key not in self.held:
            return None
        row = self.rows.get((self.held[of.key].load_id, area.code))
        return row.numbers.get(column) if row else None

    def number(self, of: Series, area: Area, column: str) -> Decimal | None:
        return markers.number(self.text(of, area, column))

    def shown(self, of: Series, area: Area, column: str) -> str:
        return markers.shown(self.text(of, area, column), of.measure(column).unit)

    def share(self, of: Series, area: Area, column: str) -> Fraction | None:
        """Of all referrals of the area."""
        part, whole = self.number(of, area, column), self.number(of, area, ALL)
        return Fraction(part) / Fraction(whole) if part is not None and whole else None

    def share_shown(self, of: Series, area: Area, column: str) -> str:
        share = self.share(of, area, column)
        return written(share * 100, PERCENT) if share is not None else self.marker(of, area, column)

    def marker(self, of: Series, area: Area, column: str) -> str:
        """Why there is no share: the part has a marker, or all referrals have."""
        cells = (self.text(of, area, each) for each in (column, ALL))
        return next((cell for cell in cells if cell and markers.number(cell) is None), markers.NOT_HELD)


def read(day: date, month: date, year: int | None = None, known_by: datetime | None = None) -> Beside | None:
    """The year that is asked for, else the newest that is out by the day; of the areas chosen for the month. None
    where no year may be cited. `known_by`: see `citable`. Three queries, however many areas and years there are."""
    found = citable(day, known_by)
    years = sorted((each for key, each in found if key == REFERRALS.key), reverse=True)
    if not years:
        return None
    shown = year if year in years else years[0]
    held = {file.key: found[file.key, shown] for file in FILES if (file.key, shown) in found}
    areas = areas_held(month)
    rows = rows_of([each.load_id for each in held.values()], [area.code for area in areas])
    return Beside(day, shown, years, areas, held, rows)
