"""Collected measures as their pages show them: which month has a number, who entered it, and what it was before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from figures import months
from figures.figure import Better
from figures.models import Kind, Threshold
from figures.thresholds import worth
from history import tracking
from improvement.collected.figures import in_words
from improvement.models import CollectedMeasure, CollectedNumber
from improvement.models.collected_measure import CollectedMeasureQuerySet


@dataclass(frozen=True)
class Row:
    """A measure in the list of them."""

    measure: CollectedMeasure
    last: CollectedNumber | None
    state: str  # 'missing', 'entered', 'ended' or 'not asked', of the last month that is over

    @property
    def says(self) -> str:
        return said(self.measure, self.last) if self.last else ""


@dataclass(frozen=True)
class OfMonth:
    """What was entered of a month, the newest first; nothing where it is missing."""

    month: date
    numbers: Sequence[CollectedNumber]
    state: str  # 'entered', 'missing' or 'not asked'


def said(measure: CollectedMeasure, number: CollectedNumber) -> str:
    """'12 of 30', '14 children'."""
    return in_words(number) if measure.is_share else f"{in_words(number)} {measure.unit}"


def listed(measures: CollectedMeasureQuerySet, today: date) -> dict[str, Any]:
    """Two queries, however many measures and months."""
    month = months.last_over(today)
    every = list(measures.select_related("owner", "owner_role"))
    numbers = CollectedNumber.objects.filter(measure__in=every).counting().order_by("month")
    last = {number.measure_id: number for number in numbers}
    rows = [Row(measure, found := last.get(measure.pk), state_of(measure, month, found)) for measure in every]
    return {"rows": rows, "month": month, "missing": sum(row.state == "missing" for row in rows)}


def state_of(measure: CollectedMeasure, month: date, number: CollectedNumber | None) -> str:
    if number and number.month == month:
        return "entered"
    if measure.is_asked_for(month):
        return "missing"
    return "ended" if measure.ended_after and measure.ended_after < month else "not asked"


def context(measure: CollectedMeasure, held: Iterable[Threshold], today: date) -> dict[str, Any]:
    definitions = list(measure.definitions.select_related("added_by"))
    numbers = list(measure.numbers.select_related("entered_by").order_by("month", "-pk"))
    return {
        "measure": measure,
        "better": Better(measure.better).words,
        "definitions": definitions[::-1],
        "by_month": by_month(measure, numbers, today)[::-1],
        "aims": [(Kind(row.kind).label, worth(row), row) for row in held],
        "changes": tracking.changes(measure),
        "is_over": measure.ended_after is not None,
    }


def by_month(measure: CollectedMeasure, numbers: Sequence[CollectedNumber], today: date) -> list[OfMonth]:
    """From its first month to the last that is over; of months that are not asked for, those that have a number."""
    entered: dict[date, list[CollectedNumber]] = {}
    for number in numbers:
        entered.setdefault(number.month, []).append(number)
    last = months.last_over(today)
    if last < measure.first_month:
        return []
    return [
        OfMonth(month, entered.get(month, []), "entered" if month in entered else "missing")
        for month in months.since(measure.first_month, last)
        if month in entered or measure.is_asked_for(month)
    ]
