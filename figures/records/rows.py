"""Which records a figure was counted from, of those that somebody may see, and what they add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Model, QuerySet, Sum

from figures.counting import Rows, Uncounted, amount_of, stored
from figures.figure import NOT_RECORDED, Figure, Term
from organisation.models import User

if TYPE_CHECKING:
    from figures.page import Page


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


def sum_of(term: Term, rows: Rows, month: date) -> Decimal:
    factor = term.factor(month)
    if not isinstance(rows, QuerySet):
        return sum((amount_of(term, row) for row in rows), Decimal(0)) * factor
    if not term.amount:
        return Decimal(rows.count()) * factor
    return Decimal(rows.aggregate(total=Sum(term.amount))["total"] or 0) * factor


def kind(term: Term, rows: Rows | None) -> str:
    """'posts', from the term or the model."""
    if term.records:
        return term.records
    model = rows.model if isinstance(rows, QuerySet) else term.rows([]).model
    return str(model._meta.verbose_name_plural)


def terms(figure: Figure, side_: str) -> tuple[Term, ...]:
    return figure.counted if side_ == "counted" else figure.of
