"""The page of a figure: what is put on it for this person. What they may be shown is decided in `showing`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import zip_longest
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from figures import breakdowns, listing, months, records
from figures.asked import WHOLE, Asked, Places, asked, breakdown_options, places
from figures.control_charts import Better as Direction
from figures.dimensions import SERVICE, TEAM
from figures.figure import Better, Figure, Value, Version
from figures.history import Line, Point, charted, from_first_known
from figures.models import Benchmark, Kind, Threshold
from figures.reader import Reader
from figures.reading import Reading
from figures.showing import NotShown, may_see_own, may_see_records, shown_to, will_show
from figures.words import field_of, shown, side, sides_of, written
from organisation.models import User
from organisation.scopes import Scope
from pages.tables import Filter, Filters

CHARTED = 24  # months
LISTED = 13
DIRECTION: dict[Better, Direction] = {Better.HIGHER: "higher", Better.LOWER: "lower"}


class Page:
    """One request: what was asked, by whom, and a reader that reads each number once."""

    def __init__(self, figure: Figure, params: QueryDict, user: User, now: datetime) -> None:
        self.figure, self.user, self.now = figure, user, now
        self.today = timezone.localdate(now)
        self.reader = Reader()
        self.places: Places = places()
        self.reader.learn(TEAM, [Value(team.slug, team.label) for team in self.places.teams])
        self.reader.learn(SERVICE, [Value(service.slug, service.label) for service in self.places.services])
        self.asked: Asked = asked(params, figure, self.places, self.reader, self.will_show)
        self.all_months = params.get("months") == "all"

    def will_show(self, scope: Scope | None, by: Sequence[str]) -> bool:
        return will_show(self.user.access, self.figure, scope, by)

    @property
    def breakdown_options(self) -> list[tuple[str, str]]:
        return breakdown_options(self.figure, self.asked.scope, self.asked.part, self.will_show)

    @property
    def may_see_records(self) -> bool:
        return may_see_records(self.user.access, self.figure, self.asked.scope)

    @property
    def may_see_own(self) -> bool:
        """Those of the records that are theirs, and no others."""
        return may_see_own(self.user.access, self.figure, self.asked.scope)

    def readings(self, wanted: Sequence[date], by: Sequence[str] = ()) -> list[Reading]:
        """Of the part that was asked for, broken down further by `by`. Raises NotShown."""
        part = self.asked.part
        keys = [*dict(part), *by]
        scope = self.asked.scope
        found = shown_to(self.user.access, self.reader, self.figure, wanted, scope, keys, teams=self.places.teams)
        return [reading for reading in found if set(part) <= set(reading.by)]

    @cached_property
    def held_against(self) -> list[Threshold]:
        """The figure's thresholds and targets, the earliest first."""
        return list(Threshold.objects.visible_to(self.user).filter(figure=self.figure.key))

    def months(self) -> list[date]:
        """Those that the page shows, the last one that which was asked for."""
        everything = months.since(self.asked.first or self.asked.at, self.asked.at)
        return everything if self.all_months else everything[-CHARTED:]

    def reading(self) -> Reading | None:
        """Of the month and part that were asked for; None where there is none. Raises NotShown."""
        return next(iter(self.readings([self.asked.at])), None)

    def value_label(self, dimension: str, code: str) -> str:
        inside = self.reader.values(self.figure.dimension(dimension), self.asked.scope)
        found = next((value.label for value in inside if value.code == code), "")
        return found or self.reader.label(self.figure, dimension, code)

    @property
    def where(self) -> str:
        return self.asked.scope.label if self.asked.scope else WHOLE

    @property
    def names(self) -> list[str]:
        """Of what was asked for less than the whole: ['Level 1', 'Assessment team']."""
        found = [self.value_label(key, code) for key, code in self.asked.part]
        return [*found, self.asked.scope.label] if self.asked.scope else found

    @property
    def title(self) -> str:
        """'Vacancy rate: Level 1, Assessment team'."""
        return f"{self.figure.label}: {', '.join(self.names)}" if self.names else self.figure.label

    @property
    def is_everywhere(self) -> bool:
        """Of the whole council: no service or team was chosen, be it as a part of the figure."""
        return self.asked.scope is None and not {TEAM.key, SERVICE.key} & set(dict(self.asked.part))

    @property
    def whole_url(self) -> str:
        return self.asked.url(scope=None, **dict.fromkeys(dict(self.asked.part)))

    @property
    def crumbs(self) -> list[dict[str, str]]:
        """The way back from a part to the whole figure."""
        return [{"label": self.figure.label, "url": self.whole_url}] if self.names else []

    @property
    def part(self) -> str:
        """'Level: Newly qualified; Team: Intake'."""
        label = {each.key: each.label for each in self.figure.dimensions}
        return "; ".join(f"{label[key]}: {self.value_label(key, code)}" for key, code in self.asked.part)

    def place_label(self, dimension: str, code: str) -> str:
        """With what became of a team or service by then: 'Duty (merged into Intake)'."""
        span = self.places.spans.get((dimension, code))
        return self.value_label(dimension, code) + (span.note(self.asked.at) if span else "")


