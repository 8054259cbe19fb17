"""Sums of many terms for every part of the council at once: one query where a page shows many figures of many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import CharField, Count, DecimalField, F, QuerySet, Sum, Value
from django.db.models.functions import Cast

from figures import months as calendar
from figures.counting import Group, windowed
from figures.figure import Term
from organisation.scopes import Scope

AMOUNT: DecimalField = DecimalField(max_digits=16, decimal_places=2)
PART = ("service", "team")  # what a group is told apart by


def gathered(
    terms: Sequence[Term], months: Sequence[date], *, whole: bool = False
) -> list[Mapping[date, Mapping[Group, Decimal]]]:
    """For each term: month to (service, team) to sum, the factor applied. None stands for rows of no such part.
    `whole`: only the whole council is asked about, so that rows need not be told apart."""
    if not terms:
        return []
    first, *others = (grouped(number, term, months, () if whole else PART) for number, term in enumerate(terms))
    monthly: list[dict[date, dict[Group, Decimal]]] = [defaultdict(dict) for _ in terms]
    for number, month, service, team, amount in first.union(*others, all=True) if others else first:
        monthly[number][month][(service, team)] = Decimal(amount or 0)
    return [
        {month: windowed(term, month, found) for month in months} for term, found in zip(terms, monthly, strict=True)
    ]


def grouped(number: int, term: Term, months: Sequence[date], apart: Sequence[str]) -> QuerySet:
    """`apart`: the parts by which rows are told apart."""
    parts = [F(term.paths[key]) if key in term.paths and key in apart else Value(None, CharField()) for key in PART]
    total = Sum(term.amount) if term.amount else Count("*")
    rows = term.rows(calendar.spanning(months, term.window)).order_by()
    return rows.values_list(Value(number), F(term.month), *parts).annotate(total=Cast(total, AMOUNT))


def of_part(groups: Mapping[Group, Decimal], scope: Scope | None) -> Decimal:
    place = PART.index(scope.kind) if scope else 0
    return sum((amount for group, amount in groups.items() if scope is None or group[place] == scope.slug), Decimal(0))
