"""What the figures of the front door count: rows of contacts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, partial

from figures.figure import Better, Figure, SmallNumbers, Source, Term, Unit
from frontdoor.coverage import CONTACTS_FILE, OUTCOMES
from frontdoor.dimensions import BROKEN_DOWN, COLUMNS, SPLIT, WHOLE
from frontdoor.models import Contact, ContactQuerySet
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


@cache
def contacts() -> ContactQuerySet:
    """Worked out once: a page asks ten times, and its expressions are most of the work of asking. Never read itself: it
    would keep its rows."""
    return Contact.objects.told_apart()


def received(months: Sequence[date]) -> ContactQuerySet:
    return contacts().received_in(months)


def closed(months: Sequence[date]) -> ContactQuerySet:
    return received(months).no_further_action()


def incidents(months: Sequence[date]) -> ContactQuerySet:
    return received(months).one_an_incident()


def incidents_closed(months: Sequence[date]) -> ContactQuerySet:
    return received(months).one_an_incident_closed()


def counted(
    rows: Callable[[Sequence[date]], ContactQuerySet],
    *,
    source: Source = CONTACTS_FILE,
    paths: Mapping[str, str] = WHOLE,
    records: str = "",
) -> Term:
    return Term(source=source, rows=rows, month="load__month", paths=paths, columns=COLUMNS, records=records)


ALL = counted(received)
CLOSED = counted(closed, source=OUTCOMES, paths=SPLIT)
