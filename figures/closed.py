"""Months whose cycle is closed: what holds in them is settled, since reports of them are signed."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from figures import months
from figures.models import Cycle

AHEAD = 24


def last_closed_month() -> date | None:
    found = Cycle.objects.filter(closed_at__isnull=False).aggregate(last=Max("month"))
    return found["last"]


def first_open_month(today: date) -> date:
    """Where nothing was ever closed, two years back."""
    closed = last_closed_month()
    return months.add(closed, 1) if closed else months.add(today.replace(day=1), -AHEAD)


def open_months(today: date) -> list[date]:
    """From which something may begin to hold: up to two years from now."""
    first, last = first_open_month(today), months.add(today.replace(day=1), AHEAD)
    found = []
    while first <= last:
        found.append(first)
        first = months.add(first, 1)
    return found
