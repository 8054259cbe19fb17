"""The records as files: what the page shows, or all of them."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.urls import reverse

from figures import months
from figures.counting import amount_of, name_of
from figures.figure import Figure, Term
from figures.records.narrowing import asked_term, narrow, narrowing_of, understood
from figures.records.rows import rows_for, terms
from pages.exports import FORMATS, MOST_IN_EXCEL
from pages.tables import follow

if TYPE_CHECKING:
    from figures.page import Page

FIXED = ("Record", "Kind", "Month", "Amount")
CHUNK = 2000


def files(page: Page, side_: str, **narrowed: object) -> list[dict[str, str]]:
    return [
        {
            "label": label,
            "url": reverse("figures:records_file", args=[page.figure.key, side_, format])
            + page.asked.records_query(**narrowed),
        }
        for format, label in FORMATS.items()
    ]


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
