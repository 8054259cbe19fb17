"""Days and times as files write them: dd/mm/yyyy, ISO, the serial numbers of spreadsheets. Nothing is guessed: what
could be a month before a day is refused, not turned round."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from intake.problems import Unreadable

BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T]+(.+))?", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T](.+))?", re.ASCII)
DAY = 10  # letters of dd/mm/yyyy and of yyyy-mm-dd
REMEMBERED = 5_000
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|\+00:?00)?", re.ASCII)
SERIAL = re.compile(r"(\d{5})(\.\d+)?", re.ASCII)
FIRST_SERIAL = date(1899, 12, 30)  # day 0 of a spreadsheet, for days after February 1900
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)  # of which a number alone is taken to be a day

NOT_A_DATE = "Not a date. Write it as dd/mm/yyyy"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


def read_day(text: str) -> date:
    """The day of `text`, whatever time it has. Raises Unreadable."""
    return as_day(read_moment(text))


def as_day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def as_days(moments: Sequence[date | datetime | None]) -> list[date | None]:
    return [moment.date() if isinstance(moment, datetime) else moment for moment in moments]


def read_moment(text: str) -> date | datetime:
    """A datetime where the text has a time, a date where it has none or is midnight, which databases write for none.

    A file has many moments and few days and minutes: each of these is read once."""
    if len(text) <= DAY or text[DAY] not in " T":
        return read_part(text)
    day, clock = read_part(text[:DAY].rstrip()), read_time(text[DAY + 1 :])
    if isinstance(day, datetime):
        raise Unreadable("not_a_date", NOT_A_DATE)
    return datetime.combine(day, clock) if clock else day


@lru_cache(maxsize=REMEMBERED)
def read_part(text: str) -> date | datetime:
    if match := ISO.fullmatch(text):
        year, month, day, clock = match.groups()
    elif match := BRITISH.fullmatch(text):
        day, month, year, clock = match.groups()
    elif match := SERIAL.fullmatch(text):
        return of_serial(int(match[1]), float(match[2] or 0))
    else:
        raise Unreadable("not_a_date", NOT_A_DATE)
    found = calendar_day(int(year), int(month), int(day))
    passed = read_time(clock) if clock else None
    return datetime.combine(found, passed) if passed else found


def calendar_day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise Unreadable("not_a_date", f"There is no month {month}. Write it as dd/mm/yyyy")
    if not year:
        raise Unreadable("not_a_date", "There is no year 0")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise Unreadable("not_a_date", f"{MONTHS[month - 1]} {year} has {days} days" if day else "There is no day 0")
    return date(year, month, day)


@lru_cache(maxsize=REMEMBERED)
def read_time(text: str) -> time | None:
    """None at midnight."""
    match = TIME.fullmatch(text.strip())
    if match is None:
        raise Unreadable("not_a_date", "Not a time after the date. Write it as hh:mm")
    hour, minute, second = (int(part or 0) for part in match.groups())
    if hour > 23 or minute > 59 or second > 59:
        raise Unreadable("not_a_date", "There is no such time of day")
    return time(hour, minute, second) if hour or minute or second else None


def of_serial(days: int, part: float) -> date | datetime:
    day = FIRST_SERIAL + timedelta(days=days)
    if not FIRST_DAY <= day < LAST_DAY:
        raise Unreadable("not_a_date", NOT_A_DATE)
    seconds = round(part * 86_400)
    return datetime.combine(day, time()) + timedelta(seconds=seconds) if seconds else day
