"""Working days in England: no weekends, no bank holidays."""

from datetime import date, timedelta
from functools import cache

import holidays

SIGNED_BEFORE = 2  # working days before the last day for publication
CLEAR_DAYS = 5  # Local Government Act 1972, s.100B, as SI 2002/715 amends it for principal councils in England
DAY = timedelta(days=1)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def first_from(day: date) -> date:
    """The day itself when people work on it, else the next one they do."""
    while not is_working(day):
        day += DAY
    return day


def last_until(day: date) -> date:
    """The day itself when people work on it, else the last one before it."""
    while not is_working(day):
        day -= DAY
    return day


def nth(first: date, number: int) -> date:
    """The n-th working day from a day on, that day counted."""
    day = first_from(first)
    for _ in range(number - 1):
        day = first_from(day + DAY)
    return day


def clear_days(published: date, meeting: date) -> int:
    """Working days between the two, neither of them counted."""
    between = (published + DAY * n for n in range(1, (meeting - published).days))
    return sum(is_working(day) for day in between)


def before(day: date, count: int) -> date:
    """So many working days before the day."""
    for _ in range(count):
        day = last_until(day - DAY)
    return day


def publish_by(meeting: date, clear: int = CLEAR_DAYS) -> date:
    """The last day on which a paper may be published so that `clear` clear working days lie before the meeting."""
    day = meeting
    while clear_days(day, meeting) < clear or not is_working(day):
        day -= DAY
    return day


def sign_by(meeting: date) -> date:
    """The last day for sign-off that leaves the programme office time to publish."""
    return before(publish_by(meeting), SIGNED_BEFORE)
