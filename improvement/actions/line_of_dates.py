"""One action's dates on a line of months, drawn on the server: original, agreed, forecast, today. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

from figures import months
from figures.charts.drawing import INK, MUTED, WIDE_ONLY, num, text, ticks, width

WIDE, HIGH, EDGE, AXIS = 760, 124, 20, 83
SIZE, NARROW = 13, 30  # of text on a wide page, and what app.css makes of it on a phone
MOST_TICKS = 10
BRAND, LATE, OPEN = "#00594f", "#b9212b", "#ffffff"
LEVELS = (65, 48, 31, 14)  # baselines of labels, lowest first: one for each mark that there can be
GAP = 8


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


def line_of_dates(original: date, agreed: date, forecast: date | None, completed: date | None, today: date) -> str:
    """SVG with a title that says the same in words. What coincides is one mark with both names."""
    marks = marks_of(original, agreed, forecast, completed, today)
    first = months.add(min(mark.day for mark in marks).replace(day=1), -1)
    last = months.add(max(mark.day for mark in marks).replace(day=1), 2)
    scale = scale_of(first, last, marks)
    levels = levels_of([(scale.x(mark.day), mark.room) for mark in marks])
    top = LEVELS[max(levels)] - SIZE
    parts = [*axis(scale), *stretch(scale, original, agreed, completed or today), *labelled(scale, marks, levels)]
    said = ", ".join(f"{mark.label.lower()} {months.day(mark.day)}" for mark in marks)
    title = escape(f"{said[:1].upper()}{said[1:]}. The same dates are in the list above.")
    return (
        f'<svg viewBox="0 {top} {WIDE} {HIGH - top}" role="img" aria-labelledby="line-of-dates">'
        f'<title id="line-of-dates">{title}</title>{"".join(parts)}</svg>'
    )


@dataclass(frozen=True)
class Scale:
    first: date
    last: date
    long: float = WIDE - 2 * EDGE

    def part(self, day: date) -> float:
        return (day - self.first).days / (self.last - self.first).days

    def x(self, day: date) -> float:
        return EDGE + self.part(day) * self.long


def scale_of(first: date, last: date, marks: list[Mark]) -> Scale:
    """As long as leaves each label room to the right of its mark."""
    whole = Scale(first, last)
    fits = [(WIDE - EDGE - 1 - mark.room) / whole.part(mark.day) for mark in marks]
    return Scale(first, last, min(whole.long, *fits))


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
    parts = [f'<path d="M{EDGE} {AXIS}H{num(scale.x(scale.last))}" stroke="{MUTED}"/>']
    end = end_on_phones = 0.0
    for month in ticks(months.since(scale.first, scale.last), MOST_TICKS):
        x, words = scale.x(month), months.short(month)
        parts.append(f'<path d="M{num(x)} {AXIS}v8" stroke="{MUTED}"/>')
        if x < end or x + width(words, SIZE) > WIDE:
            continue
        end = x + width(words, SIZE) + GAP
        fits_phones = x >= end_on_phones and x + width(words, NARROW) <= WIDE
        if fits_phones:
            end_on_phones = x + width(words, NARROW) + 2 * GAP
        only = "" if fits_phones else WIDE_ONLY
        parts.append(text(x, AXIS + 32, words, size=SIZE, fill=MUTED, only=only))
    return parts


def stretch(scale: Scale, original: date, agreed: date, until: date) -> list[str]:
    """By how much the date has moved, and by how much it has passed."""
    parts = []
    for start, end, stroke in ((original, agreed, BRAND), (agreed, until, LATE)):
        if end > start:
            ends = f"M{num(scale.x(start))} {AXIS}H{num(scale.x(end))}"
            parts.append(f'<path d="{ends}" stroke="{stroke}" stroke-width="5"/>')
    return parts


def levels_of(places: list[tuple[float, float]]) -> list[int]:
    """The lowest level for each label (x and room, from left to right) where it touches no other and lies over every
    guide line that it would else cross. A label begins at its mark, so only marks to the right can be under it."""
    levels: list[int] = []
    for n in range(len(places) - 1, -1, -1):
        x, room = places[n]
        later = zip(places[n + 1 :], levels, strict=True)
        levels.insert(0, max((level + 1 for (other, _), level in later if other < x + room + GAP), default=0))
    return levels


def labelled(scale: Scale, marks: list[Mark], levels: list[int]) -> list[str]:
    parts = []
    for mark, level in zip(marks, levels, strict=True):
        x = scale.x(mark.day)
        guide = f'<path class="app-line-guide" d="M{num(x)} {LEVELS[level] + 4}V{AXIS}" stroke="{mark.stroke}"/>'
        dot = f'<circle cx="{num(x)}" cy="{AXIS}" r="6" fill="{mark.fill}" stroke="{mark.stroke}" stroke-width="2"/>'
        words = text(
            x, LEVELS[level], mark.words, size=SIZE, weight=700, fill=mark.stroke, only="app-chart__wide", halo=True
        )
        parts += [guide, dot, words]
    return parts
