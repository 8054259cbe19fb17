"""What the figures of the front door count: rows of contacts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache, partial
from typing import TypeVar

from django.db.models import Func, IntegerField, QuerySet, Subquery

from figures.figure import Better, Figure, SmallNumbers, Source, Term, Unit
from frontdoor.coverage import CONTACTS_FILE, OUTCOMES
from frontdoor.dimensions import BROKEN_DOWN, COLUMNS, SPLIT, WHOLE
from frontdoor.models import CONTACTS_SOURCE, Contact, ContactQuerySet
from intake.models import Load, loads_counted
from organisation.permissions import Permission

DEFINED = "The council's definition"
of_contacts = partial(  # what nearly all of these figures have in common
    Figure,
    origin=DEFINED,
    better=Better.NEITHER,
    dimensions=BROKEN_DOWN,
    seen_with=Permission.SEE_CONTACTS,
    small_numbers=SmallNumbers.CHILDREN,
)
CHILDREN = Unit("contacts")
INCIDENTS = Unit("incidents")

Months = Sequence[date]
Rows = Callable[[Months], ContactQuerySet]
Asked = TypeVar("Asked", bound=QuerySet)
KEPT = 32  # lists of months: a page asks for three or four
COUNT = Func(template="COUNT(*)", output_field=IntegerField())  # Count would group, which takes most of the gain away


@cache
def once(ask: Callable[[Months], Asked]) -> Callable[[Months], Asked]:
    """A question that is put together once a process for each list of months: a page asks ten, which was a tenth of its
    time. Each who asks gets a copy, since what is kept must never read itself: it would keep what it read."""

    @lru_cache(KEPT)
    def kept(loads: frozenset[int] | None, *months: date) -> Asked:
        return ask(months)

    return lambda months: kept(loads_counted(), *months).all()


def received(months: Months) -> ContactQuerySet:
    return Contact.objects.told_apart().received_in(months)


def closed(months: Months) -> ContactQuerySet:
    return received(months).no_further_action()


def by_load(narrowed: Callable[[ContactQuerySet], ContactQuerySet]) -> Callable[[Months], QuerySet]:
    """Month and total: each load counts its own contacts, in half the time of joining each of them with its load."""

    def ask(months: Months) -> QuerySet:
        own = narrowed(Contact.objects.of_each_load())
        loads = Load.objects.of(CONTACTS_SOURCE, months).order_by()
        return loads.values_list("month", Subquery(own.values(total=COUNT)))

    return ask


TOTALS = {received: by_load(ContactQuerySet.all), closed: by_load(ContactQuerySet.no_further_action)}


def incidents(months: Months) -> ContactQuerySet:
    return received(months).one_an_incident()


def incidents_closed(months: Months) -> ContactQuerySet:
    return received(months).one_an_incident_closed()


def counted(
    rows: Rows,
    *,
    source: Source = CONTACTS_FILE,
    paths: Mapping[str, str] = WHOLE,
    records: str = "",
) -> Term:
    return Term(
        source=source,
        rows=once(rows),
        totals=once(TOTALS[rows]) if rows in TOTALS else None,
        month="load__month",
        paths=paths,
        columns=COLUMNS,
        records=records,
    )


ALL = counted(received)
CLOSED = counted(closed, source=OUTCOMES, paths=SPLIT)
