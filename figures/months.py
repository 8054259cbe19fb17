"""Months. A month is the date of its first day."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import cache

EARLIEST = 1900  # rolling windows reach back from any month that is asked for


class NotAMonth(ValueError):
    pass


def parse(text: str) -> date:
    """'2020-08' to a month. Raises NotAMonth with a sentence."""
    try:
        if not re.fullmatch("[0-9]{4}-[0-9]{2}", text) or int(text[:4]) < EARLIEST:
            raise ValueError
        return date(int(text[:4]), int(text[5:]), 1)
    except ValueError:
        raise NotAMonth(f"'{text}' is not a month. Write year and month, for example 2020-08.") from None


@cache
def code(month: date) -> str:
    """A month to '2020-08'."""
    return f"{month:%Y-%m}"


def name(month: date) -> str:
    return f"{NAMES[month.month - 1]} {month.year}"


def short(month: date) -> str:
    return f"{NAMES[month.month - 1][:3]} {month.year}"


def day(value: date) -> str:
    """A date in words. Not strftime, which follows the machine's locale; the spaces do not break."""
    return f"{value.day}\u00a0{NAMES[value.month - 1]}\u00a0{value.year}"


def short_day(value: date) -> str:
    """A date for a table: '31 Aug 2020'."""
    return f"{value.day}\u00a0{NAMES[value.month - 1][:3]}\u00a0{value.year}"


@cache
def add(month: date, count: int) -> date:
    years, index = divmod(month.year * 12 + month.month - 1 + count, 12)
    return date(years, index + 1, 1)


def last_over(today: date) -> date:
    """The last month that has ended."""
    return add(today.replace(day=1), -1)


def last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def up_to(month: date, count: int) -> list[date]:
    """The `count` months that end with this one, oldest first."""
    return [add(month, n) for n in range(1 - count, 1)]


def since(first: date, last: date) -> list[date]:
    """Every month from the first to the last."""
    return up_to(last, (last.year - first.year) * 12 + last.month - first.month + 1)


def spanning(months: Sequence[date], window: int) -> list[date]:
    """Every month that a window of that length, ending in any of these, needs."""
    return sorted({needed for month in months for needed in up_to(month, window)})


NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
