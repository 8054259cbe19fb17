"""Lets the months of the workforce happen, one after the other, and takes down the state at the end of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

from demo.absences import Absences, by_month
from demo.caseloads import caseloads
from demo.establishment import VACANT_AT_FIRST, Establishment, Person, Spread
from demo.shares import split
from demo.workforce_plan import Census, Year, all_months, between, censuses, year_between
from demo.workforce_rows import TENTHS, AbsenceRow, Month, MovementRow, PostRow, WorkerRow
from organisation import working_days
from workforce.models import Kind


def workforce_history() -> list[Month]:
    """Every month from October 2016 to October 2020. The same rows each time."""
    return list(History().run())


class History:
    def __init__(self) -> None:
        self.rng = Random("workforce history")
        self.state = Establishment(self.rng)
        self.absences = Absences(Random("absences"))

    def run(self) -> Iterator[Month]:
        points = censuses()
        self.begin(points[0])
        years = [
            (before, after, year_between(before, after), by_month(after.year, after.days_lost))
            for before, after in pairwise(points)
        ]
        for number, month in enumerate(all_months()):
            before, after, year, days_lost = years[number // 12]
            self.state.month, index = number, number % 12
            movements = self.happen(month, year, index)
            self.state.change_agency(between(before.agency, after.agency, index))
            yield self.snapshot(month, movements, (before, after), index, days_lost[index])

    def begin(self, census: Census) -> None:
        for fte in split(self.rng, census.in_post):
            self.state.start(fte, self.state.add_post(fte))
        vacant = Spread(VACANT_AT_FIRST)
        for fte in split(self.rng, census.vacancies):
            self.state.add_post(fte, vacant)
        self.state.change_agency(census.agency)

    def happen(self, month: date, year: Year, index: int) -> list[MovementRow]:
        """All that happens in a month; who leaves has left before anybody moves or starts."""
        rows = [self.row(self.state.leave(fte), Kind.LEAVER, month) for fte in year.leavers[index]]
        for fte in year.departing[index]:
            self.state.leave(fte)
        for fte in year.posts[index]:
            self.state.add_post(fte)
        moves = [self.state.move() for _ in range(self.rng.randrange(1, 5))]
        rows += [self.row(move[0], Kind.MOVE, month, move[1]) for move in moves if move]
        rows += [self.row(self.state.start(fte), Kind.STARTER, month) for fte in year.starters[index]]
        for fte in year.joining[index]:
            self.state.start(fte)
        return sorted(rows, key=lambda row: (row.on_date, row.reference))

    def row(self, person: Person, kind: Kind, month: date, left: str | None = None) -> MovementRow:
        day = working_days.last_until(month + timedelta(days=self.rng.randrange(6, 28)))
        return MovementRow(person.reference, person.team, person.level, kind, day, TENTHS[person.fte], left)

    def snapshot(
        self, month: date, movements: list[MovementRow], around: tuple[Census, Census], index: int, days_lost: int
    ) -> Month:
        state, (before, after) = self.state, around
        people = [*state.employed, *state.agency]
        noise = self.rng.randrange(-35, 36) if index < 11 else 0  # none on 30 September
        cases = between(before.cases, after.cases, index) + noise
        held = caseloads(people, between(before.holders, after.holders, index), cases)
        lost = self.absences.of_month(month, state.employed, days_lost)
        return Month(
            month,
            [PostRow(one.reference, one.team, one.level, TENTHS[one.fte], TENTHS[one.vacant]) for one in state.posts],
            [
                WorkerRow(one.reference, one.team, one.level, one.agency, TENTHS[one.fte], held.get(one.reference, 0))
                for one in people
            ],
            movements,
            [
                AbsenceRow(one.reference, one.team, one.level, Decimal(lost[one.reference]).scaleb(-1))
                for one in state.employed
                if one.reference in lost
            ],
        )
