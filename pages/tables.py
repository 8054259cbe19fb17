"""Tables of records: columns, sorting and paging, from a QuerySet (in the database) or from a list.

    table(request.GET, rows=Contact.objects.visible_to(user), columns=[Column("source", "Source", "source")],
          caption="Contacts")

The template is parts/table.html. What the address says of sorting and paging is trusted in nothing: what is no column
and no page is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from typing import Any

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format

PER_PAGE = 50
Path = str | Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """`path` leads from a row to its cell: a lookup ('team__name'), a key of a dict, or a function of the row.

    A lookup is sorted by the database; a function is sorted only where `order` names the lookup to sort by, or the rows
    are a list. The first column heads its row; `href` gives the address that a cell leads to.
    """

    key: str
    label: str
    path: Path = ""
    numeric: bool = False
    sortable: bool = True
    order: str = ""
    href: Callable[[Any], str] | None = None
    empty: str = "Not recorded"  # in words: a blank cell says nothing
    is_short: bool = False  # a reference or a month, which stays on one line

    @property
    def lookup(self) -> str:
        """What the database sorts by; '' where it cannot."""
        return self.order or ("" if callable(self.path) else self.path or self.key)

    def value(self, row: Any) -> Any:
        return self.path(row) if callable(self.path) else follow(row, self.path or self.key)


@dataclass(frozen=True)
class Cell:
    text: str
    label: str
    numeric: bool
    href: str = ""
    is_short: bool = False


@dataclass(frozen=True)
class Heading:
    label: str
    numeric: bool
    href: str = ""  # sorts by it
    sort: str = ""  # 'ascending' or 'descending', as aria-sort says it


@dataclass(frozen=True)
class Pager:
    """'51 to 100 of 312', and where to go from there."""

    first: int
    last: int
    count: int
    page: int
    pages: int
    previous: str = ""
    next: str = ""

    @property
    def says(self) -> str:
        return f"{self.first:,} to {self.last:,} of {self.count:,}"


@dataclass(frozen=True)
class Table:
    caption: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Cell]]
    pager: Pager
    shown: Sequence[Any]  # the rows of this page themselves
    empty: str = "There is nothing to show."

    @property
    def count(self) -> int:
        return self.pager.count


def table(
    params: QueryDict,
    rows: QuerySet | Sequence[Any],
    columns: Sequence[Column],
    caption: str,
    *,
    per_page: int = PER_PAGE,
    count: int | None = None,
    empty: str = "There is nothing to show.",
) -> Table:
    """`count`: how many rows there are, where that is known already. Two queries at most."""
    column, descending = chosen(params, columns, rows)
    rows = ordered(rows, column, descending)
    if count is None:
        count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    pager = paged(params, count, per_page)
    shown = list(rows[max(pager.first - 1, 0) : pager.last])
    places = {each.key: most_decimals([each.value(row) for row in shown]) for each in columns if each.numeric}
    return Table(
        caption,
        [heading(params, each, rows, column, descending) for each in columns],
        [[cell(each, row, places.get(each.key, 0)) for each in columns] for row in shown],
        pager,
        shown,
        empty,
    )


def chosen(params: QueryDict, columns: Sequence[Column], rows: QuerySet | Sequence[Any]) -> tuple[Column | None, bool]:
    """The column that the address sorts by ('sort=-received'), and whether the largest comes first."""
    asked = params.get("sort", "")
    found = next((each for each in columns if each.key == asked.removeprefix("-") and can_sort(each, rows)), None)
    return found, asked.startswith("-")


def can_sort(column: Column, rows: QuerySet | Sequence[Any]) -> bool:
    return column.sortable and bool(column.lookup or not isinstance(rows, QuerySet))


def ordered(rows: QuerySet | Sequence[Any], column: Column | None, descending: bool) -> QuerySet | Sequence[Any]:
    """What has no value comes last either way; what is equal keeps one order, so that pages never overlap."""
    if isinstance(rows, QuerySet):
        if column is None:
            return rows if rows.ordered else rows.order_by("pk")
        by = F(column.lookup)
        return rows.order_by(by.desc(nulls_last=True) if descending else by.asc(nulls_last=True), "pk")
    if column is None:
        return rows
    known = [row for row in rows if column.value(row) is not None]
    missing = [row for row in rows if column.value(row) is None]
    return sorted(known, key=column.value, reverse=descending) + missing


def heading(
    params: QueryDict, column: Column, rows: QuerySet | Sequence[Any], sorted_by: Column | None, descending: bool
) -> Heading:
    if not can_sort(column, rows):
        return Heading(column.label, column.numeric)
    if column is not sorted_by:
        return Heading(column.label, column.numeric, address(params, sort=column.key, page=None))
    turned = column.key if descending else f"-{column.key}"
    sort = "descending" if descending else "ascending"
    return Heading(column.label, column.numeric, address(params, sort=turned, page=None), sort)


def paged(params: QueryDict, count: int, per_page: int) -> Pager:
    pages = max(1, -(-count // per_page))
    asked = params.get("page", "")
    page = min(int(asked), pages) if len(asked) < 10 and asked.isascii() and asked.isdigit() and asked.strip("0") else 1
    first = (page - 1) * per_page + 1 if count else 0
    return Pager(
        first,
        min(page * per_page, count),
        count,
        page,
        pages,
        address(params, page=page - 1 if page > 2 else None) if page > 1 else "",
        address(params, page=page + 1) if page < pages else "",
    )


def address(params: QueryDict, **changes: object) -> str:
    """The query of this address with some of it changed; None leaves a part out."""
    changed = params.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


def most_decimals(values: Sequence[Any]) -> int:
    """Of the numbers that stand in one column: all of them are written with as many."""
    exponents = [value.normalize().as_tuple().exponent for value in values if isinstance(value, Decimal)]
    return max((-each for each in exponents if isinstance(each, int)), default=0)


def cell(column: Column, row: Any, places: int = 0) -> Cell:
    value = column.value(row)
    if places > 0 and isinstance(value, int | Decimal) and not isinstance(value, bool):
        text = f"{value:,.{places}f}"
    else:
        text = column.empty if value is None or value == "" else words(value)
    return Cell(text, column.label, column.numeric, column.href(row) if column.href else "", column.is_short)


def follow(row: Any, path: str) -> Any:
    """The value at the end of a lookup: of a choice its words, of what is missing on the way None."""
    *steps, last = path.split("__")
    owner = reduce(one_step, steps, row)
    display = getattr(owner, f"get_{last}_display", None)
    return display() if display else one_step(owner, last)


def one_step(owner: Any, name: str) -> Any:
    if owner is None:
        return None
    return owner.get(name) if isinstance(owner, dict) else getattr(owner, name)


def words(value: Any) -> str:
    """A value as a reader writes it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return f"{value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize():,f}"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j M Y, H:i").replace(" ", "\u00a0")
    return date_format(value, "j M Y").replace(" ", "\u00a0") if isinstance(value, date) else str(value)


