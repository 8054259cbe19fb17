"""One action's dates on a line of months, drawn on the server: original, agreed, forecast, today. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import combinations, product

from figures import months
from figures.charts.drawing import INK, MUTED, num, text, ticks, width

HIGH, AXIS, SIZE = 124, 83, 13
BRAND, LATE, OPEN = "#00594f", "#b9212b", "#ffffff"
LEVELS = (65, 48, 31, 14)  # baselines of labels, lowest first: one for each mark that there can be
GAP = 8


@dataclass(frozen=True)
class Paper:
    """What is drawn on: app.css shows one of the two."""

    css: str
    wide: float
    edge: float
    most_ticks: int


SCREEN, PHONE = Paper("app-line-wide", 760, 20, 10), Paper("app-line-phone", 320, 8, 4)


@dataclass(frozen=True)
class Mark:
    day: date
    label: str
    stroke: str
    fill: str

    @property
    def words(self) -> str:
        return f"{self.label} {months.short_day(self.day)}"

    @property
    def room(self) -> float:
        return width(self.words, SIZE, bold=True)


@dataclass(frozen=True)
class Place:
    """Of a label and of the mark that it belongs to."""

    x: float
    start: float
    end: float

    def touches(self, other: Place) -> bool:
        return self.start < other.end + GAP and other.start < self.end + GAP

    def covers(self, x: float) -> bool:
        return self.start < x < self.end + GAP


def line_of_dates(
    original: date, agreed: date, forecast: date | None, completed: date | None, today: date, paper: Paper = SCREEN
) -> str:
    """SVG with a title that says the same in words. What coincides is one mark with both names."""
    marks = marks_of(original, agreed, forecast, completed, today)
    first = months.add(min(mark.day for mark in marks).replace(day=1), -1)
    last = months.add(max(mark.day for mark in marks).replace(day=1), 2)
    scale = Scale(first, last, paper)
    places = [place_of(mark, scale) for mark in marks]
    levels = levels_of(places)
    top = LEVELS[max(levels)] - SIZE
    parts = [*axis(scale), *stretch(scale, original, agreed, completed or today), *labelled(marks, places, levels)]
    said = ", ".join(f"{mark.label.lower()} {months.day(mark.day)}" for mark in marks)
    title = escape(f"{said[:1].upper()}{said[1:]}. The same dates are in the list above.")
    return (
        f'<svg class="{paper.css}" viewBox="0 {top} {num(paper.wide)} {HIGH - top}" role="img" '
        f'aria-labelledby="{paper.css}"><title id="{paper.css}">{title}</title>{"".join(parts)}</svg>'
    )


@dataclass(frozen=True)
class Scale:
    first: date
    last: date
    paper: Paper

    def x(self, day: date) -> float:
        room = self.paper.wide - 2 * self.paper.edge
        return self.paper.edge + (day - self.first).days / (self.last - self.first).days * room


def place_of(mark: Mark, scale: Scale) -> Place:
    """A label begins at its mark, or as far before it as it needs to end on the paper."""
    x = scale.x(mark.day)
    start = min(x, scale.paper.wide - 1 - mark.room)
    return Place(x, start, start + mark.room)


def marks_of(original: date, agreed: date, forecast: date | None, completed: date | None, today: date) -> list[Mark]:
    named = [("Original", original, BRAND, BRAND), ("Agreed", agreed, BRAND, BRAND)]
    if completed:
        named.append(("Complete", completed, BRAND, OPEN))
    elif forecast and forecast != agreed:
        named.append(("Forecast", forecast, MUTED, OPEN))
    named.append(("Today", today, LATE if today > agreed and not completed else INK, INK))
    found: dict[date, Mark] = {}
    for label, day, stroke, fill in named:
        before = found.get(day)
        found[day] = Mark(day, f"{before.label} and {label.lower()}" if before else label, stroke, fill)
    return sorted(found.values(), key=lambda mark: mark.day)


def axis(scale: Scale) -> list[str]:
    parts = [f'<path d="M{num(scale.paper.edge)} {AXIS}H{num(scale.x(scale.last))}" stroke="{MUTED}"/>']
    end = 0.0
    for month in ticks(months.since(scale.first, scale.last), scale.paper.most_ticks):
        x, words = scale.x(month), months.short(month)
        parts.append(f'<path d="M{num(x)} {AXIS}v8" stroke="{MUTED}"/>')
        if x >= end and x + width(words, SIZE) <= scale.paper.wide:
            end = x + width(words, SIZE) + GAP
            parts.append(text(x, AXIS + 28, words, size=SIZE, fill=MUTED))
    return parts


def stretch(scale: Scale, original: date, agreed: date, until: date) -> list[str]:
    """By how much the date has moved, and by how much it has passed."""
    parts = []
    for start, end, stroke in ((original, agreed, BRAND), (agreed, until, LATE)):
        if end > start:
            ends = f"M{num(scale.x(start))} {AXIS}H{num(scale.x(end))}"
            parts.append(f'<path d="{ends}" stroke="{stroke}" stroke-width="5"/>')
    return parts


def levels_of(places: Sequence[Place]) -> tuple[int, ...]:
    """The lowest levels on which no label touches another and, if there are any such, none lies over the guide line of
    another."""
    every = product(range(len(places)), repeat=len(places))
    apart = (levels for levels in every if not any(touching(places, levels)))
    return min(apart, key=lambda levels: (sum(crossing(places, levels)), max(levels), sum(levels)))


def touching(places: Sequence[Place], levels: Sequence[int]) -> list[bool]:
    pairs = combinations(zip(places, levels, strict=True), 2)
    return [level == other_level and place.touches(other) for (place, level), (other, other_level) in pairs]


def crossing(places: Sequence[Place], levels: Sequence[int]) -> list[bool]:
    """A guide line runs from its label down to the axis, through what lies lower."""
    found = list(zip(places, levels, strict=True))
    return [lower < level and label.covers(place.x) for place, level in found for label, lower in found]


def labelled(marks: Sequence[Mark], places: Sequence[Place], levels: Sequence[int]) -> list[str]:
    """Words come last: their halo keeps them legible over whatever they cross."""
    guides, dots, words = [], [], []
    for mark, place, level in zip(marks, places, levels, strict=True):
        x, y = num(place.x), LEVELS[level]
        guides.append(f'<path class="app-line-guide" d="M{x} {y + 4}V{AXIS}" stroke="{mark.stroke}"/>')
        dots.append(f'<circle cx="{x}" cy="{AXIS}" r="6" fill="{mark.fill}" stroke="{mark.stroke}" stroke-width="2"/>')
        words.append(text(place.start, y, mark.words, size=SIZE, weight=700, fill=mark.stroke, halo=True))
    return [*guides, *dots, *words]
