"""Words on a control chart: levels and last value beside it, values outside the limits, what began when."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from figures.charts import axes
from figures.charts.drawing import INK, MID, MUTED, NARROW, SIZE, WIDE_ONLY, WIDTH, line, shorten, text, width
from figures.charts.labels import Box, free, spread
from figures.charts.plot import Plot


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


def draw_marks(plot: Plot, marks: Sequence[Sequence[Any]]) -> tuple[list[str], list[Box]]:
    """A dotted line before the point from which something holds, named at the top."""
    parts, taken = [], []
    for row, (i, label) in enumerate(marks):
        at = plot.x(i) - plot.gap() / 2 if i else plot.left
        since, y = f" from {plot.labels[i]}", 10 + 12 * row
        to_left = at - 4 >= WIDTH - at - 4 or width(label + since, MID) <= at - 4
        room = (at if to_left else WIDTH - at) - 4
        shown = shorten(shorten(label, room - width(since, MID), MID) + since, room, MID)
        x = at - 4 if to_left else at + 4
        parts.append(line(at, y - 7, at, plot.scale.bottom, stroke=MUTED, thick=0.9, dash="1 2.5"))
        parts.append(text(x, y, shown, anchor="end" if to_left else "start", fill=MUTED, only=WIDE_ONLY, halo=True))
        size = width(shown, MID)
        taken.append(Box(x - size if to_left else x, y - 10, x if to_left else x + size, y + 3))
        taken.append(Box(at - 1, y, at + 1, plot.scale.bottom))
    return parts, taken
