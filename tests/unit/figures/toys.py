"""Figures to try a Reader with, over contacts, posts and social workers."""

from figures.dimensions import SERVICE, TEAM
from figures.figure import PERCENT, Better, Dimension, Figure, Term, Unit, Value
from frontdoor.models import Contact, Outcome
from intake.sources import Source
from tests.factories import (
    AUGUST,
    SEPTEMBER,
)
from workforce.models import Post, Worker

CONTACTS = Source("contacts", "Contacts file")
STAFF = Source("staff", "Staff file")
POSTS = Source("establishment", "Establishment file")
TEAMS = {"team": "team__slug", "service": "team__service__slug"}
HOW = Dimension("outcome", "Outcome", lambda scope: [Value(code, label) for code, label in Outcome.choices])
WHY = Dimension(
    "category", "Category", lambda scope: [Value("threshold", "Threshold", AUGUST), Value("moved", "Moved", SEPTEMBER)]
)


def figure(counted, of=(), unit=None, dimensions=(TEAM, SERVICE, HOW, WHY)):
    return Figure(
        key="toy.figure",
        label="Toy",
        unit=unit or (PERCENT if of else Unit("contacts")),
        definition="Toys.",
        origin="Nowhere",
        better=Better.NEITHER,
        counted=counted,
        of=of,
        dimensions=dimensions,
    )


ALL = Term(
    source=CONTACTS,
    rows=Contact.objects.in_months,
    paths=TEAMS | {"outcome": "outcome", "category": "category__code"},
)
CLOSED = Term(
    source=CONTACTS,
    rows=lambda months: Contact.objects.in_months(months).no_further_action(),
    paths=TEAMS | {"category": "category__code"},
)
WHOLE = Term(source=CONTACTS, rows=Contact.objects.in_months, paths=TEAMS)
YEAR = Term(source=CONTACTS, rows=Contact.objects.in_months, window=12, paths=TEAMS)
FTES = Term(source=STAFF, rows=Worker.objects.in_months, amount="fte", at_end=True, paths=TEAMS)
FTE_DAYS = Term(
    source=STAFF, rows=Worker.objects.in_months, amount="fte", factor=lambda m: 250 + m.month, at_end=True, paths=TEAMS
)
VACANT = Term(source=POSTS, rows=Post.objects.in_months, amount="vacant_fte", at_end=True, paths=TEAMS)
COUNTLESS = Term(source=CONTACTS, rows=Contact.objects.in_months)


def sides(reading):
    return reading.counted, reading.of


def counts(readings):
    return {tuple(value for _, value in reading.by): reading.counted for reading in readings}
