"""Readings of a few figures for several parts of the council, in one query: a home shows many at once.

The same terms, coverage and judgement of what is loaded as `figures.reader`; a test holds the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import CharField, Count, DecimalField, F, QuerySet, Sum, Value
from django.db.models.functions import Cast

from figures import months as calendar
from figures.control_charts import control_chart, finding
from figures.counting import windowed
from figures.figure import Figure, Term
from figures.reader import Reader
from figures.reading import Reading
from figures.words import shown, side
from intake.models import Load
from intake.sources import Coverage, Source
from organisation.scopes import Scope

AMOUNT: DecimalField = DecimalField(max_digits=16, decimal_places=2)
PART = ("service", "team")
Sums = Mapping[date, Mapping[tuple[str | None, ...], Decimal]]


class Readings:
    def __init__(self, figures: Iterable[Figure], months: Sequence[date], loads: Iterable[Load]) -> None:
        self._months = list(months)
        self._terms = list({term.counts: term for figure in figures for term in figure.terms}.values())
        self._coverage: dict[str, dict[date, Coverage]] = defaultdict(dict)
        for load in loads:
            if load.superseded_by_id is None:
                self._coverage[load.source][load.month] = Coverage(load.as_at, (load.pk,))

    def of(self, figure: Figure, scope: Scope | None) -> list[Reading]:
        """One a month, oldest first; an empty list where nothing of the figure is told for the scope."""
        if scope and any(scope.kind not in term.paths for term in figure.terms):
            return []
        sums = [self.sums(term, scope) for term in figure.terms]
        if scope and not any(found for side_ in sums for found in side_.values()):
            return []
        return [self.build(figure, month, scope, [found.get(month) for found in sums]) for month in self._months]

    def build(self, figure: Figure, month: date, scope: Scope | None, sums: Sequence[Decimal | None]) -> Reading:
        known: list[tuple[Term, Mapping[date, Any]]] = [(term, self.coverage(term, month)) for term in figure.terms]
        covered = Reader.covered(figure, month, known)
        slug = scope.slug if scope else None
        if covered is None:
            return Reading(figure, month, slug, (), None, None)
        sides = [amount or Decimal(0) for amount in sums]
        counted = sum(sides[: len(figure.counted)], Decimal(0))
        of = sum(sides[len(figure.counted) :], Decimal(0)) if figure.of else None
        return Reading(figure, month, slug, (), counted, of, *covered)

    def coverage(self, term: Term, month: date) -> Mapping[date, Any]:
        needed = calendar.up_to(month, term.window)
        if isinstance(term.source, Source):
            return {part: self._coverage[term.source.key].get(part) for part in needed}
        key = f"told by {term.source.key}"
        if key not in self._coverage:
            self._coverage[key] = dict(term.source.coverage(calendar.spanning(self._months, term.window)))  # type: ignore[arg-type]
        return {part: self._coverage[key].get(part) for part in needed}

    def sums(self, term: Term, scope: Scope | None) -> dict[date, Decimal]:
        """Of the months that have any."""
        place = PART.index(scope.kind) if scope else 0
        found = {}
        for month, groups in self.found[term.counts].items():
            amounts = [amount for group, amount in groups.items() if scope is None or group[place] == scope.slug]
            if amounts:
                found[month] = sum(amounts, Decimal(0))
        return found

    @cached_property
    def found(self) -> dict[tuple, Sums]:
        terms = self._terms
        first, *others = (self.grouped(number, term) for number, term in enumerate(terms))
        monthly: list[dict[date, dict[tuple[str | None, ...], Decimal]]] = [defaultdict(dict) for _ in terms]
        for number, month, service, team, amount in first.union(*others, all=True) if others else first:
            monthly[number][month][(service, team)] = Decimal(amount or 0)
        return {
            term.counts: {month: windowed(term, month, found) for month in self._months}
            for term, found in zip(terms, monthly, strict=True)
        }

    def grouped(self, number: int, term: Term) -> QuerySet:
        parts = [F(term.paths[key]) if key in term.paths else Value(None, CharField()) for key in PART]
        total = Sum(term.amount) if term.amount else Count("pk")
        rows = term.rows(calendar.spanning(self._months, term.window)).order_by()
        return rows.values_list(Value(number), F(term.month), *parts).annotate(total=Cast(total, AMOUNT))


@dataclass(frozen=True)
class Tile:
    """A figure as a home shows it: newest value, of what, how it changed, and whether that is more than chance."""

    label: str
    key: str
    month: date
    value: str
    says: str  # counted of what
    change: str
    signal: str
    better: str
    gap: str  # what is missing since


def tile(figure: Figure, readings: Sequence[Reading]) -> Tile:
    known = [reading for reading in readings if reading.counted is not None]
    newest = known[-1] if known else readings[-1]
    last = readings[-1].month
    gap = "" if not known or newest.month == last else f"No data for {calendar.name(last)}"
    return Tile(
        label=figure.label,
        key=figure.key,
        month=newest.month,
        value=shown(newest),
        says=sides(newest),
        change=change(newest, readings),
        signal=signal(figure, readings, newest),
        better=figure.better.sentence,
        gap=gap,
    )


def sides(reading: Reading) -> str:
    if reading.counted is None or not reading.figure.of:
        return ""
    return f"{side(reading.counted)} of {side(reading.of)} {reading.figure.of_label}"


def change(newest: Reading, readings: Sequence[Reading]) -> str:
    """Against the month before and the year before, where both are known."""
    by_month = {reading.month: reading for reading in readings}
    said = []
    for back in (1, 12):
        earlier = by_month.get(calendar.add(newest.month, -back))
        if earlier and earlier.exact is not None and newest.exact is not None:
            said.append(f"{shown(earlier)} in {calendar.short(earlier.month)}")
    return "; ".join(said)


def signal(figure: Figure, readings: Sequence[Reading], newest: Reading) -> str:
    """Only of what each month is counted afresh: limits presume it."""
    if not figure.flows or newest.exact is None:
        return ""
    told = [reading for reading in readings if reading.month <= newest.month]
    chart = control_chart([float(one.exact) if one.exact is not None else None for one in told])
    if not chart.enough:
        return ""
    labels = [calendar.name(reading.month) for reading in told]
    return finding(chart, "It", labels)
