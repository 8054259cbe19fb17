"""What a figure is held against: thresholds and targets in the months in which they hold, and published figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest

from figures import months
from figures.figure import Better, Figure
from figures.history import Line
from figures.models import Kind, Threshold
from figures.page import Page
from figures.published.benchmarks import benchmarks, editions
from figures.published.markers import meanings
from figures.reading import Reading
from figures.words import shown, written


def thresholds(page: Page, kind: Kind) -> list[str]:
    """'Over 15.0% from January 2020 (replaced from June 2020): a sign that …', in the month that was asked for."""
    over = "Over " if kind is Kind.THRESHOLD else ""
    month = page.asked.month or page.today.replace(day=1)
    rows = [row for row in page.held_against if row.kind == kind]
    return [
        f"{over}{written(row.value, page.figure.unit)} {since(row, after, month)}: {row.meaning}"
        for row, after in zip_longest(rows, rows[1:])
    ]


def since(row: Threshold, after: Threshold | None, month: date) -> str:
    """From when it holds, and whether it does in the month: 'from January 2021 (to come)'."""
    words = f"from {months.name(row.holds_from)}"
    if row.holds_from > month:
        return f"{words} (to come)"
    replaced = after is not None and after.holds_from <= month
    return f"{words} (replaced from {months.name(after.holds_from)})" if after and replaced else words


def held(page: Page, kind: Kind, month: date) -> Threshold | None:
    """What holds in the month. A number of the whole council is nothing to hold a part of it against; a rate is."""
    if page.names and not page.figure.of:
        return None
    rows = [row for row in page.held_against if row.kind == kind and row.holds_from <= month]
    return rows[-1] if rows else None


def target(page: Page) -> Decimal | None:
    """What is aimed at in the month that was asked for."""
    row = held(page, Kind.TARGET, page.asked.at)
    return row.value if row else None


def lines(page: Page, drawn: Sequence[date]) -> list[Line]:
    """The threshold and the target that hold in the month that was asked for, and what held in the months before."""
    found: list[Line] = []
    for kind in Kind:
        if held(page, kind, page.asked.at):
            rows = [held(page, kind, month) for month in drawn]
            found.append((kind.label.lower(), [float(row.value) if row else None for row in rows]))
    return found


def over(page: Page, reading: Reading) -> str:
    """'26.1% is over the threshold of 15.0%: a sign that recruitment does not keep up.'"""
    row = held(page, Kind.THRESHOLD, reading.month)
    if row is None or reading.exact is None:
        return ""
    limit = written(row.value, page.figure.unit)
    if reading.exact > Fraction(row.value):
        return f"{shown(reading)} is over the threshold of {limit}: {row.meaning}."
    return f"{shown(reading)} is not over the threshold of {limit}."


def aim(figure: Figure, reading: Reading, aimed: Decimal | None) -> str:
    """'The target is 20.0%, and 26.1% does not meet it.'"""
    if aimed is None:
        return ""
    says = f"The target is {written(aimed, figure.unit)}"
    if reading.exact is None or figure.better is Better.NEITHER:
        return f"{says}."
    met = reading.exact >= Fraction(aimed) if figure.better is Better.HIGHER else reading.exact <= Fraction(aimed)
    return f"{says}, and {shown(reading)} {'meets' if met else 'does not meet'} it."


def published_elsewhere(page: Page) -> list[str]:
    """The newest year that is out by today: a line for each area, what its markers mean, and the edition."""
    found = benchmarks(page.today, page.today.replace(day=1), [page.figure.key])
    newest = max((one.reference_date for one in found), default=None)
    shown_now = [one for one in found if one.reference_date == newest]
    return [
        *(f"{one.label}, {months.day(one.reference_date)}: {one.shown}" for one in shown_now),
        *meanings(one.text for one in shown_now),
        *editions(shown_now, page.today),
    ]