def context(page: Page) -> dict[str, Any]:
    asked, figure = page.asked, page.figure
    common = {
        "figure": figure,
        "title": page.title,
        "crumbs": page.crumbs,
        "caption": caption(page),
        "filters": choices(page),
        "errors": [{"href": f"#filter-{name}", "text": text} for name, text in asked.errors.items()],
        "what": what_it_is(page),
        "field": field_of(figure.key),
    }
    if asked.month is None:
        sources = [source.label for source in figure.sources]
        return common | {"empty": f"The figure appears when a month of these is loaded: {'; '.join(sources)}."}
    try:
        readings = page.readings(page.months())
    except NotShown as refusal:
        return common | {"refused": str(refusal), "whole_url": page.whole_url}
    if not readings:  # rows without the value that was asked for
        return common | {"empty": "Nothing was recorded for this part in these months."}
    if figure.whole_by and figure.whole_by not in dict(asked.part):
        return common | whole_of(page, readings[-1])
    return common | filled(page, readings)


def whole_of(page: Page, now: Reading) -> dict[str, Any]:
    """Of a figure that says nothing without a part: which to choose, and its parts."""
    label = page.figure.dimension(page.figure.whole_by).label.lower()
    return {
        "choose": f"Choose one {label} below. For all of them together this share is always 100%.",
        **counted_from(page.figure, now),
        **broken_down(page),
    }


def filled(page: Page, readings: list[Reading]) -> dict[str, Any]:
    asked, figure, now = page.asked, page.figure, readings[-1]
    points = from_first_known([Point(each.month, each.value, each.suppressed) for each in readings])
    unit = "%" if figure.unit.name == "%" else ""
    starts = [i for i, point in enumerate(points) if any(v.holds_from == point.month for v in figure.later_versions)]
    recorded = [each for each in readings if each.month >= min(recorded_from(page), asked.at)]
    listed = recorded if page.all_months else recorded[-LISTED:]
    aimed = target(page)
    return {
        "reading": headline(page, now),
        "before": before(readings),
        "aim": " ".join(filter(None, (over(page, now), aim(figure, now, aimed)))),
        **counted_from(figure, now),
        **charted(
            figure.label,
            unit,
            points,
            flows=figure.flows,
            rebase_at=starts,
            target=float(aimed) if aimed is not None else None,
            better=DIRECTION.get(figure.better),
            part=", ".join(page.names),
            lines=lines(page, [point.month for point in points]),
        ),
        "history": history(figure, listed) | {"note": recorded_note(page, readings[0].month)},
        "history_caption": f"{'All' if page.all_months else 'Last'} {len(listed)} months",
        "all_months_url": "" if page.all_months or len(recorded) <= LISTED else asked.url(months="all"),
        "download_url": reverse("figures:months", args=[figure.key]) + asked.query(),
        **broken_down(page),
        "records": records.preview(page, now),
    }


def recorded_from(page: Page) -> date:
    """The month from which all values of the part that was asked for are recorded."""
    chosen = dict(page.asked.part)
    starts = [
        value.holds_from
        for dimension in page.figure.dimensions
        if dimension.key in chosen
        for value in page.reader.values(dimension, None)
        if value.code == chosen[dimension.key] and value.holds_from
    ]
    return max(starts, default=date.min)


def recorded_note(page: Page, first: date) -> str:
    """'Recorded from July 2020.', where the page would go back further."""
    starts = recorded_from(page)
    return f"Recorded from {months.name(starts)}." if starts > first else ""


