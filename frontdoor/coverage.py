"""The contacts file, and the months of it that say what a figure asks: no other month reads zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from figures import months as calendar
from figures.figure import Coverage
from frontdoor.models import Category, Contact, Outcome
from intake.models import Load
from intake.sources import Coverage as Covered
from intake.sources import Source

CONTACTS_FILE = Source("contacts", "Contacts file of the Integrated Front Door")


@dataclass(frozen=True)
class Part:
    """Some of the months of the contacts file."""

    key: str
    label: str = CONTACTS_FILE.label

    def loads(self, ids: Sequence[int]) -> Sequence[Mapping[str, Any]]:
        return CONTACTS_FILE.loads(ids)


@dataclass(frozen=True)
class Saying(Part):
    """Months whose file says something of some contact: not every system exports it. One without contacts says all."""

    says: Q = field(default_factory=Q)

    def coverage(self, months: Sequence[date] | None) -> Mapping[date, Coverage]:
        contacts = Contact.objects.filter(load=OuterRef("pk"))
        known = Exists(contacts.filter(self.says)) | ~Exists(contacts)
        loads = Load.objects.current().filter(known, source=CONTACTS_FILE.key)
        if months is not None:
            loads = loads.filter(month__in=list(months))
        rows = loads.values_list("month", "as_at", "pk")
        return {month: Covered(as_at, (load,)) for month, as_at, load in rows}


OUTCOMES = Saying("contacts-outcomes", says=~Q(outcome=Outcome.NOT_RECORDED))
DECISIONS = Saying("contacts-decisions", says=Q(decided_on__isnull=False))


@dataclass(frozen=True)
class Categorised(Part):
    """Months in which a category for threshold or consent is recorded."""

    key: str = "contacts-categorised"

    def coverage(self, months: Sequence[date] | None) -> Mapping[date, Coverage]:
        first = Category.objects.filter(threshold_or_consent=True).order_by("holds_from").first()
        if first is None:
            return {}
        known = OUTCOMES.coverage(months)
        return {month: coverage for month, coverage in known.items() if month >= first.holds_from}


@dataclass(frozen=True)
class Followed(Part):
    """Months old enough: so many months after them are loaded too, the last of them to its end."""

    key: str = "contacts-followed"
    following: int = 3

    def coverage(self, months: Sequence[date] | None) -> Mapping[date, Coverage]:
        wanted = None
        if months is not None:
            wanted = {calendar.add(month, count) for month in months for count in range(self.following + 1)}
        loaded = CONTACTS_FILE.coverage(wanted)
        found = {month: self.followed(month, loaded) for month in OUTCOMES.coverage(months)}
        return {month: coverage for month, coverage in found.items() if coverage}

    def followed(self, month: date, loaded: Mapping[date, Coverage]) -> Coverage | None:
        span = [loaded.get(calendar.add(month, count)) for count in range(self.following + 1)]
        known = [coverage for coverage in span if coverage]
        if len(known) < len(span) or known[-1].as_at < calendar.last_day(calendar.add(month, self.following)):
            return None
        return Covered(known[-1].as_at, tuple(load for coverage in known for load in coverage.loads))
