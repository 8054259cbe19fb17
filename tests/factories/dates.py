"""Months and days that records have unless a test says otherwise."""

from datetime import date, timedelta

AUGUST = date(2020, 8, 1)
SEPTEMBER = date(2020, 9, 1)
LONG_AGO = date(2015, 4, 1)


def end_of(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def opening_of(month: date) -> date:
    """The first weekday after the month. Bank holidays do not matter here."""
    day = end_of(month) + timedelta(days=1)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
