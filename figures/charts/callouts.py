"""Words on a control chart: levels and last value beside it, values outside the limits, what began when."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from figures.charts import axes
from figures.charts.drawing import INK, MID, MUTED, NARROW, SIZE, WIDE_ONLY, WIDTH, line, shorten, text, width
from figures.charts.labels import Box, free, spread
from figures.charts.plot import Plot

MOST_ROWS = 4  # of names at the top
GAP = 6  # between two names of a row


def beside(plot: Plot) -> list[str]:
    """Average, limits and the last value, named to the right of the plot, moved apart where they are close."""
    entries = [(level[-1], name, MUTED, 400) for name, level in plot.levels if level[-1] is not None]
    entries += [(value, shorten(plot.labels[i], 90, SIZE), INK, 700) for i, value in plot.known()[-1:]]
    wanted = [plot.scale.at(value) + 3 for value, *_ in entries]
    places = spread(wanted, 15, plot.scale.top + 3, plot.scale.bottom + 3)
    x, unit = plot.right + 5, plot.scale.unit
    return [
        text(x, y, axes.number(value, unit), tail=f" {name}", fill=fill, weight=weight)
        for y, (value, name, fill, weight) in zip(places, entries, strict=True)
    ]


def outside_labels(plot: Plot, taken: Sequence[Box]) -> list[str]:
    """The value beside each diamond, where there is room: the table beside the chart has them all."""
    points = plot.points()
    kept_free = [*taken, *(Box(x - 4, y - 4, x + 4, y + 4) for _, x, y in points), *edges(points)]
    kept_free += [Box(plot.right, 0, WIDTH, plot.scale.bottom), *ticks(plot)]
    parts = []
    for (i, value), (_, x, y) in zip(plot.known()[:-1], points, strict=False):
        if plot.flags[i] == "outside":
            parts += point_label(plot, (x, y), axes.number(value, plot.scale.unit), f" in {plot.labels[i]}", kept_free)
    return parts


def point_label(plot: Plot, at: tuple[float, float], value: str, month: str, kept_free: list[Box]) -> list[str]:
    """The value with its month, else without, else nothing. What is placed is kept free from then on."""
    for tail in (month, ""):
        half = max(width(value, NARROW, bold=True), width(value + tail, MID, bold=True)) / 2
        box = free(around(*at, half), kept_free, top=0, bottom=plot.scale.bottom)
        if box:
            kept_free.append(box)
            middle = (box.left + box.right) / 2
            return [text(middle, box.bottom - 4, value, tail=tail, anchor="middle", weight=700, halo=True)]
    return []


def around(x: float, y: float, half: float) -> list[Box]:
    """Above, below, and both to either side of the point."""
    shifts = (0, half - 2, 2 - half)
    above = [Box(x - half + shift, y - 21, x + half + shift, y - 6) for shift in shifts]
    below = [Box(x - half + shift, y + 6, x + half + shift, y + 21) for shift in shifts]
    beside_it = [Box(x + 7, y - 8, x + 7 + 2 * half, y + 7), Box(x - 7 - 2 * half, y - 8, x - 7, y + 7)]
    return above + below + beside_it


def ticks(plot: Plot) -> list[Box]:
    """Where the labels of the scale stand."""
    left = plot.left - plot.scale.gutter()
    return [Box(left, plot.scale.at(tick) - 9, plot.left - 4, plot.scale.at(tick) + 6) for tick in plot.scale.ticks]


def edges(points: list[tuple[int, float, float]]) -> list[Box]:
    """The line between neighbours, as small boxes that a label must not cover."""
    boxes = []
    for (i, x1, y1), (j, x2, y2) in pairwise(points):
        if j == i + 1:
            for part in range(1, 6):
                x, y = x1 + (x2 - x1) * part / 6, y1 + (y2 - y1) * part / 6
                boxes.append(Box(x - 1, y - 1, x + 1, y + 1))
    return boxes


class Mark(NamedTuple):
    """What is named at the top: a dotted line, and the words to one side of it."""

    at: float
    x: float  # where the words begin or end
    shown: str  # empty: no room is left for them
    to_left: bool
    row: int

    @property
    def span(self) -> tuple[float, float]:
        """From end to end, with its line."""
        size = width(self.shown, MID)
        return (self.x - size, self.at) if self.to_left else (self.at, self.x + size)


def placed(plot: Plot, marks: Sequence[Sequence[Any]]) -> list[Mark]:
    """Each in the first row in which it meets no other. Where all rows are full, the latest keep their words: a page
    lists them all below the drawing."""
    found: list[Mark] = []
    for mark in reversed(marks):
        one = named(plot, mark)
        rows = (row for row in range(MOST_ROWS) if not any(meet(one, other) for other in found if other.row == row))
        row = next(rows, None)
        found.append(one._replace(row=row) if row is not None else one._replace(shown="", row=-1))
    return found[::-1]


def named(plot: Plot, mark: Sequence[Any]) -> Mark:
    """A mark is the point from which it is so, its words, and what stands before the month if that is not ' from'."""
    i, label, *others = mark
    at = plot.x(i) - plot.gap() / 2 if i else plot.left
    since = f"{others[0] if others else ' from'} {plot.labels[i]}"
    to_left = at - 4 >= WIDTH - at - 4 or width(label + since, MID) <= at - 4
    room = (at if to_left else WIDTH - at) - 4
    shown = shorten(shorten(label, room - width(since, MID), MID) + since, room, MID)
    return Mark(at, at - 4 if to_left else at + 4, shown, to_left, 0)


def meet(one: Mark, other: Mark) -> bool:
    (left, right), (other_left, other_right) = one.span, other.span
    return left - GAP < other_right and other_left - GAP < right


def draw_marks(plot: Plot, marks: Sequence[Mark]) -> tuple[list[str], list[Box]]:
    """A dotted line before the point from which something holds, named at the top."""
    parts, taken = [], []
    for mark in marks:
        y = 10 + 12 * max(mark.row, 0)
        top = y - 7 if mark.shown else plot.scale.top
        parts.append(line(mark.at, top, mark.at, plot.scale.bottom, stroke=MUTED, thick=0.9, dash="1 2.5"))
        taken.append(Box(mark.at - 1, y, mark.at + 1, plot.scale.bottom))
    for mark in marks:
        if mark.shown:
            y, anchor = 10 + 12 * mark.row, "end" if mark.to_left else "start"
            parts.append(text(mark.x, y, mark.shown, anchor=anchor, fill=MUTED, only=WIDE_ONLY, halo=True))
            left, right = mark.span
            taken.append(Box(left, y - 10, right, y + 3))
    return parts, taken
