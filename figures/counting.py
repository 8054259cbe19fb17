"""Sums of a term: one query however many months and groups, and the records behind a sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Count, Model, QuerySet, Sum

from figures import months as calendar
from figures.figure import Term
from organisation.scopes import Scope

Rows = QuerySet | Sequence[Model]  # records: a list where they are judged as they are read
Group = tuple[str | None, ...]  # a value for each dimension that the term is split by


class JudgedTerm(Term):
    """A term whose rows are partly judged as they are read, such as the plan's in an open cycle."""

    def group(
        self, needed: Sequence[date], scope: Scope | None, by: Sequence[str], shared: dict
    ) -> Mapping[date, Mapping[Group, Decimal]]:
        """Month to group to sum. What several terms need may be kept in `shared`, which lives as long as a Reader."""
        raise TypeError(f"{type(self).__name__} does not say how its rows are grouped.")

    def members(
        self, month: date, scope: Scope | None, wanted: Mapping[str, str | None], shared: dict
    ) -> Sequence[Model]:
        """Every row behind a sum."""
        raise TypeError(f"{type(self).__name__} does not say what its rows are.")

    def stored(self, row: Model) -> Model:
        """What is in the database of it: its name, and who may see it."""
        return row


class Uncounted(Exception):
    """The term is not counted for this scope."""


def within(term: Term, rows: QuerySet, scope: Scope | None) -> QuerySet:
    if scope is None:
        return rows
    if scope.kind not in term.paths:
        raise Uncounted
    return rows.filter(**{term.paths[scope.kind]: scope.slug})


def split(term: Term, by: Sequence[str]) -> tuple[str, ...]:
    """The dimensions of `by` that the term is split by."""
    return tuple(key for key in by if key in term.paths)


def sums(
    term: Term, months: Sequence[date], scope: Scope | None, by: Sequence[str], shared: dict
) -> Mapping[date, Mapping[Group, Decimal]]:
    """Month to group to sum, the factor applied. One query. Raises Uncounted."""
    needed = calendar.spanning(months, term.window)
    if isinstance(term, JudgedTerm):
        monthly = term.group(needed, scope, by, shared)
    else:
        monthly = grouped(term, needed, scope, by)
    return {month: windowed(term, month, monthly) for month in months}


def grouped(
    term: Term, needed: Sequence[date], scope: Scope | None, by: Sequence[str]
) -> Mapping[date, Mapping[Group, Decimal]]:
    lookups = [term.paths[key] for key in split(term, by)]
    if term.totals and not lookups and scope is None:
        rows = term.totals(needed)
    else:
        total = Sum(term.amount) if term.amount else Count("*")
        rows = within(term, term.rows(needed), scope).order_by().values_list(term.month, *lookups).annotate(total=total)
    found: dict[date, dict[Group, Decimal]] = defaultdict(dict)
    for month, *values, amount in rows:
        group = tuple(values)
        found[month][group] = found[month].get(group, Decimal(0)) + Decimal(amount or 0)
    return found


def windowed(term: Term, month: date, monthly: Mapping[date, Mapping[Group, Decimal]]) -> Mapping[Group, Decimal]:
    """The window that ends with the month, added up."""
    total: dict[Group, Decimal] = defaultdict(Decimal)
    for part in calendar.up_to(month, term.window):
        for group, amount in monthly.get(part, {}).items():
            total[group] += amount
    factor = term.factor(month)
    return {group: amount * factor for group, amount in total.items()}


def records(
    term: Term, month: date, scope: Scope | None, by: Mapping[str, str | None]
) -> Iterator[tuple[str, Decimal, int]]:
    """Id, amount and factor of every record that a sum was counted from. Their products add up to it."""
    factor = term.factor(month)
    for row in rows_of(term, month, scope, by):
        yield name_of(term, row), amount_of(term, row), factor


def rows_of(
    term: Term, month: date, scope: Scope | None, by: Mapping[str, str | None], shared: dict | None = None
) -> Rows:
    """The records that a sum was counted from: a list where they are judged as they are read. Raises Uncounted."""
    wanted = {key: value for key, value in by.items() if key in term.paths}
    if isinstance(term, JudgedTerm):
        return term.members(month, scope, wanted, {} if shared is None else shared)
    rows = within(term, term.rows(calendar.up_to(month, term.window)), scope)
    return rows.filter(**{lookup(term.paths[key], value): value or True for key, value in wanted.items()}).order_by(
        "pk"
    )


def amount_of(term: Term, row: Model) -> Decimal:
    """What a record amounts to, before the factor."""
    return Decimal(getattr(row, term.amount) or 0) if term.amount else Decimal(1)


def name_of(term: Term, row: Model) -> str:
    return identity(stored(term, row))


def stored(term: Term, row: Model) -> Model:
    return term.stored(row) if isinstance(term, JudgedTerm) else row


def identity(row: Model) -> str:
    """'frontdoor.contact:17'."""
    return f"{row._meta.label_lower}:{row.pk}"


def lookup(path: str, value: str | None) -> str:
    return path if value is not None else f"{path}__isnull"
