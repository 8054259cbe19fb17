"""Which of the records the address asks for: by a column of few values, or by how their names begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.urls import reverse

from figures import months
from figures.counting import Rows
from figures.figure import Figure, Term
from figures.records.rows import terms
from pages.tables import Column, Filter, Filters, filters, sorting

if TYPE_CHECKING:
    from figures.page import Page

ONLY = "only-"  # before the name of a column in the address, so that it is no part of the figure


def asked_term(figure: Figure, side_: str, params: QueryDict) -> int | None:
    """The number of the term that the address names, from 1; None where it names none that there is."""
    numbers = {str(n): n for n in range(1, len(terms(figure, side_)) + 1)}
    return numbers.get(params.get("term", ""))


def narrowing_of(figure: Figure, side_: str, params: QueryDict, number: int) -> dict[str, str]:
    """What of the address makes the page show fewer than all the records of that side; {} where nothing does."""
    all_terms = terms(figure, side_)
    part = {"term": str(number)} if len(all_terms) > 1 else {}
    return part | understood(all_terms[number - 1], params)


def understood(term: Term, params: QueryDict) -> dict[str, str]:
    """The filters in the address that mean something for the term."""
    model = term.rows([]).model
    names = [(f"{ONLY}{column.key}", column) for column in term.columns]
    given = {name: params.get(name, "") for name, _ in names}
    found = {name: given[name] for name, column in names if given[name] in dict(choices_of(model, column))}
    search = params.get("q", "").strip() if term.columns else ""
    return found | ({"q": search} if search else {})


def narrowing(term: Term, params: QueryDict, part: Mapping[str, str]) -> list[Filter]:
    """A choice for each column that has few values, and a search by reference. A column that the part holds to one
    value is no choice, unless the address narrows by it."""
    model = term.rows([]).model
    fixed = {term.paths[key] for key in part if key in term.paths}
    asked_for = understood(term, params)
    found = []
    for column in term.columns:
        choices = choices_of(model, column)
        if choices and (column.lookup not in fixed or f"{ONLY}{column.key}" in asked_for):
            found.append(Filter(f"{ONLY}{column.key}", column.label, [("", "All"), *choices]))
    return [*found, Filter("q", f"{term.columns[0].label} begins with")] if term.columns else found


def choices_of(model: type[Model], column: Column) -> list[tuple[str, str]]:
    try:
        field = model._meta.get_field(column.lookup)
    except FieldDoesNotExist:
        return []
    return [(str(code), str(label)) for code, label in getattr(field, "choices", None) or []]


def narrow(term: Term, rows: Rows, params: QueryDict) -> Rows:
    asked_for = understood(term, params)
    lookups = {f"{ONLY}{column.key}": column.lookup for column in term.columns}
    wanted = {lookups[name]: value for name, value in asked_for.items() if name in lookups}
    search = asked_for.get("q", "")
    first = term.columns[0] if term.columns else None
    if isinstance(rows, QuerySet):
        rows = rows.filter(**wanted)
        return by_reference(rows, first, search) if search and first else rows
    return [
        row
        for row in rows
        if all(str(getattr(row, path)) == value for path, value in wanted.items())
        and (not search or not first or str(first.value(row)).lower().startswith(search.lower()))
    ]


def by_reference(rows: QuerySet, first: Column, search: str) -> QuerySet:
    if first.lookup == "pk":
        number = search.lower().removeprefix(first.label.lower()).strip()
        return rows.filter(pk=int(number)) if number.isdecimal() and len(number) < 16 else rows.none()
    wanted = search.replace("-", "") if callable(first.path) else search  # a hash is shown with a dash in it
    return rows.filter(**{f"{first.lookup}__istartswith": wanted})


def narrowing_form(
    page: Page, params: QueryDict, side_: str, fields: list[Filter], columns: Sequence[Column], number: int
) -> Filters:
    kept = filters(params, [*fields, sorting(columns)], submit="Apply")
    asked = page.asked
    hidden = [
        ("month", months.code(asked.month) if asked.month else ""),
        ("scope", asked.scope.slug if asked.scope else ""),
        *asked.part,
        ("term", str(number)),
        ("loads", asked.loads),
    ]
    action = reverse("figures:records", args=[page.figure.key, side_])
    return Filters(kept.fields, [each for each in hidden if each[1]], action, "Apply")
