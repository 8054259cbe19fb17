"""What a control chart draws on: its scale, its room, and which levels are worth a line."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from figures.charts import axes
from figures.charts.drawing import MID, NARROW, WIDTH, width

HEIGHT = 158  # of the plot, between its headroom and its baseline
Level = Sequence[float | None]


class Plot(NamedTuple):
    labels: Sequence[str]
    y: Sequence[float | None]
    flags: Sequence[str | None]
    levels: list[tuple[str, Level]]  # name, value at each point
    scale: axes.Scale
    left: float
    right: float

    def x(self, i: int) -> float:
        first, last, count = self.left + 6, self.right - 6, len(self.y)
        return (first + last) / 2 if count < 2 else first + (last - first) * i / (count - 1)

    def gap(self) -> float:
        return self.x(1) - self.x(0) if len(self.y) > 1 else WIDTH

    def known(self) -> list[tuple[int, float]]:
        """Index and value of each point that has data."""
        return [(i, value) for i, value in enumerate(self.y) if value is not None]

    def points(self) -> list[tuple[int, float, float]]:
        """Index and place of each point that has data."""
        return [(i, self.x(i), self.scale.at(value)) for i, value in self.known()]


def lay_out(spec: dict[str, Any], top: float) -> Plot:
    y, unit = spec["y"], spec.get("unit") or ""
    levels = shown_levels(spec)
    known = [v for v in y if v is not None]
    heights = known + [v for _, level in levels for v in level if v is not None]
    whole = all(v == int(v) for v in known)
    scale = axes.scale(heights, unit, top, top + HEIGHT, whole=whole)
    right = WIDTH - gutter(heights, [name for name, _ in levels] + list(spec["x"][-1:]), unit)
    return Plot(spec["x"], y, spec.get("flags") or [None] * len(y), levels, scale, max(scale.gutter(), 32), right)


def gutter(heights: Sequence[float], names: Sequence[str], unit: str) -> float:
    """Room to the right of the plot for values with their names, or on a narrow page for larger values alone."""
    values = {axes.number(v, unit) for v in {*heights}}
    named = max((width(v, MID, bold=True) for v in values), default=0)
    named += max((width(f" {name}", MID, bold=True) for name in names), default=0)
    alone = max((width(v, NARROW, bold=True) for v in values), default=0)
    return max(24, alone, min(named, 165)) + 7


def shown_levels(spec: dict[str, Any]) -> list[tuple[str, Level]]:
    """Average and limits by name, then what the series is held against. A limit that no value can reach (below zero,
    above 100%) is not drawn, nor one that is the average itself because the series never moves."""
    y = spec["y"]
    known = [v for v in y if v is not None]
    held: list[tuple[str, Level]] = [(name, each(values, len(y))) for name, values in spec.get("lines") or [] if known]
    if not spec.get("limits", True) or not known:
        return held
    ceiling = 100 if spec.get("unit") == "%" and max(known) <= 100 else None
    levels: list[tuple[str, Level]] = []
    for name, key in (("upper limit", "high"), ("average", "mean"), ("lower limit", "low")):
        level = each(spec.get(key), len(y))
        kept = [v if reachable(v, min(known), ceiling) else None for v in level]
        if key != "mean" and kept == each(spec.get("mean"), len(y)):
            continue
        if any(v is not None for v in kept):
            levels.append((name, kept))
    return levels + held


def each(level: float | Sequence[float | None] | None, count: int) -> list[float | None]:
    """A level for each point, from one for all of them or a list with one for each."""
    return [level] * count if level is None or isinstance(level, (int, float)) else list(level)


def reachable(value: float | None, least: float, ceiling: float | None) -> bool:
    if value is None or (ceiling is not None and value > ceiling):
        return False
    return value >= 0 or least < 0