def counted_from(figure: Figure, reading: Reading) -> dict[str, Any]:
    """The files, their kinds by name; whether all were made up, which is then said once."""
    if not reading.loads:
        return {"loads": []}
    names = listing.source_labels()
    loads = [
        {**load, "source": names.get(load["source"], load["source"])} for load in figure.sources[0].loads(reading.loads)
    ]
    return {"loads": loads, "all_generated": all(load["generated"] for load in loads)}


def caption(page: Page) -> str:
    month = [months.name(page.asked.month)] if page.asked.month else []
    where = [WHOLE.lower()] if page.is_everywhere else []
    return ", ".join([f"{field_of(page.figure.key)} figure", *month, *where])


def headline(page: Page, reading: Reading) -> dict[str, Any]:
    figure, asked = page.figure, page.asked
    told = reading.counted is not None and not reading.suppressed
    links = told and page.may_see_records
    return {
        "value": shown(reading),
        "counted": side(reading.counted) if told and (figure.of or links) else "",
        "of": side(reading.of) if told and figure.of else "",
        "counted_label": lower_first(figure.counted_label),
        "of_label": figure.of_label,
        "counted_url": asked.records_url("counted") if links else "",
        "of_url": asked.records_url("of") if links and figure.of else "",
        "as_at": months.day(reading.as_at) if reading.as_at else "",
        "better": f"{figure.better.words}.",
    }


def lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def before(readings: Sequence[Reading]) -> str:
    """'September 2020: 55.2% (1,212 of 2,195).'"""
    if len(readings) < 2:
        return ""
    last = readings[-2]
    sides = f" ({side(last.counted)} of {side(last.of)})" if last.of is not None and not last.suppressed else ""
    return f"{months.name(last.month)}: {shown(last)}{sides}."


def history(figure: Figure, readings: Sequence[Reading]) -> dict[str, Any]:
    """Newest month first."""
    columns = ["Month", "Counted", "Of", "Value"] if figure.of else ["Month", figure.label]
    rows = [
        [months.short(reading.month), *sides, shown(reading)]
        for reading, sides in zip(readings, sides_of(figure, readings), strict=True)
    ]
    return {"columns": columns, "rows": rows[::-1], "note": ""}


def choices(page: Page) -> Filters:
    asked = page.asked
    spanned = months.since(asked.first, asked.last) if asked.first and asked.last else []
    fields = [
        Filter(
            "month",
            "Month",
            [(months.code(month), months.name(month)) for month in reversed(spanned)],
            months.code(asked.month) if asked.month else "",
            asked.errors.get("month", ""),
        ),
        Filter(
            "scope",
            "For",
            [("", WHOLE), *((place.slug, scope_label(page, place)) for place in scopes(page))],
            asked.scope.slug if asked.scope else "",
            asked.errors.get("scope", ""),
        ),
    ]
    if options := page.breakdown_options:
        fields.append(Filter("by", "Broken down by", options, ",".join(asked.by), asked.errors.get("by", "")))
    action = reverse("figures:figure", args=[page.figure.key])
    return Filters(fields, asked.part, action)


def scopes(page: Page) -> list[Scope]:
    """The parts of the council for which every term of the figure is counted, and that were there in a month that it
    counts; and the one that was asked for."""
    kinds = {"service": page.places.services, "team": page.places.teams}
    terms, asked = page.figure.terms, page.asked
    counted = [place for kind, all_ in kinds.items() if all(kind in term.paths for term in terms) for place in all_]
    if asked.month is None:
        return counted
    first = months.add(asked.month, 1 - max(term.window for term in terms))
    return [
        place
        for place in counted
        if place == asked.scope or page.places.spans[place.kind, place.slug].meets(first, asked.month)
    ]


def scope_label(page: Page, place: Scope) -> str:
    """'Duty (merged into Intake)'."""
    month = page.asked.month
    return place.label + (page.places.spans[place.kind, place.slug].note(month) if month else "")


def broken_down(page: Page) -> dict[str, Any]:
    """The table that was asked for, and the others there are."""
    asked, month = page.asked, page.asked.at
    if not asked.by:
        return {}
    others = [
        {"label": label, "url": asked.url(by=key)} for key, label in page.breakdown_options if key != ",".join(asked.by)
    ]
    try:
        readings = page.readings([month], asked.by)
    except NotShown as refusal:
        return {"refusal": str(refusal), "other_breakdowns": others}
    make = breakdowns.crossed if len(asked.by) == 2 else breakdowns.simple
    return {"breakdown": make(page, asked.by, readings), "other_breakdowns": others}


