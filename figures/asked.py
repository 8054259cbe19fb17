"""What the address of a figure's page asks for: month, part of the council, part of the figure, breakdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
Offered = Callable[[Scope | None, Sequence[str]], bool]  # whether a breakdown of a part of the council will be shown


@dataclass(frozen=True)
class Span:
    """From when to when a service or team was there, and the name of what a team merged into."""

    starts_on: date
    ends_on: date | None = None
    into: str = ""

    def meets(self, first: date, last: date) -> bool:
        """Whether it was there on a day of these months."""
        return self.starts_on <= calendar.last_day(last) and (self.ends_on is None or self.ends_on >= first)

    def note(self, month: date) -> str:
        """What became of it by the end of the month: ' (merged into Intake)'."""
        if self.ends_on is None or self.ends_on > calendar.last_day(month):
            return ""
        return f" (merged into {self.into})" if self.into else " (ended)"


@dataclass(frozen=True)
class Places:
    """The parts of the council that may be asked for; read once."""

    services: Sequence[Scope]
    teams: Sequence[Scope]
    spans: Mapping[tuple[str, str], Span] = field(default_factory=dict)  # by kind and slug

    def find(self, slug: str) -> Scope | None:
        """A service goes before a team of the same slug."""
        return next((place for place in (*self.services, *self.teams) if place.slug == slug), None)


def places() -> Places:
    """One query: a service stands beside each of its teams, or beside none."""
    rows = Service.objects.order_by("teams__position", "teams__name", "name")
    services: dict[str, Scope] = {}
    teams = []
    spans = {}
    for slug, label, starts, ends, team, team_label, began, ended, into in rows.values_list(*OF_SERVICE, *OF_TEAM):
        services[slug] = Scope("service", slug, label)
        spans["service", slug] = Span(starts, ends)
        if team:
            teams.append(Scope("team", team, team_label, slug))
            spans["team", team] = Span(began, ended, into or "")
    return Places(sorted(services.values(), key=lambda service: service.label), teams, spans)


OF_SERVICE = ("slug", "name", "starts_on", "ends_on")
OF_TEAM = ("teams__slug", "teams__name", "teams__starts_on", "teams__ends_on", "teams__merged_into__name")


@dataclass(frozen=True)
class Asked:
    figure: Figure
    month: date | None  # None: no month has data yet
    first: date | None = None  # first month with data
    last: date | None = None
    scope: Scope | None = None
    part: tuple[tuple[str, str], ...] = ()  # a value of a dimension, or of several: (('level', '3'),)
    by: tuple[str, ...] = ()
    loads: str = ""  # numbers of the loads that a frozen number was counted from: '3,5'; empty: those that stand now
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
        return reverse("figures:records", args=[self.figure.key, side]) + self.records_query(**changes)

    def records_query(self, **changes: object) -> str:
        return self.query(**{"loads": self.loads or None} | changes)


def asked(params: QueryDict, figure: Figure, places: Places, reader: Reader, offered: Offered) -> Asked:
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
    options = breakdown_options(figure, scope, part, offered)
    by = read_by(params.get("by", ""), figure, part, options, errors)
    return Asked(figure, month, first, last, scope, part, by, params.get("loads", ""), errors)


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


def read_by(
    text: str,
    figure: Figure,
    part: Sequence[tuple[str, str]],
    options: Sequence[tuple[str, str]],
    errors: dict[str, str],
) -> tuple[str, ...]:
    """What is not offered may be asked for all the same: the page says why it is not shown."""
    keys = tuple(dict.fromkeys(key for key in text.split(",") if key))
    known = [dimension.key for dimension in left(figure, part)]
    default = tuple(options[0][0].split(",")) if options else tuple(known[:1])
    if len(keys) > 2 or not set(known).issuperset(keys):
        errors["by"] = "The figure is not broken down like that. Choose from the list."
        return default
    return keys or default


def left(figure: Figure, part: Sequence[tuple[str, str]]) -> list[Dimension]:
    """The dimensions by which it can still be broken down."""
    return [dimension for dimension in figure.dimensions if dimension.key not in dict(part)]


def breakdown_options(
    figure: Figure, scope: Scope | None, part: Sequence[tuple[str, str]], offered: Offered
) -> list[tuple[str, str]]:
    """Those that will be shown, and that tell the parts of the scope apart: a team has no teams."""
    alike = {"team": ("team", "service"), "service": ("service",)}.get(scope.kind, ()) if scope else ()
    dimensions = [each for each in left(figure, part) if each.key not in alike]
    pairs = [
        (f"{a.key},{b.key}", f"{a.label} and {b.label.lower()}")
        for a, b in combinations(sorted(dimensions, key=lambda d: d.key != "team"), 2)
    ]
    options = [*((each.key, each.label) for each in dimensions), *pairs]
    return [(keys, label) for keys, label in options if offered(scope, [*dict(part), *keys.split(",")])]
