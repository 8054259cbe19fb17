"""How many working days of England it took to decide a contact: kept with the contact, since databases know none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate

from organisation import working_days

MOST = 32_000  # what the field holds
PAIRS, DAYS = 100_000, 20_000  # different ones remembered: memory stays flat, however long the file


def taken(received: Sequence[date | None], decided: Sequence[date | None]) -> list[int | None]:
    """Working days after the day received, to the one by whose end it was decided. A Saturday's contact decided on
    Monday took one. A decision of a Saturday counts as one of Monday: Thursday's contact took two, Friday's one."""
    return [*map(between, received, decided)]


@lru_cache(PAIRS)
def between(received: date | None, decided: date | None) -> int | None:
    if received is None or decided is None:
        return None
    if decided < received:
        return -(between(decided, received) or 0)
    if decided > received:
        decided = working_days.first_from(decided)
    whole_years = sum(up_to_each(year)[-1] for year in range(received.year, decided.year))
    return min(MOST, whole_years + in_year(decided) - in_year(received))


@lru_cache(DAYS)
def in_year(day: date) -> int:
    """How many working days of its year there were up to a day, that day counted. Ordinals, since `timetuple` takes
    longer than all the rest."""
    return up_to_each(day.year)[day.toordinal() - date(day.year, 1, 1).toordinal()]


@cache
def up_to_each(year: int) -> list[int]:
    days = (date(year, 1, 1) + timedelta(days=count) for count in range(date(year, 12, 31).timetuple().tm_yday))
    return [*accumulate(map(working_days.is_working, days))]
