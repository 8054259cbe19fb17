"""The timeline of a plan, drawn on the server: months across, a row an action, by area of focus. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from itertools import groupby

from figures import months
from figures.charts.drawing import INK, MUTED, PAPER, RULE, num, shorten, text, ticks, width, wrap
from figures.words import capital, count
from improvement.models.standing import Brag

TOP, AREA = 24, 52
SIZE, SMALL = 14, 13
CHIP = 56
BRAND, LATE, LINK = "#00594f", "#b9212b", "#1a65a6"
DARK_ON = {Brag.AMBER, Brag.GREY}  # what is written on these is dark


@dataclass(frozen=True)
class Paper:
    """What is drawn on: app.css shows one of the two."""

    css: str
    wide: float
    left: float  # room before the months
    right: float  # and after them
    row: float
    most_ticks: int
    names_above: bool  # the name of an action stands above its months, not before them


SCREEN = Paper("app-timeline__wide", 1000, 290, 64, 42, 9, names_above=False)
PHONE = Paper("app-timeline__phone", 360, 10, 16, 76, 5, names_above=True)


@dataclass(frozen=True)
class Step:
    due: date
    done: bool


@dataclass(frozen=True)
class Row:
    """One action."""

    area: str
    reference: str
    title: str
    url: str
    brag: Brag
    original: date | None
    agreed: date | None
    forecast: date | None = None
    completed: date | None = None
    steps: Sequence[Step] = ()

    @property
    def days(self) -> list[date]:
        known = (self.original, self.agreed, self.completed or self.forecast)
        return [*(day for day in known if day), *(step.due for step in self.steps)]


@dataclass(frozen=True)
class Scale:
    first: date
    last: date
    paper: Paper = SCREEN

    def x(self, day: date) -> float:
        room = self.paper.wide - self.paper.left - self.paper.right
        return self.paper.left + (day - self.first).days / (self.last - self.first).days * room

    @cached_property
    def ticks(self) -> Sequence[date]:
        return ticks(months.since(self.first, self.last), self.paper.most_ticks)


def scale_of(rows: Sequence[Row], today: date, paper: Paper = SCREEN) -> Scale:
    days = [today, *(day for row in rows for day in row.days)]
    return Scale(min(days).replace(day=1), months.add(max(days).replace(day=1), 1), paper)


def timeline(rows: Sequence[Row], today: date, paper: Paper = SCREEN) -> str:
    """SVG of rows that are in the order of their areas. Its links lead to the actions."""
    scale, parts, y = scale_of(rows, today, paper), [], float(TOP)
    for area, found in groupby(rows, key=lambda row: row.area):
        actions = list(found)
        bottom = y + AREA + paper.row * len(actions)
        parts += heading(scale, area, y, bottom)
        for n, row in enumerate(actions):
            parts += drawn(scale, row, y + AREA + paper.row * n, today)
        y = bottom + 14
    said = f"{capital(count(len(rows), 'action'))} from {months.name(scale.first)} to {months.name(scale.last)}"
    says = "Each row is an action with its original, agreed and forecast dates. The table below says the same in words."
    return (
        f'<svg class="{paper.css}" viewBox="0 0 {num(paper.wide)} {num(y)}" role="group" '
        f'aria-labelledby="{paper.css}-title" aria-describedby="{paper.css}-desc">'
        f'<title id="{paper.css}-title">Timeline: {escape(said)}</title>'
        f'<desc id="{paper.css}-desc">{says} Today is {months.day(today)}.</desc>'
        f"{''.join([*todays_line(scale, today, y), *parts])}</svg>"
    )


def todays_line(scale: Scale, today: date, bottom: float) -> list[str]:
    x = scale.x(today)
    words = f"Today {months.short_day(today)}"
    room = width(words, SIZE, bold=True)
    left = max(0, min(x - room / 2, scale.paper.wide - room))
    return [
        text(left, TOP - 8, words, size=SIZE, weight=700),
        today_through(x, TOP - 4, TOP if scale.paper.names_above else bottom),
    ]


def today_through(x: float, top: float, bottom: float) -> str:
    return f'<path d="M{num(x)} {num(top)}V{num(bottom)}" stroke="{INK}" stroke-width="1.5" stroke-dasharray="5 3"/>'


def heading(scale: Scale, area: str, y: float, bottom: float) -> list[str]:
    """The area of focus over the months, whose lines run down through its rows."""
    wide = scale.paper.wide
    parts = [text(0, y + 18, shorten(area, wide, 15, bold=True), size=15, weight=700, halo=True)]
    for month in scale.ticks:
        x = scale.x(month)
        parts.append(f'<path d="M{num(x)} {num(y + AREA - 6)}V{num(bottom)}" stroke="{RULE}"/>')
        if x + width(months.short(month), SMALL) <= wide:
            parts.append(text(x, y + AREA - 12, months.short(month), size=SMALL, fill=MUTED, halo=True))
    parts.append(f'<path d="M0 {num(y + AREA - 6)}H{num(wide)}" stroke="{MUTED}"/>')
    return parts


def drawn(scale: Scale, row: Row, top: float, today: date) -> list[str]:
    paper = scale.paper
    full = escape(f"{row.reference} {row.title}, {row.brag.label}")
    y = top + paper.row - 20 if paper.names_above else top + paper.row / 2
    named = top + 20 if paper.names_above else y
    return [
        f'<path d="M0 {num(top + paper.row)}H{num(paper.wide)}" stroke="{RULE}" stroke-width="0.75"/>',
        *([today_through(scale.x(today), top + 40, top + paper.row)] if paper.names_above else []),
        *chip(row.brag, named),
        f'<a href="{escape(row.url)}" aria-label="{full}"><title>{full}</title>{name(row, named, paper)}</a>',
        *stretches(scale, row, y, today),
        *(milestone(scale.x(step.due), y, step.done) for step in row.steps),
        *marks(scale, row, y),
        *beside(scale, row, y, today),
    ]


def drawn_days(row: Row, today: date) -> list[date]:
    """What is overdue, or has no date, reaches to today."""
    is_overdue = row.completed is None and (row.agreed is None or row.agreed < today)
    return [*row.days, today] if is_overdue else row.days


def beside(scale: Scale, row: Row, y: float, today: date) -> list[str]:
    """The reference after all that is drawn, where the name stands far from it; and that it has no date."""
    words = [] if scale.paper.names_above else [row.reference]
    said = ", ".join([*words, *([] if row.agreed else ["no date yet"])])
    if not said:
        return []
    x = max(map(scale.x, drawn_days(row, today))) + 11
    fits = x + width(said, SMALL) <= scale.paper.wide
    place = x if fits else scale.paper.wide - width(said, SMALL)
    return [text(place, y + 5, said, size=SMALL, fill=MUTED, halo=True)]


def name(row: Row, y: float, paper: Paper) -> str:
    """In two lines at most."""
    room = (paper.wide if paper.names_above else paper.left - 22) - CHIP - 8
    lines = wrap(f"{row.reference} {row.title}", room, SIZE)
    if len(lines) > 2:
        lines = [lines[0], shorten(" ".join(lines[1:]), room, SIZE)]
    first = y + 5 if len(lines) == 1 else y - 3
    return "".join(
        text(CHIP + 8, first + 16 * n, words, size=SIZE, fill=LINK, halo=True) for n, words in enumerate(lines)
    )


def chip(brag: Brag, y: float) -> list[str]:
    fill = INK if brag in DARK_ON else PAPER
    return [
        f'<rect class="app-fill-{brag.value}" x="0" y="{num(y - 10)}" width="{CHIP}" height="20" rx="2"/>',
        text(CHIP / 2, y + 5, brag.label, anchor="middle", size=SMALL, weight=700, fill=fill),
    ]


def stretches(scale: Scale, row: Row, y: float, today: date) -> list[str]:
    """By how much the date has moved; by how much it has passed; and how far after it the owner expects the end."""
    late_until = row.completed or today
    found = [
        (row.original, row.agreed, BRAND, "4", ""),
        (row.agreed, late_until, LATE, "4", ""),
        (row.agreed, row.forecast if not row.completed else None, MUTED, "2", ' stroke-dasharray="3 3"'),
    ]
    return [
        f'<path d="M{num(scale.x(start))} {num(y)}H{num(scale.x(end))}" stroke="{stroke}" stroke-width="{thick}"'
        f"{dash}/>"
        for start, end, stroke, thick, dash in found
        if start and end and end > start
    ]


def marks(scale: Scale, row: Row, y: float) -> list[str]:
    found = []
    if row.original:
        found.append(original_mark(scale.x(row.original), y))
    if row.agreed:
        found.append(agreed_mark(scale.x(row.agreed), y))
    if row.completed:
        found.append(complete_mark(scale.x(row.completed), y))
    elif row.forecast:
        found.append(forecast_mark(scale.x(row.forecast), y))
    return found


def original_mark(x: float, y: float) -> str:
    place = f'x="{num(x - 7)}" y="{num(y - 7)}"'
    return f'<rect {place} width="14" height="14" fill="{PAPER}" stroke="{BRAND}" stroke-width="2"/>'


def agreed_mark(x: float, y: float) -> str:
    return f'<circle cx="{num(x)}" cy="{num(y)}" r="4.5" fill="{BRAND}"/>'


def forecast_mark(x: float, y: float) -> str:
    """A ring: it leaves what lies under it in sight."""
    return f'<circle cx="{num(x)}" cy="{num(y)}" r="7.5" fill="none" stroke="{INK}" stroke-width="2"/>'


def complete_mark(x: float, y: float) -> str:
    return (
        f'<path d="M{num(x - 6)} {num(y)}l4.5 5.5l8 -11" fill="none" stroke="{PAPER}" stroke-width="6"/>'
        f'<path d="M{num(x - 6)} {num(y)}l4.5 5.5l8 -11" fill="none" stroke="{INK}" stroke-width="2.5"/>'
    )


def milestone(x: float, y: float, done: bool) -> str:
    """A small triangle under the line: filled where it is done."""
    fill = MUTED if done else PAPER
    return f'<path d="M{num(x)} {num(y + 3)}l5 9h-10z" fill="{fill}" stroke="{MUTED}" stroke-width="1.5"/>'


def key() -> list[tuple[str, str]]:
    """Each mark and what it means."""

    def mark(parts: str) -> str:
        return f'<svg viewBox="0 0 24 24" class="app-key" aria-hidden="true" focusable="false">{parts}</svg>'

    late = f'<path d="M2 12H22" stroke="{LATE}" stroke-width="4"/>'
    expected = f'<path d="M2 12H22" stroke="{MUTED}" stroke-width="2" stroke-dasharray="3 3"/>'
    return [
        (mark(original_mark(12, 12)), "original date"),
        (mark(agreed_mark(12, 12)), "agreed date"),
        (mark(original_mark(12, 12) + agreed_mark(12, 12)), "agreed as first set"),
        (mark(forecast_mark(12, 12)), "forecast"),
        (mark(complete_mark(12, 12)), "complete"),
        (mark(milestone(12, 6, False)), "milestone"),
        (mark(milestone(12, 6, True)), "milestone done"),
        (mark(late), "after the agreed date"),
        (mark(expected), "from agreed to forecast"),
    ]
