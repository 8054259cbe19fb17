"""The records that a figure was counted from, for those who may see them: a table to sort and narrow, and files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet, Sum
from django.http import QueryDict
from django.urls import reverse

from figures import months
from figures.counting import Rows, Uncounted, amount_of, name_of, stored
from figures.figure import NOT_RECORDED, Figure, Term
from figures.reading import Reading
from figures.words import capital, side
from organisation.models import User
from pages.exports import FORMATS, MOST_IN_EXCEL
from pages.tables import Column, Filter, Filters, filters, follow, sorting, table

if TYPE_CHECKING:
    from figures.page import Page

FIRST = 5
SIDES = ("counted", "of")
ONLY = "only-"  # before the name of a column in the address, so that it is no part of the figure
CHUNK = 2000


def rows_for(page: Page, term: Term) -> Rows:
    """The records of a term that this person may see, without those that amount to nothing."""
    return amounting(term, visible(term, counted_rows(page, term), page.user))


def counted_rows(page: Page, term: Term) -> Rows:
    """All that the term counted, whoever may see it."""
    wanted = {key: None if code == NOT_RECORDED.code else code for key, code in page.asked.part}
    try:
        return page.reader.rows(term, page.asked.at, page.asked.scope, wanted)
    except Uncounted:
        return []


def amounting(term: Term, rows: Rows) -> Rows:
    if not isinstance(rows, QuerySet):
        return [row for row in rows if amount_of(term, row)]
    if term.amount:
        rows = rows.exclude(**{term.amount: 0})
    related = related_names(rows.model, [*(column.lookup for column in term.columns), term.month])
    return rows.select_related(*related)


def visible(term: Term, rows: Rows, user: User) -> Rows:
    """Those of them that this person may see; a list, by what is stored of each row."""
    if isinstance(rows, QuerySet):
        return cast(Any, rows).visible_to(user)
    kept = [(row, stored(term, row)) for row in rows]
    keys: dict[type[Model], set[int]] = defaultdict(set)
    for _, record in kept:
        keys[type(record)].add(record.pk)
    seen = {
        (model, key)
        for model, asked in keys.items()
        for key in cast(Any, model).objects.visible_to(user).filter(pk__in=asked).values_list("pk", flat=True)
    }
    return [row for row, record in kept if (type(record), record.pk) in seen]


def number_of(rows: Rows) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def related_names(model: type[Model], lookups: Iterable[str]) -> list[str]:
    """What has to be read along with the rows: 'team', of 'team__name'."""
    return sorted({lookup.rsplit("__", 1)[0] for lookup in lookups if "__" in lookup})


def amount_column(term: Term, month: date) -> Column:
    factor = term.factor(month)
    return Column(
        "amount",
        "Amount" if factor == 1 else f"Amount (times {factor})",
        lambda row: amount_of(term, row) * factor,
        numeric=True,
        order=term.amount,
    )


def counts_each_once(term: Term, month: date) -> bool:
    """Each record amounts to 1, so that their number says all."""
    return not term.amount and term.factor(month) == 1


def columns_of(term: Term, month: date) -> list[Column]:
    """An amount that is always 1 is left to the file."""
    return [*term.columns] if counts_each_once(term, month) else [*term.columns, amount_column(term, month)]


def preview(page: Page, reading: Reading) -> dict[str, Any] | None:
    """The first few of the numerator; for those who may not see them, why, and which part they may ask for."""
    asked, figure = page.asked, page.figure
    if reading.counted is None:
        return None
    if not page.may_see_records:
        return {"refused": refused(page)}
    term, month = figure.counted[0], reading.month
    rows = rows_for(page, term)
    shown = list(islice(rows[:FIRST], FIRST))
    columns = columns_of(term, month)
    every = number_of(rows) if len(shown) == FIRST else len(shown)
    total = reading.counted if len(figure.counted) == 1 else sum_of(term, rows, month)
    return {
        "table": table(QueryDict(), shown, plain(columns), first_of(len(shown), every, total)),
        "count": len(shown),
        "url": asked.records_url("counted"),
        "of_url": asked.records_url("of") if figure.of else "",
        "files": files(page, "counted"),
        "what": what(page, "counted"),
    }


def first_of(shown: int, every: int, total: Decimal) -> str:
    """'The first 5 of 28 records, which add up to 22.8': records are told from what they amount to."""
    if shown < every:
        words = f"The first {shown} of {every:,} records"
    else:
        words = "The one record" if every == 1 else f"All {every} records"
    return words if total == every else f"{words}, which {'amounts' if every == 1 else 'add up'} to {side(total)}"


def plain(columns: Sequence[Column]) -> list[Column]:
    """Without sorting."""
    return [replace(each, sortable=False, order="", href=None) for each in columns]


def refused(page: Page) -> dict[str, Any]:
    permission = page.figure.seen_with
    scopes = page.user.access.scopes(permission) if permission else ()
    return {
        "may": permission.words if permission else "",
        "own_url": page.asked.records_url("of" if page.figure.of else "counted") if page.may_see_own else "",
        "links": [
            {"label": each.label, "url": page.asked.url(scope=each.slug)}
            for each in scopes
            if each and all(each.kind in term.paths for term in page.figure.terms)
        ],
    }


def what(page: Page, side_: str) -> str:
    """For the log: what was seen, in words."""
    asked = page.asked
    month = months.name(asked.month) if asked.month else "no month"
    where = ["whole council"] if page.is_everywhere else []
    own = ", only those that are their own" if page.may_see_own else ""
    return f"{page.figure.label}, {', '.join([month, *page.names, *where])}: records {side_label(side_)}{own}"


def side_label(side_: str) -> str:
    return "counted" if side_ == "counted" else "they are counted out of"


def files(page: Page, side_: str, **narrowed: object) -> list[dict[str, str]]:
    return [
        {
            "label": label,
            "url": reverse("figures:records_file", args=[page.figure.key, side_, format])
            + page.asked.query(**narrowed),
        }
        for format, label in FORMATS.items()
    ]


def terms(figure: Figure, side_: str) -> tuple[Term, ...]:
    return figure.counted if side_ == "counted" else figure.of


def context(page: Page, side_: str, params: QueryDict) -> dict[str, Any]:
    """The records of one term, narrowed, sorted and paged, and what they add up to."""
    asked, figure, month = page.asked, page.figure, page.asked.at
    all_terms = terms(figure, side_)
    number = asked_term(figure, side_, params) or 1
    term = all_terms[number - 1]
    rows = rows_for(page, term)
    fields = narrowing(term, params, dict(asked.part))
    narrowed = narrow(term, rows, params)
    columns = columns_of(term, month)
    reading = page.reading()
    total = (reading.counted if side_ == "counted" else reading.of) if reading else None
    found = table(params, narrowed, columns, capital(kind(term, rows)))
    asked_for = narrowing_of(figure, side_, params, number)
    is_narrowed = bool(understood(term, params))
    every = number_of(rows) if is_narrowed else found.count
    every += sum(number_of(rows_for(page, each)) for each in all_terms if each is not term)
    return {
        "figure": figure,
        "side": side_,
        "caption": what(page, side_).split(": records")[0],
        "title": "Records counted" if side_ == "counted" else f"Those {side_label(side_)}",
        "crumbs": [*page.crumbs, {"label": page.title, "url": asked.url()}],
        "table": found,
        "filters": narrowing_form(page, params, side_, fields, columns, number),
        "terms": [
            {"label": f"Part {n}: {kind(each, None)}", "url": asked.records_url(side_, term=n), "here": n == number}
            for n, each in enumerate(all_terms, 1)
        ]
        if len(all_terms) > 1
        else [],
        "sum": side(sum_of(term, narrowed, month)),
        "is_number": counts_each_once(term, month),
        "is_narrowed": is_narrowed,
        "own": yours(page, all_terms, every) if page.may_see_own else "",
        "has_parts": len(all_terms) > 1,
        "total": side(total),
        "of_what": "numerator" if side_ == "counted" and figure.of else "denominator" if figure.of else "value",
        "downloads": downloads(page, side_, found.count, every, asked_for),
        "count": len(found.shown),
        "most": f"{MOST_IN_EXCEL:,}" if every > MOST_IN_EXCEL else "",
    }


def yours(page: Page, all_terms: Sequence[Term], seen: int) -> str:
    every = sum(number_of(amounting(term, counted_rows(page, term))) for term in all_terms)
    return f"Yours: {seen:,} of {every:,}"


def downloads(page: Page, side_: str, here: int, every: int, asked_for: dict[str, str]) -> list[dict[str, Any]]:
    """Those that the page shows, and all: 'Download these 38', 'Download all 90'. One of them where it is the same."""
    found = [{"says": f"these {here:,}", "files": files(page, side_, **asked_for)}] if asked_for and here else []
    whole = "your" if page.may_see_own else "all"
    return [*found, {"says": f"{whole} {every:,}", "files": files(page, side_)}] if every else []


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


def kind(term: Term, rows: Rows | None) -> str:
    """'posts', from the term or the model."""
    if term.records:
        return term.records
    model = rows.model if isinstance(rows, QuerySet) else term.rows([]).model
    return str(model._meta.verbose_name_plural)


def sum_of(term: Term, rows: Rows, month: date) -> Decimal:
    factor = term.factor(month)
    if not isinstance(rows, QuerySet):
        return sum((amount_of(term, row) for row in rows), Decimal(0)) * factor
    if not term.amount:
        return Decimal(rows.count()) * factor
    return Decimal(rows.aggregate(total=Sum(term.amount))["total"] or 0) * factor


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
    ]
    action = reverse("figures:records", args=[page.figure.key, side_])
    return Filters(kept.fields, [each for each in hidden if each[1]], action, "Apply")


# --- Files ------------------------------------------------------------------------------------------------------------

FIXED = ("Record", "Kind", "Month", "Amount")


def too_many(page: Page, side_: str, params: QueryDict) -> dict[str, Any]:
    """For whoever asks Excel for more than it holds."""
    found = file_terms(page.figure, side_, params)
    asked_for = narrowing_of(page.figure, side_, params, found[0]) if len(found) == 1 else {}
    return {
        "figure": page.figure,
        "crumbs": [*page.crumbs, {"label": page.title, "url": page.asked.url()}],
        "most": f"{MOST_IN_EXCEL:,}",
        "csv_url": next(each["url"] for each in files(page, side_, **asked_for) if each["label"] == FORMATS["csv"]),
        "records_url": page.asked.records_url(side_, **asked_for),
    }


def file_terms(figure: Figure, side_: str, params: QueryDict) -> list[int]:
    """Numbers of the terms whose records the address asks for: the one that is named or narrowed, else all."""
    named = asked_term(figure, side_, params)
    all_terms = terms(figure, side_)
    if named or understood(all_terms[0], params):
        return [named or 1]
    return list(range(1, len(all_terms) + 1))


def headings(page: Page, side_: str, params: QueryDict) -> list[str]:
    return [*FIXED, *own_columns(page.figure, side_, params)]


def own_columns(figure: Figure, side_: str, params: QueryDict) -> list[str]:
    """The columns of the terms, each once, by their labels."""
    asked_for = [terms(figure, side_)[number - 1] for number in file_terms(figure, side_, params)]
    labels = [column.label for term in asked_for for column in term.columns]
    return [label for label in dict.fromkeys(labels) if label not in FIXED]


def file_rows(page: Page, side_: str, params: QueryDict) -> Generator[list[Any], None, None]:
    """The records that the page shows for that address; without a filter, every record of every term, whose amounts
    add up to that side of the figure."""
    figure, month = page.figure, page.asked.at
    labels = own_columns(figure, side_, params)
    for number in file_terms(figure, side_, params):
        term = terms(figure, side_)[number - 1]
        rows = narrow(term, rows_for(page, term), params)
        name = str(term.rows([]).model._meta.verbose_name)
        factor = term.factor(month)
        columns = {column.label: column for column in term.columns}
        every = rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else iter(rows)
        for row in every:
            cells = [columns[label].value(row) if label in columns else None for label in labels]
            when = months.code(month_of(term, row, month))
            yield [name_of(term, row), name, when, amount_of(term, row) * factor, *cells]


def month_of(term: Term, row: Model, month: date) -> date:
    """A rolling year holds records of twelve months; what has no month of its own belongs to the one asked for."""
    try:
        return follow(row, term.month)
    except AttributeError:
        return month
