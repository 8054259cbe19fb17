"""Numbers and months in the sentences of these pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from organisation.words import month_of


def count(number: int, noun: str, many: str = "") -> str:
    """'1 row', '4,340 rows'."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def months_of(months: Sequence[date]) -> str:
    """'September and October 2020', 'January 2019 to October 2020 (22 months)'."""
    if not months:
        return "None"
    first, last = min(months), max(months)
    if first == last:
        return month_of(first)
    if len(months) == 2:
        return f"{f'{first:%B}' if first.year == last.year else month_of(first)} and {month_of(last)}"
    return f"{month_of(first)} to {month_of(last)} ({len(months)} months)"


def rows_of(rows: Sequence[int], number: int) -> str:
    """The first of so many: '14, 15, 88, …'."""
    return ", ".join(f"{row:,}" for row in rows) + (", …" if number > len(rows) else "")
