"""A few points of a few series, such as yearly rates of the council, its region and England."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from figures.charts import axes
from figures.charts.drawing import (
    ALARM,
    INK,
    MAIN,
    MUTED,
    NARROW,
    WIDTH,
    Drawing,
    diamond,
    dot,
    line,
    polyline,
    square,
    text,
    width,
)
from figures.charts.labels import legend, spread, under

HEIGHT = 140


class Look(NamedTuple):
    """Series differ in mark and dash, not in colour alone."""

    colour: str
    dash: str
    thick: float
    mark: Callable[[float, float], str]


LOOKS = (
    Look(MAIN, "", 2, lambda x, y: dot(x, y, 2.8)),
    Look(MUTED, "5 3", 1.4, lambda x, y: square(x, y, 2.6, MUTED)),
    Look(INK, "1.5 2.5", 1.4, lambda x, y: diamond(x, y, 3.8, INK)),
    Look(MUTED, "8 3 2 3", 1.4, lambda x, y: dot(x, y, 2.4, MUTED)),
)


def draw(spec: dict[str, Any]) -> Drawing:
    series, unit = spec["series"], spec.get("unit") or ""
    threshold = spec.get("threshold")
    key = draw_legend(series, threshold, unit)
    known = [v for one in series for v in one["y"] if v is not None]
    heights = known + ([threshold["value"]] if threshold else [])
    top = key.height + 12
    scale = axes.scale(heights, unit, top, top + HEIGHT, whole=all(v == int(v) for v in known))
    left = max(scale.gutter(), 32)
    right = WIDTH - 12 - max((width(axes.number(v, unit), NARROW, bold=True) for v in heights), default=12)
    xs = places(len(spec["x"]), left, right)
    parts = key.parts + scale.draw(left, right) + under(spec["x"], xs, scale.bottom)
    if threshold:
        parts.append(
            line(left, scale.at(threshold["value"]), right, scale.at(threshold["value"]), stroke=ALARM, dash="4 2")
        )
    for k in reversed(range(len(series))):
        parts += draw_series(series[k]["y"], LOOKS[k % len(LOOKS)], xs, scale)
    parts += last_values(series, right, scale)
    if not known:
        parts.append(
            text((left + right) / 2, top + HEIGHT / 2, "No data", anchor="middle", size=11, fill=MUTED, halo=True)
        )
    return Drawing(scale.bottom + 24, parts)


def draw_legend(series: Sequence[dict[str, Any]], threshold: dict[str, Any] | None, unit: str) -> Drawing:
    entries = []
    for k, one in enumerate(series):
        look = LOOKS[k % len(LOOKS)]
        mark = line(-8, 0, 8, 0, stroke=look.colour, thick=look.thick, dash=look.dash) + look.mark(0, 0)
        entries.append((mark, str(one["name"])))
    if threshold:
        name = f"{axes.number(threshold['value'], unit)}: {threshold['label']}"
        entries.append((line(-8, 0, 8, 0, stroke=ALARM, dash="4 2"), name))
    return legend(entries, 0)


def places(count: int, left: float, right: float) -> list[float]:
    """Where each point stands across: one in the middle, two or more between the edges."""
    first, last = left + 16, right - 16
    return [(first + last) / 2] if count == 1 else [first + (last - first) * i / (count - 1) for i in range(count)]


def draw_series(y: Sequence[float | None], look: Look, xs: Sequence[float], scale: axes.Scale) -> list[str]:
    parts, run = [], []
    points = [None if v is None else (x, scale.at(v)) for x, v in zip(xs, y, strict=True)]
    for point in [*points, None]:
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            parts.append(polyline(run, stroke=look.colour, thick=look.thick, dash=look.dash))
        parts += [look.mark(*at) for at in run]
        run = []
    return parts


def last_values(series: Sequence[dict[str, Any]], right: float, scale: axes.Scale) -> list[str]:
    """The last value of each series, beside the plot; equal ones are written once."""
    lasts: dict[str, tuple[int, float]] = {}
    for k, one in enumerate(series):
        if one["y"] and one["y"][-1] is not None:
            lasts.setdefault(axes.number(one["y"][-1], scale.unit), (k, scale.at(one["y"][-1]) + 3))
    spots = spread([y for _, y in lasts.values()], 15, scale.top + 3, scale.bottom + 3)
    return [
        text(right + 5, y, value, weight=700 if k == 0 else 400, fill=INK if k == 0 else MUTED)
        for y, (value, (k, _)) in zip(spots, lasts.items(), strict=True)
    ]
