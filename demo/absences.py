"""Working days lost in a month: a few people away for long, and many for a few days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from demo.establishment import Person
from demo.shares import largest_remainder
from figures import months
from organisation import working_days

LONG_TERM = 45  # per cent of the days lost
STAYS_AWAY = 65  # per cent of those away for the whole month who are away in the next one too
SHORT = (1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 5, 8, 10)  # days
SEASON = (100, 108, 105, 115, 110, 103, 96, 95, 93, 92, 88, 95)  # October to September
# Level at the turn of each census year, from 1 October 2016: rises through 2018/19, so that no September is a step
LEVELS = (250, 215, 210, 470, 340, 360)


def by_month(year: int, days_lost: int) -> list[int]:
    """Tenths of days of each month from October of `year` minus 1; they sum to what was published for the year."""
    before, after = LEVELS[year - 2017], LEVELS[year - 2016]
    weights = {index: (before * (23 - 2 * index) + after * (2 * index + 1)) * SEASON[index] for index in range(12)}
    return list(largest_remainder(days_lost, weights).values())


def working_days_of(month: date) -> int:
    last = months.last_day(month).day
    return sum(working_days.is_working(month + timedelta(days=index)) for index in range(last))


@dataclass
class Absences:
    rng: Random
    away: list[str] = field(default_factory=list)

    def of_month(self, month: date, employed: Sequence[Person], total: int) -> dict[str, int]:
        """Reference to tenths of days lost, as full-time equivalents; they sum to `total`."""
        order = self.rng.sample(employed, len(employed))
        still = [one for one in order if one.reference in self.away and self.rng.randrange(100) < STAYS_AWAY]
        others = [one for one in order if one not in still]
        most = working_days_of(month)
        long = self.fill({}, still + others, [most], total * LONG_TERM // 100)
        self.away = list(long)
        return self.fill(long, [one for one in others if one.reference not in long], SHORT, total)

    def fill(self, lost: dict[str, int], people: Sequence[Person], days: Sequence[int], total: int) -> dict[str, int]:
        lost = dict(lost)
        rest = total - sum(lost.values())
        for person in people:
            if rest == 0:
                return lost
            lost[person.reference] = min(self.rng.choice(days) * person.fte, rest)
            rest -= lost[person.reference]
        raise AssertionError("more days are lost than people could lose")
