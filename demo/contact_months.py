"""Makes up the contacts of each month: families, the days on which they came, and what was decided.

A family of several children that is heard of once is one incident and as many contacts. One family in six was heard
of before. References are keyed hashes such as a council's own would be; nothing stands behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from random import Random
from typing import NamedTuple

from demo import dfe
from demo.contact_shares import UNSETTLED, Sources, categories, contacts_of, outcomes
from figures import months
from frontdoor.models import Outcome
from organisation import working_days

TEAM = "integrated-front-door"
CHILDREN = (1,) * 65 + (2,) * 23 + (3,) * 9 + (4,) * 3  # of a family
SEEN_BEFORE = 16  # per cent of families
REMEMBERED = 9000  # families who may come again
DECIDED_AFTER = (0,) * 62 + (1,) * 27 + (2,) * 7 + (3,) * 4  # days
GROWN_UP = 18 * 12 + 6  # months of age at which nobody is a child of a contact any longer


class ContactRow(NamedTuple):
    reference: str
    child: str
    incident: str
    received_on: date
    decided_on: date
    source: str
    age: int
    team: str
    outcome: str
    category: str | None


class Child(NamedTuple):
    key: str
    born: int  # months before the first month of the history, negative after it


class Incident(NamedTuple):
    key: str
    source: str
    children: Sequence[Child]
    received_on: date


class Month(NamedTuple):
    month: date
    contacts: list[ContactRow]


def hashed(text: str) -> str:
    return blake2b(text.encode(), key=b"demonstration", digest_size=16).hexdigest()


def contact_history() -> list[Month]:
    """Every month from October 2018 to October 2020. The same rows each time."""
    return list(History().run())


class History:
    def __init__(self) -> None:
        self.rng = Random("contact history")
        self.sources = Sources(Random("contact sources"))
        self.families: list[Sequence[Child]] = []
        self.children = self.incidents = 0

    def run(self) -> Iterator[Month]:
        wanted = list(dfe.referrals_by_month())
        for number, month in enumerate(wanted):
            total = contacts_of(month)
            days = DaysOf(month)
            decided: list[tuple[Incident, Child, str]] = []
            known = len(self.families)
            for source, count in self.sources.of_month(month, total).items():
                incidents = list(self.incidents_of(source, count, number, known, days))
                counts = outcomes(self.rng, source, count, (number, len(wanted)))
                decided += dealt_out(self.rng, incidents, counts)
            yield Month(month, self.rows(month, number, decided, days))

    def incidents_of(self, source: str, count: int, number: int, known: int, days: DaysOf) -> Iterator[Incident]:
        while count > 0:
            children = self.family(number, known)[:count]
            count -= len(children)
            self.incidents += 1
            yield Incident(hashed(f"incident {self.incidents}"), source, children, days.any(self.rng))

    def family(self, number: int, known: int) -> Sequence[Child]:
        """One heard of in an earlier month whose children are all children still, or a new one."""
        if known and self.rng.randrange(100) < SEEN_BEFORE:
            index = self.rng.randrange(max(0, known - REMEMBERED), known)
            if all(number + child.born < GROWN_UP for child in self.families[index]):
                return self.families[index]
        children = [self.child(number) for _ in range(self.rng.choice(CHILDREN))]
        self.families.append(children)
        return children

    def child(self, number: int) -> Child:
        self.children += 1
        age = self.rng.randrange(GROWN_UP)
        return Child(hashed(f"child {self.children}"), age - number)

    def rows(
        self, month: date, number: int, decided: Sequence[tuple[Incident, Child, str]], days: DaysOf
    ) -> list[ContactRow]:
        closed = [(incident, child) for incident, child, outcome in decided if outcome == Outcome.NFA]
        by_incident = group(closed)
        why = dealt_out(self.rng, by_incident, categories(month, len(closed)))
        category = {(incident.key, child.key): code for incident, child, code in why}
        rows = [
            self.row(number, incident, child, outcome, category.get((incident.key, child.key), UNSETTLED), days)
            for incident, child, outcome in decided
        ]
        return sorted(rows, key=lambda row: (row.received_on, row.incident, row.reference))

    def row(
        self, number: int, incident: Incident, child: Child, outcome: str, category: str, days: DaysOf
    ) -> ContactRow:
        return ContactRow(
            reference=hashed(f"contact {incident.key} {child.key}"),
            child=child.key,
            incident=incident.key,
            received_on=incident.received_on,
            decided_on=days.decided(self.rng, incident.received_on),
            source=incident.source,
            age=(child.born + number) // 12,
            team=TEAM,
            outcome=outcome,
            category=None if category == UNSETTLED else category,
        )


class DaysOf:
    """The days of a month. Few contacts come on days when offices are shut."""

    def __init__(self, month: date) -> None:
        self.last = months.last_day(month)
        days = [month + timedelta(days=index) for index in range(self.last.day)]
        self.days = [day for day in days for _ in range(6 if working_days.is_working(day) else 1)]

    def any(self, rng: Random) -> date:
        return rng.choice(self.days)

    def decided(self, rng: Random, received_on: date) -> date:
        """Within three days, on a working day where there is one, and within the month that the file covers."""
        day = working_days.first_from(received_on + timedelta(days=rng.choice(DECIDED_AFTER)))
        return received_on if day > min(received_on + timedelta(days=3), self.last) else day


def group(pairs: Sequence[tuple[Incident, Child]]) -> list[Incident]:
    """The incidents of these pairs, each with only the children that are among them."""
    found: dict[str, Incident] = {}
    for incident, child in pairs:
        before = found[incident.key].children if incident.key in found else ()
        found[incident.key] = incident._replace(children=[*before, child])
    return list(found.values())


def dealt_out(
    rng: Random, incidents: Sequence[Incident], counts: Mapping[str, int]
) -> list[tuple[Incident, Child, str]]:
    """Gives the values out in these counts, incident by incident, so that most siblings get the same one."""
    values = [value for value, count in counts.items() for _ in range(count)]
    pairs = [(one, child) for one in rng.sample(incidents, len(incidents)) for child in one.children]
    return [(incident, child, value) for (incident, child), value in zip(pairs, values, strict=True)]
