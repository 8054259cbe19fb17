"""Figures of the Integrated Front Door."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from figures.dimensions import TEAM
from figures.figure import PERCENT, Better, Coverage, Dimension, Figure, SmallNumbers, Term, Unit, Value
from frontdoor.models import Category, Contact, ContactQuerySet
from frontdoor.models import Source as From
from intake.sources import Source
from organisation.permissions import Permission
from organisation.scopes import Scope
from pages.tables import Column

CONTACTS_FILE = Source("contacts", "Contacts file of the Integrated Front Door")


@dataclass(frozen=True)
class Categorised:
    """Months of the contacts file in which a category for threshold or consent is recorded."""

    key: str = "contacts-categorised"
    label: str = CONTACTS_FILE.label

    def coverage(self, months: Sequence[date] | None) -> Mapping[date, Coverage]:
        first = Category.objects.filter(threshold_or_consent=True).order_by("holds_from").first()
        if first is None:
            return {}
        loaded = CONTACTS_FILE.coverage(months)
        return {month: coverage for month, coverage in loaded.items() if month >= first.holds_from}

    def loads(self, ids: Sequence[int]) -> Sequence[Mapping[str, Any]]:
        return CONTACTS_FILE.loads(ids)


def categories(scope: Scope | None) -> Sequence[Value]:
    rows = Category.objects.values_list("code", "label", "holds_from")
    return [Value(code, label, holds_from) for code, label, holds_from in rows]


def shortened(reference: str) -> str:
    """The beginning of a keyed hash, as people compare two of them: 'c7f2-41a9'."""
    return f"{reference[:4]}-{reference[4:8]}" if len(reference) > 8 else reference


SOURCE = Dimension("source", "Source", lambda scope: [Value(code, label) for code, label in From.choices])
CATEGORY = Dimension("category", "Category", categories)
WHOLE = {"team": "team__slug", "service": "team__service__slug", "source": "source"}
SPLIT = WHOLE | {"category": "category__code"}
COLUMNS = (
    Column("reference", "Contact", lambda contact: shortened(contact.reference), order="reference", is_short=True),
    Column("received", "Received", "received_on"),
    Column("decided", "Decided", "decided_on"),
    Column("source", "Source", "source"),
    Column("age", "Age", "age", numeric=True),
    Column("team", "Team", "team__name"),
    Column("outcome", "Outcome", "outcome"),
    Column("category", "Category", "category__label"),
)
DEFINED = "The council's definition"
CHILDREN = Unit("contacts")


def no_further_action(months: Iterable[date]) -> ContactQuerySet:
    return Contact.objects.in_months(months).no_further_action()


ALL = Term(source=CONTACTS_FILE, rows=Contact.objects.in_months, paths=WHOLE, columns=COLUMNS)
CLOSED = Term(source=CONTACTS_FILE, rows=no_further_action, paths=SPLIT, columns=COLUMNS)
CLOSED_RECORDED = Term(source=Categorised(), rows=no_further_action, paths=WHOLE, columns=COLUMNS)
CLOSED_FOR_TWO = Term(
    source=Categorised(), rows=lambda months: Contact.objects.in_months(months).threshold_or_consent(), paths=SPLIT
)

CONTACTS = Figure(
    key="frontdoor.contacts",
    label="Contacts",
    unit=CHILDREN,
    definition="Requests that reached the Integrated Front Door in the month, counted for each child: one incident in "
    "a family of four makes four contacts.",
    origin=DEFINED,
    better=Better.NEITHER,
    counted=(Term(source=CONTACTS_FILE, rows=Contact.objects.in_months, paths=SPLIT, columns=COLUMNS),),
    counted_label="Contacts received, counted per child",
    dimensions=(SOURCE, CATEGORY, TEAM),
    seen_with=Permission.SEE_CONTACTS,
    small_numbers=SmallNumbers.CHILDREN,
    hidden_with=(("frontdoor.nfa_rate", ()),),  # less those closed, they are those that were not
)
NFA = Figure(
    key="frontdoor.nfa",
    label="Contacts closed with no further action",
    unit=CHILDREN,
    definition="Contacts received in the month that were closed with no further action (NFA), counted for each child.",
    origin=DEFINED,
    better=Better.NEITHER,
    counted=(CLOSED,),
    counted_label="Contacts closed with no further action",
    dimensions=(SOURCE, CATEGORY, TEAM),
    seen_with=Permission.SEE_CONTACTS,
    small_numbers=SmallNumbers.CHILDREN,
)
NFA_SHARE = Figure(
    key="frontdoor.nfa_share",
    label="Share of closures",
    unit=PERCENT,
    definition="Contacts closed with no further action for one category, of all contacts received in the month that "
    "were closed with no further action.",
    origin=DEFINED,
    better=Better.NEITHER,
    counted=(CLOSED,),
    of=(Term(source=CONTACTS_FILE, rows=no_further_action, paths=WHOLE, columns=COLUMNS),),
    counted_label="Contacts closed for the category",
    of_label="contacts closed with no further action",
    dimensions=(CATEGORY,),
    whole_by="category",
    seen_with=Permission.SEE_CONTACTS,
    small_numbers=SmallNumbers.CHILDREN,
)
NFA_RATE = Figure(
    key="frontdoor.nfa_rate",
    label="Share of contacts closed with no further action",
    unit=PERCENT,
    definition="Contacts received in the month that were closed with no further action, of all contacts received in "
    "the month, counted for each child.",
    origin=DEFINED,
    better=Better.NEITHER,
    counted=(CLOSED,),
    of=(ALL,),
    counted_label="Contacts closed with no further action",
    of_label="contacts received",
    dimensions=(SOURCE, CATEGORY, TEAM),
    seen_with=Permission.SEE_CONTACTS,
    small_numbers=SmallNumbers.CHILDREN,
)
NFA_THRESHOLD_OR_CONSENT = Figure(
    key="frontdoor.nfa_threshold_or_consent",
    label="Closures for threshold or consent",
    unit=PERCENT,
    definition="Contacts closed as not meeting the threshold for early help or without consent, of all contacts "
    "received in the month that were closed with no further action. Recorded from the month in which these categories "
    "began.",
    origin=DEFINED,
    better=Better.NEITHER,
    counted=(CLOSED_FOR_TWO,),
    of=(CLOSED_RECORDED,),
    counted_label="Contacts closed for threshold or consent",
    of_label="contacts closed with no further action",
    dimensions=(SOURCE, CATEGORY, TEAM),
    seen_with=Permission.SEE_CONTACTS,
    small_numbers=SmallNumbers.CHILDREN,
    hidden_with=(("frontdoor.nfa", ("category",)),),  # it is the sum of two categories
)

FIGURES = [CONTACTS, NFA, NFA_SHARE, NFA_RATE, NFA_THRESHOLD_OR_CONSENT]
