"""By what figures of the front door break down, and the columns of their records."""

from __future__ import annotations

from collections.abc import Sequence

from figures.dimensions import TEAM
from figures.figure import Dimension, Value
from frontdoor.models import AGE_BANDS, Category, Contact, Source
from organisation.scopes import Scope
from pages.tables import Column


def categories(scope: Scope | None) -> Sequence[Value]:
    return [as_value(category) for category in Category.objects.all()]


def as_value(category: Category) -> Value:
    return Value(category.code, category.label, category.holds_from, category.holds_until)


def areas(scope: Scope | None) -> Sequence[Value]:
    """As files name them, which is the only list of them that there is."""
    named = Contact.objects.current().exclude(area="").order_by("area").values_list("area", flat=True).distinct()
    return [Value(area, area) for area in named]


def shortened(reference: str) -> str:
    """The beginning of a keyed hash, as people compare two of them: 'c7f2-41a9'."""
    return f"{reference[:4]}-{reference[4:8]}" if len(reference) > 8 else reference


SOURCE = Dimension("source", "Source", lambda scope: [Value(code, label) for code, label in Source.choices])
CATEGORY = Dimension("category", "Category", categories)
AGE = Dimension("age", "Age", lambda scope: [Value(code, label) for code, label, _ in AGE_BANDS])
AREA = Dimension("area", "Area", areas)
BROKEN_DOWN = (SOURCE, CATEGORY, TEAM, AGE, AREA)
WITHOUT_CATEGORY = (SOURCE, TEAM, AGE, AREA)

WHOLE = {
    "team": "team__slug",
    "service": "team__service__slug",
    "source": "source",
    "age": "age_band",
    "area": "area_known",
}
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
