"""The records that a figure was counted from, for those who may see them: a table to sort and narrow, and files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable, Sequence
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
    from figures.figure_page import Page

FIRST = 5
SIDES = ("counted", "of")
ONLY = "only-"  # before the name of a column in the address, so that it is no part of the figure
CHUNK = 2000


def rows_for(page: Page, term: Term) -> Rows:
    """The records of a term that this person may see, without those that amount to nothing."""
    wanted = {key: None if code == NOT_RECORDED.code else code for key, code in page.asked.part}
    try:
        rows = page.reader.rows(term, page.asked.at, page.asked.scope, wanted)
    except Uncounted:
        return []
    rows = visible(term, rows, page.user)
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
    columns = [*term.columns, amount_column(term, month)]
    total = f"{side(reading.counted)} {figure.counted_label[:1].lower()}{figure.counted_label[1:]}"
    return {
        "table": table(QueryDict(), shown, plain(columns), f"The first {len(shown)}, of {total}"),
        "count": len(shown),
        "url": asked.records_url("counted"),
        "of_url": asked.records_url("of") if figure.of else "",
        "files": files(page, "counted"),
        "what": what(page, "counted"),
    }


def plain(columns: Sequence[Column]) -> list[Column]:
    """Without sorting."""
    return [Column(each.key, each.label, each.path, each.numeric, sortable=False, empty=each.empty) for each in columns]


def refused(page: Page) -> dict[str, Any]:
    permission = page.figure.seen_with
    scopes = page.user.access.scopes(permission) if permission else ()
    return {
        "may": permission.words if permission else "",
        "links": [{"label": each.label, "url": page.asked.url(scope=each.slug)} for each in scopes if each],
    }


def what(page: Page, side_: str) -> str:
    """For the log: what was seen, in words."""
    asked = page.asked
    parts = [page.value_label(key, code) for key, code in asked.part]
    where = asked.scope.label if asked.scope else "whole council"
    month = months.name(asked.month) if asked.month else "no month"
    return f"{page.figure.label}, {', '.join([month, *parts, where])}: records {side_label(side_)}"


def side_label(side_: str) -> str:
    return "counted" if side_ == "counted" else "it is counted of"


def files(page: Page, side_: str) -> list[dict[str, str]]:
    return [
        {
            "label": label,
            "url": reverse("figures:records_file", args=[page.figure.key, side_, format]) + page.asked.query(),
        }
        for format, label in FORMATS.items()
    ]


def terms(figure: Figure, side_: str) -> tuple[Term, ...]:
    return figure.counted if side_ == "counted" else figure.of


def context(page: Page, side_: str, params: QueryDict) -> dict[str, Any]:
    """The records of one term, narrowed, sorted and paged, and what they add up to."""
    asked, figure, month = page.asked, page.figure, page.asked.at
    all_terms = terms(figure, side_)
    numbers = {str(n): n for n in range(1, len(all_terms) + 1)}
    number = numbers.get(params.get("term", ""), 1)
    term = all_terms[number - 1]
    rows = rows_for(page, term)
    fields = narrowing(term, rows)
    narrowed = narrow(term, rows, params)
    columns = [*term.columns, amount_column(term, month)]
    reading = next(iter(page.readings([month])), None)
    total = (reading.counted if side_ == "counted" else reading.of) if reading else None
    found = table(params, narrowed, columns, capital(kind(term, rows)))
    return {
        "figure": figure,
        "side": side_,
        "caption": what(page, side_).split(": records")[0],
        "title": f"Records {side_label(side_)}",
        "figure_url": asked.url(),
        "table": found,
        "filters": narrowing_form(page, params, side_, fields, columns, number),
        "terms": [
            {"label": f"Part {n}: {kind(each, None)}", "url": asked.records_url(side_, term=n), "here": n == number}
            for n, each in enumerate(all_terms, 1)
        ]
        if len(all_terms) > 1
        else [],
        "sum": side(sum_of(term, narrowed, month)),
        "is_narrowed": any(params.get(each.name) for each in fields),
        "has_parts": len(all_terms) > 1,
        "total": side(total),
        "of_what": "numerator" if side_ == "counted" and figure.of else "denominator" if figure.of else "value",
        "files": files(page, side_),
        "count": len(found.shown),
        "most": f"{MOST_IN_EXCEL:,}" if found.count > MOST_IN_EXCEL else "",
    }


def kind(term: Term, rows: Rows | None) -> str:
    """'posts', from the model."""
    model = rows.model if isinstance(rows, QuerySet) else term.rows([]).model
    return str(model._meta.verbose_name_plural)


def sum_of(term: Term, rows: Rows, month: date) -> Decimal:
    factor = term.factor(month)
    if not isinstance(rows, QuerySet):
        return sum((amount_of(term, row) for row in rows), Decimal(0)) * factor
    if not term.amount:
        return Decimal(rows.count()) * factor
    return Decimal(rows.aggregate(total=Sum(term.amount))["total"] or 0) * factor


def narrowing(term: Term, rows: Rows) -> list[Filter]:
    """A choice for each column that has few values, and a search by reference."""
    model = term.rows([]).model
    found = []
    for column in term.columns:
        choices = choices_of(model, column)
        if choices:
            found.append(Filter(f"{ONLY}{column.key}", column.label, [("", "All"), *choices]))
    return [*found, Filter("q", f"{term.columns[0].label} begins with")] if term.columns else found


def choices_of(model: type[Model], column: Column) -> list[tuple[str, str]]:
    try:
        field = model._meta.get_field(column.lookup)
    except FieldDoesNotExist:
        return []
    return [(str(code), str(label)) for code, label in getattr(field, "choices", None) or []]


def narrow(term: Term, rows: Rows, params: QueryDict) -> Rows:
    model = term.rows([]).model
    wanted = {
        column.lookup: params[f"{ONLY}{column.key}"]
        for column in term.columns
        if params.get(f"{ONLY}{column.key}") in dict(choices_of(model, column))
    }
    search = params.get("q", "").strip()
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


def too_many(page: Page, side_: str) -> dict[str, Any]:
    """For whoever asks Excel for more than it holds."""
    return {
        "figure": page.figure,
        "figure_url": page.asked.url(),
        "most": f"{MOST_IN_EXCEL:,}",
        "csv_url": next(each["url"] for each in files(page, side_) if each["label"] == FORMATS["csv"]),
        "records_url": page.asked.records_url(side_),
    }


def headings(figure: Figure, side_: str) -> list[str]:
    return [*FIXED, *own_columns(figure, side_)]


def own_columns(figure: Figure, side_: str) -> list[str]:
    """The columns of all terms, each once, by their labels."""
    labels = [column.label for term in terms(figure, side_) for column in term.columns]
    return [label for label in dict.fromkeys(labels) if label not in FIXED]


def file_rows(page: Page, side_: str) -> Generator[list[Any], None, None]:
    """Every record of every term. Their amounts add up to that side of the figure."""
    figure, month = page.figure, page.asked.at
    labels = own_columns(figure, side_)
    for term in terms(figure, side_):
        rows = rows_for(page, term)
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
