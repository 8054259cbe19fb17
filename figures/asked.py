"""What the address of a figure's page asks for: month, part of the council, part of the figure, breakdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from figures import months as calendar
from figures.figure import NOT_RECORDED, Dimension, Figure
from figures.reader import Reader
from organisation.models import Service
from organisation.scopes import Scope

WHOLE = "Whole council"


@dataclass(frozen=True)
class Places:
    """The parts of the council that may be asked for; read once."""

    services: Sequence[Scope]
    teams: Sequence[Scope]

    def find(self, slug: str) -> Scope | None:
        """A service goes before a team of the same slug."""
        return next((place for place in (*self.services, *self.teams) if place.slug == slug), None)


def places() -> Places:
    """One query: a service stands beside each of its teams, or beside none."""
    rows = Service.objects.order_by("teams__position", "teams__name", "name")
    services: dict[str, Scope] = {}
    teams = []
    for slug, label, team, team_label in rows.values_list("slug", "name", "teams__slug", "teams__name"):
        services[slug] = Scope("service", slug, label)
        if team:
            teams.append(Scope("team", team, team_label, slug))
    return Places(sorted(services.values(), key=lambda service: service.label), teams)


@dataclass(frozen=True)
class Asked:
    figure: Figure
    month: date | None  # None: no month has data yet
    first: date | None = None  # first month with data
    last: date | None = None
    scope: Scope | None = None
    part: tuple[tuple[str, str], ...] = ()  # a value of a dimension, or of several: (('level', '3'),)
    by: tuple[str, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)  # field to what is wrong with it and what to do

    @property
    def at(self) -> date:
        """The month, for those who know that there is one."""
        if self.month is None:
            raise LookupError(f"No month of {self.figure.key} has data.")
        return self.month

    def query(self, **changes: object) -> str:
        """This question, some of it changed, as the query of an address. None leaves a part out."""
        asked: dict[str, object] = {
            "month": calendar.code(self.month) if self.month else None,
            "scope": self.scope.slug if self.scope else None,
            **dict(self.part),
        }
        kept = {key: value for key, value in (asked | changes).items() if value is not None}
        return f"?{urlencode(kept)}" if kept else ""

    def url(self, **changes: object) -> str:
        return reverse("figures:figure", args=[self.figure.key]) + self.query(**changes)

    def records_url(self, side: str, **changes: object) -> str:
        return reverse("figures:records", args=[self.figure.key, side]) + self.query(**changes)


def asked(params: QueryDict, figure: Figure, places: Places, reader: Reader) -> Asked:
    """What cannot be understood is left at its default and named in `errors`."""
    errors: dict[str, str] = {}
    span = spanned(figure, reader)
    first, last = span or (None, None)
    month = read_month(params.get("month", ""), first, last, errors)
    slug = params.get("scope", "")
    scope = places.find(slug) if slug else None
    if slug and scope is None:
        errors["scope"] = "There is no such service or team. Choose one from the list."
    part = read_part(params, figure, reader, errors)
    by = read_by(params.get("by", ""), figure, part, errors)
    return Asked(figure, month, first, last, scope, part, by, errors)


def spanned(figure: Figure, reader: Reader) -> tuple[date, date] | None:
    """First and last month for which all that the figure needs is there."""
    spans = [reader.span(source) for source in figure.sources]
    known = [span for span in spans if span]
    if len(known) < len(spans) or not known:
        return None
    first, last = max(span[0] for span in known), min(span[1] for span in known)
    return (first, last) if first <= last else None


def read_month(text: str, first: date | None, last: date | None, errors: dict[str, str]) -> date | None:
    if not text or not first or not last:
        return last
    try:
        month = calendar.parse(text)
    except calendar.NotAMonth:
        errors["month"] = f"‘{text[:20]}’ is not a month. Choose one from the list."
        return last
    if not first <= month <= last:
        errors["month"] = f"There are no data for {calendar.name(month)}. Choose a month from the list."
        return last
    return month


def read_part(params: QueryDict, figure: Figure, reader: Reader, errors: dict[str, str]) -> tuple[tuple[str, str], ...]:
    found = []
    for dimension in figure.dimensions:
        code = params.get(dimension.key, "")
        if not code:
            continue
        if code == NOT_RECORDED.code or any(value.code == code for value in reader.values(dimension, None)):
            found.append((dimension.key, code))
        else:
            errors["by"] = f"‘{code[:40]}’ is not known for {dimension.label.lower()}. Follow a link in a table below."
    return tuple(found)


def read_by(text: str, figure: Figure, part: tuple[tuple[str, str], ...], errors: dict[str, str]) -> tuple[str, ...]:
    keys = tuple(dict.fromkeys(key for key in text.split(",") if key))
    known = [dimension.key for dimension in left(figure, part)]
    default = tuple(known[:1])
    if len(keys) > 2 or not set(known).issuperset(keys):
        errors["by"] = "The figure is not broken down like that. Choose from the list."
        return default
    return keys or default


def left(figure: Figure, part: Sequence[tuple[str, str]]) -> list[Dimension]:
    """The dimensions by which it can still be broken down."""
    return [dimension for dimension in figure.dimensions if dimension.key not in dict(part)]


def breakdown_options(figure: Figure, part: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    dimensions = left(figure, part)
    pairs = [
        (f"{a.key},{b.key}", f"{a.label} and {b.label.lower()}")
        for a, b in combinations(sorted(dimensions, key=lambda d: d.key != "team"), 2)
    ]
    return [*((each.key, each.label) for each in dimensions), *pairs]
