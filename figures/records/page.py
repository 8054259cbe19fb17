"""The records of a figure for those who may see them: the first few, and a table to sort and narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from figures.counting import amount_of
from figures.figure import Term
from figures.reading import Reading
from figures.records.files import files
from figures.records.narrowing import asked_term, narrow, narrowing, narrowing_form, narrowing_of, understood
from figures.records.rows import amounting, counted_rows, kind, number_of, rows_for, sum_of, terms
from figures.records.words import side_label, what
from figures.words import capital, listing, side
from pages.exports import MOST_IN_EXCEL
from pages.tables import Column, table

if TYPE_CHECKING:
    from figures.page import Page

FIRST = 5


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
        "as_counted": loads_of(page, side_) if asked.loads else None,
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


def loads_of(page: Page, side_: str) -> dict[str, Any]:
    """That these are the records of a number that was frozen, and where those of today are."""
    numbers = page.asked.loads.split(",")
    return {
        "loads": f"load{'' if len(numbers) == 1 else 's'} {listing(numbers)}",
        "now_url": page.asked.records_url(side_, loads=None),
    }


def yours(page: Page, all_terms: Sequence[Term], seen: int) -> str:
    every = sum(number_of(amounting(term, counted_rows(page, term))) for term in all_terms)
    return f"Yours: {seen:,} of {every:,}"


def downloads(page: Page, side_: str, here: int, every: int, asked_for: dict[str, str]) -> list[dict[str, Any]]:
    """Those that the page shows, and all: 'Download these 38', 'Download all 90'. One of them where it is the same."""
    found = [{"says": f"these {here:,}", "files": files(page, side_, **asked_for)}] if asked_for and here else []
    whole = "your" if page.may_see_own else "all"
    return [*found, {"says": f"{whole} {every:,}", "files": files(page, side_)}] if every else []