@dataclass(frozen=True)
class Filter:
    """One field of a filters form: a choice of `options` (value and words), or without any a box to type in."""

    name: str
    label: str
    options: Sequence[tuple[str, str]] = ()
    value: str = ""
    error: str = ""


@dataclass(frozen=True)
class Filters:
    """parts/filters.html: a form that only asks (GET), so that the address of what it shows can be sent."""

    fields: Sequence[Filter]
    hidden: Sequence[tuple[str, str]] = ()
    action: str = ""
    submit: str = "Show"
    folds: str = ""  # what it is called where a narrow screen folds it; '' where it never does

    @property
    def used(self) -> int:
        """How many fields ask for something."""
        return sum(each.value != "" and (not each.options or each.value in dict(each.options)) for each in self.fields)


def filters(
    params: QueryDict,
    fields: Sequence[Filter],
    *,
    keep: Sequence[str] = (),
    action: str = "",
    submit: str = "Show",
    folds: str = "",
) -> Filters:
    """What the address says is filled in, unless a field brings its value; `keep` names what else stays in it."""
    filled = [
        Filter(each.name, each.label, each.options, each.value or params.get(each.name, ""), each.error)
        for each in fields
    ]
    hidden = [(name, value) for name in keep for value in params.getlist(name)]
    return Filters(filled, hidden, action, submit, folds)


def sorting(columns: Sequence[Column]) -> Filter:
    """To sort by on a phone, where the headings are not seen."""
    options = [("", "As listed")]
    for each in columns:
        if each.sortable and each.lookup:
            options += [(each.key, each.label), (f"-{each.key}", f"{each.label}, largest or latest first")]
    return Filter("sort", "Sort by", options)