def what_it_is(page: Page) -> list[tuple[str, str]]:
    """Term and text; what is empty is left out."""
    figure, month = page.figure, page.asked.month or page.today.replace(day=1)
    version = figure.version(month)
    rows = [
        ("Definition", version.definition),
        ("Version", version_words(version)),
        ("Counted", figure.counted_label),
        ("Of", figure.of_label),
        ("Better", figure.better.words),
        ("Small numbers", figure.small_numbers.sentence),
        ("Source", "; ".join(source.label for source in figure.sources)),
        ("Defined by", figure.origin),
        ("Thresholds", "\n".join(thresholds(page, Kind.THRESHOLD))),
        ("Targets", "\n".join(thresholds(page, Kind.TARGET))),
        ("Published elsewhere", "\n".join(benchmarks(page))),
    ]
    return [(term, text) for term, text in rows if text]


def version_words(version: Version) -> str:
    since = f", from {months.name(version.holds_from)}" if version.holds_from else ", from the first month"
    return f"{version.number}{since}"


def thresholds(page: Page, kind: Kind) -> list[str]:
    """'Over 15.0% from January 2020 (replaced from June 2020): a sign that …', in the month that was asked for."""
    over = "Over " if kind is Kind.THRESHOLD else ""
    month = page.asked.month or page.today.replace(day=1)
    rows = [row for row in page.held_against if row.kind == kind]
    return [
        f"{over}{written(row.value, page.figure.unit)} {since(row, after, month)}: {row.meaning}"
        for row, after in zip_longest(rows, rows[1:])
    ]


def since(row: Threshold, after: Threshold | None, month: date) -> str:
    """From when it holds, and whether it does in the month: 'from January 2021 (to come)'."""
    words = f"from {months.name(row.holds_from)}"
    if row.holds_from > month:
        return f"{words} (to come)"
    replaced = after is not None and after.holds_from <= month
    return f"{words} (replaced from {months.name(after.holds_from)})" if after and replaced else words


def held(page: Page, kind: Kind, month: date) -> Threshold | None:
    """What holds in the month. A number of the whole council is nothing to hold a part of it against; a rate is."""
    if page.names and not page.figure.of:
        return None
    rows = [row for row in page.held_against if row.kind == kind and row.holds_from <= month]
    return rows[-1] if rows else None


def target(page: Page) -> Decimal | None:
    """What is aimed at in the month that was asked for."""
    row = held(page, Kind.TARGET, page.asked.at)
    return row.value if row else None


def lines(page: Page, drawn: Sequence[date]) -> list[Line]:
    """The threshold and the target that hold in the month that was asked for, and what held in the months before."""
    found: list[Line] = []
    for kind in Kind:
        if held(page, kind, page.asked.at):
            rows = [held(page, kind, month) for month in drawn]
            found.append((kind.label.lower(), [float(row.value) if row else None for row in rows]))
    return found


def over(page: Page, reading: Reading) -> str:
    """'26.1% is over the threshold of 15.0%: a sign that recruitment does not keep up.'"""
    row = held(page, Kind.THRESHOLD, reading.month)
    if row is None or reading.exact is None:
        return ""
    limit = written(row.value, page.figure.unit)
    if reading.exact > Fraction(row.value):
        return f"{shown(reading)} is over the threshold of {limit}: {row.meaning}."
    return f"{shown(reading)} is not over the threshold of {limit}."


def aim(figure: Figure, reading: Reading, aimed: Decimal | None) -> str:
    """'The target is 20.0%, and 26.1% does not meet it.'"""
    if aimed is None:
        return ""
    says = f"The target is {written(aimed, figure.unit)}"
    if reading.exact is None or figure.better is Better.NEITHER:
        return f"{says}."
    met = reading.exact >= Fraction(aimed) if figure.better is Better.HIGHER else reading.exact <= Fraction(aimed)
    return f"{says}, and {shown(reading)} {'meets' if met else 'does not meet'} it."


def benchmarks(page: Page) -> list[str]:
    """The newest reference date of what is out by today."""
    rows = list(Benchmark.objects.visible_to(page.user).published_by(page.today).of([page.figure.key]))
    newest = max((row.reference_date for row in rows), default=None)
    return [
        f"{row.area}, {months.day(row.reference_date)}: {written(row.value, page.figure.unit)} "
        f"(edition {row.edition}, published {months.day(row.published_on)})"
        for row in rows
        if row.reference_date == newest
    ]
