"""A control chart: a series by month, its average, its limits, and the points that chance does not explain."""

from itertools import groupby
from typing import Any

from figures.charts.callouts import beside, draw_marks, outside_labels, placed
from figures.charts.drawing import ALARM, MUTED, Drawing, diamond, dot, line, polyline, square, text
from figures.charts.labels import legend, under
from figures.charts.plot import Plot, lay_out

FLAGS = {"outside": "Outside the usual range", "pattern": "Part of a pattern"}

LEVELS = {"average": ("", MUTED), "upper limit": ("5 3", MUTED), "lower limit": ("5 3", MUTED)}  # dashes and colour
HOLE = 2  # between the levels of two phases, at least
HELD = ("1.5 2.5", ALARM)  # of a threshold or a target


def draw(spec: dict[str, Any]) -> Drawing:
    flagged = "outside" in (spec.get("flags") or [])
    marks = placed(lay_out(spec, top=0), spec.get("marks") or [])
    rows = 1 + max((mark.row for mark in marks), default=-1)
    plot = lay_out(spec, top=12 + 12 * rows + (16 if flagged else 0))
    words, taken = draw_marks(plot, marks)
    parts = (
        plot.scale.draw(plot.left, plot.right)
        + under(plot.labels, [plot.x(i) for i in range(len(plot.y))], plot.scale.bottom)
        + words
        + draw_levels(plot)
        + draw_series(plot)
    )
    parts += beside(plot) + outside_labels(plot, taken) + nothing(plot)
    key = draw_key(plot, plot.scale.bottom + 24)
    return Drawing(plot.scale.bottom + 24 + key.height, parts + key.parts)


def draw_levels(plot: Plot) -> list[str]:
    """A level is one line as long as it does not change, so that a new phase shows as a break and a step."""
    parts, half = [], min(plot.gap() / 2 - HOLE / 2, 6)
    for name, level in plot.levels:
        for value, run in groupby(range(len(level)), key=lambda i: level[i]):
            at = list(run)
            if value is None:
                continue
            start = plot.left if at[0] == 0 else plot.x(at[0]) - half
            end = plot.right if at[-1] == len(level) - 1 else plot.x(at[-1]) + half
            y, dash, stroke = plot.scale.at(value), *LEVELS.get(name, HELD)
            parts.append(line(start, y, end, y, stroke=stroke, thick=1.1, dash=dash))
    return parts


def draw_series(plot: Plot) -> list[str]:
    """A month without data leaves a gap in the line."""
    parts = [polyline(run) for run in runs(plot.points()) if len(run) > 1]
    size = min(1.0, max(plot.gap() / 9, 0.55))
    for i, x, y in plot.points():
        flag = plot.flags[i]
        if flag == "outside":
            parts.append(diamond(x, y, 4.6 * size))
        else:
            parts.append(square(x, y, 3 * size) if flag else dot(x, y, 2 * size))
    return parts


def runs(points: list[tuple[int, float, float]]) -> list[list[tuple[float, float]]]:
    """Places of the points, in stretches of months without a gap."""
    found: list[list[tuple[float, float]]] = []
    previous = None
    for i, x, y in points:
        if previous is None or i != previous + 1:
            found.append([])
        found[-1].append((x, y))
        previous = i
    return found


def nothing(plot: Plot) -> list[str]:
    if plot.points():
        return []
    middle = (plot.scale.top + plot.scale.bottom) / 2
    return [text((plot.left + plot.right) / 2, middle, "No data", anchor="middle", size=11, fill=MUTED, halo=True)]


def draw_key(plot: Plot, top: float) -> Drawing:
    seen = {plot.flags[i] for i, _, _ in plot.points()}
    entries = [(diamond(0, 0), FLAGS["outside"])] if "outside" in seen else []
    if seen - {"outside", None}:
        entries.append((square(0, 0), FLAGS["pattern"]))
    return legend(entries, top)
