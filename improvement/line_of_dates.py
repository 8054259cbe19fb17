"""One action's dates on a line of months, drawn on the server: original, agreed, forecast, today. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

from figures import months
from figures.charts.drawing import INK, MUTED, WIDE_ONLY, num, text, width

WIDE, HIGH, EDGE, AXIS = 760, 100, 20, 66
SIZE = 13
MOST_TICKS = 10
BRAND, LATE, OPEN = "#00594f", "#b9212b", "#ffffff"
LEVELS = (48, 31, 14)  # baselines of labels, lowest first


@dataclass(frozen=True)
class Mark:
    day: date
    label: str
    stroke: str
    fill: str


def line_of_dates(original: date, agreed: date, forecast: date | None, completed: date | None, today: date) -> str:
    """SVG with a title that says the same in words. What coincides is one mark with both names."""
    marks = marks_of(original, agreed, forecast, completed, today)
    first = months.add(min(mark.day for mark in marks).replace(day=1), -1)
    last = months.add(max(mark.day for mark in marks).replace(day=1), 2)
    scale = Scale(first, last)
    parts = [*axis(scale), *stretch(scale, original, agreed, completed or today), *labelled(scale, marks)]
    said = ", ".join(f"{mark.label.lower()} {months.day(mark.day)}" for mark in marks)
    title = escape(f"{said[:1].upper()}{said[1:]}. The same dates are in the list above.")
    return (
        f'<svg viewBox="0 0 {WIDE} {HIGH}" role="img" aria-labelledby="line-of-dates"><title id="line-of-dates">{title}'
        f"</title>{''.join(parts)}</svg>"
    )


@dataclass(frozen=True)
class Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        return EDGE + (day - self.first).days / (self.last - self.first).days * (WIDE - 2 * EDGE)


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
    every = months.since(scale.first, scale.last)
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if len(every) / step <= MOST_TICKS)
    parts = [f'<path d="M{EDGE} {AXIS}H{WIDE - EDGE}" stroke="{MUTED}"/>']
    for n, month in enumerate(every):
        if n % step:
            continue
        x = num(scale.x(month))
        parts.append(f'<path d="M{x} {AXIS}v8" stroke="{MUTED}"/>')
        if month != scale.last:
            only = WIDE_ONLY if (n // step) % 2 else ""
            parts.append(text(scale.x(month) + 3, AXIS + 22, months.short(month), size=SIZE, fill=MUTED, only=only))
    return parts


def stretch(scale: Scale, original: date, agreed: date, until: date) -> list[str]:
    """By how much the date has moved, and by how much it has passed."""
    parts = []
    for start, end, stroke in ((original, agreed, BRAND), (agreed, until, LATE)):
        if end > start:
            ends = f"M{num(scale.x(start))} {AXIS}H{num(scale.x(end))}"
            parts.append(f'<path d="{ends}" stroke="{stroke}" stroke-width="5"/>')
    return parts


def labelled(scale: Scale, marks: list[Mark]) -> list[str]:
    """Each label on the lowest level where it touches no other."""
    parts, taken = [], [0.0] * len(LEVELS)
    for mark in marks:
        x = scale.x(mark.day)
        words = f"{mark.label} {months.short_day(mark.day)}"
        room = width(words, SIZE, bold=True)
        left = min(max(x - room / 2, 0), WIDE - room)
        level = next((n for n, end in enumerate(taken) if left > end), len(LEVELS) - 1)
        taken[level] = left + room + 8
        parts += [
            f'<path d="M{num(x)} {LEVELS[level] + 4}V{AXIS}" stroke="{mark.stroke}"/>',
            f'<circle cx="{num(x)}" cy="{AXIS}" r="6" fill="{mark.fill}" stroke="{mark.stroke}" stroke-width="2"/>',
            text(
                left, LEVELS[level], words, size=SIZE, weight=700, fill=mark.stroke, only="app-chart__wide", halo=True
            ),
        ]
    return parts
