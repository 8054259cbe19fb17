"""The contacts file, and the months of it that say what a figure asks: no other month reads zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from typing import Any

from django.db.models import Exists, OuterRef, Q

from figures import months as calendar
from figures.figure import Coverage
from figures.reader import Reader
from frontdoor.models import CONTACTS_SOURCE, Category, Contact, Outcome
from intake.models import Load, LoadQuerySet
from intake.sources import Coverage as Covered
from intake.sources import Source

Months = dict[date, Covered]
CONTACTS_FILE = Source(CONTACTS_SOURCE, "Contacts file of the Integrated Front Door")


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
        loads = Load.objects.current().filter(self.known(), source=CONTACTS_FILE.key)
        if months is not None:
            loads = loads.filter(month__in=list(months))
        return covered(loads.values_list("month", "as_at", "pk"))

    def known(self) -> Any:
        contacts = Contact.objects.filter(load=OuterRef("pk"))
        return Exists(contacts.filter(self.says)) | ~Exists(contacts)


def covered(rows: Iterable[tuple[date, date, int]]) -> Months:
    return {month: Covered(as_at, (load,)) for month, as_at, load in rows}


OUTCOMES = Saying("contacts-outcomes", says=~Q(outcome=Outcome.NOT_RECORDED))
DECISIONS = Saying("contacts-decisions", says=Q(decided_on__isnull=False))


@dataclass(frozen=True)
class Categorised(Part):
    """Months in which a category for threshold or consent is recorded."""

    key: str = "contacts-categorised"

    def coverage(self, months: Sequence[date] | None) -> Mapping[date, Coverage]:
        first = Category.objects.filter(threshold_or_consent=True).order_by("holds_from").first()
        return since(first.holds_from, OUTCOMES.coverage(months)) if first else {}


def since(first: date, known: Mapping[date, Coverage]) -> Mapping[date, Coverage]:
    return {month: coverage for month, coverage in known.items() if month >= first}


@dataclass(frozen=True)
class Followed(Part):
    """Months old enough: so many months after them are loaded too, the last of them to its end."""

    key: str = "contacts-followed"
    following: int = 3

    def coverage(self, months: Sequence[date] | None) -> Mapping[date, Coverage]:
        wanted = None
        if months is not None:
            wanted = {calendar.add(month, count) for month in months for count in range(self.following + 1)}
        return self.of(OUTCOMES.coverage(months), CONTACTS_FILE.coverage(wanted), months)

    def of(
        self, closed: Mapping[date, Coverage], loaded: Mapping[date, Coverage], months: Sequence[date] | None = None
    ) -> Months:
        """Of months whose closures are known, those after which enough is loaded. `months`: all where it is None."""
        asked = closed if months is None else closed.keys() & months
        found = {month: self.followed(month, loaded) for month in asked}
        return {month: coverage for month, coverage in found.items() if coverage}

    def followed(self, month: date, loaded: Mapping[date, Coverage]) -> Covered | None:
        span = [loaded.get(calendar.add(month, count)) for count in range(self.following + 1)]
        known = [coverage for coverage in span if coverage]
        if len(known) < len(span) or known[-1].as_at < calendar.last_day(calendar.add(month, self.following)):
            return None
        return Covered(known[-1].as_at, tuple(load for coverage in known for load in coverage.loads))


CATEGORISED = Categorised()
FOLLOWED_3 = Followed("contacts-followed-3", following=3)
FOLLOWED_12 = Followed("contacts-followed-12", following=12)


@cache
def files() -> LoadQuerySet:
    """With what they say. Worked out once, and never read itself: it would keep its rows."""
    loads = Load.objects.filter(source=CONTACTS_FILE.key)
    return loads.annotate(outcomes=OUTCOMES.known(), decisions=DECISIONS.known())


def read_once(reader: Reader, threshold_or_consent_from: date | None) -> Months:
    """Teaches a reader which months of the file say what, for a page that asks all of it: one query. Gives all of its
    months."""
    rows = list(files().current().values_list("month", "as_at", "pk", "outcomes", "decisions"))
    loaded = covered((month, as_at, load) for month, as_at, load, *_ in rows)
    outcomes = covered((month, as_at, load) for month, as_at, load, known, _ in rows if known)
    reader.learn_coverage(CONTACTS_FILE, loaded)
    reader.learn_coverage(OUTCOMES, outcomes)
    reader.learn_coverage(DECISIONS, covered((month, as_at, load) for month, as_at, load, _, known in rows if known))
    first = threshold_or_consent_from
    reader.learn_coverage(CATEGORISED, since(first, outcomes) if first else {})
    for source in (FOLLOWED_3, FOLLOWED_12):
        reader.learn_to_cover(source, partial(source.of, outcomes, loaded))
    return loaded
