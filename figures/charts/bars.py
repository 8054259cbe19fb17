"""Horizontal bars, one or two series: this month, and a thinner one before it."""

from collections.abc import Sequence
from typing import Any

from figures.charts import axes
from figures.charts.drawing import (
    MAIN,
    MID,
    MUTED,
    NARROW,
    PAPER,
    SIDE,
    WIDE_ONLY,
    WIDTH,
    Drawing,
    line,
    rect,
    text,
    width,
    wrap,
)
from figures.charts.labels import legend

BAR, THIN = 12, 5


def draw(spec: dict[str, Any]) -> Drawing:
    """Labels stand above their bars, so that long ones and a phone's larger text have the whole width."""
    series, unit = spec["series"], spec.get("unit") or ""
    key = draw_legend(series)
    texts = [value_texts(spec, k, unit) for k in range(len(series))]
    longest = bar_room(series, texts)
    parts, y = list(key.parts), key.height + 4
    for i, label in enumerate(spec["labels"]):
        strong = i in (spec.get("emphasis") or [])
        for row in wrap(str(label), WIDTH - 4, NARROW, strong):
            parts.append(text(0, y + 11, row, weight=700 if strong else 400))
            y += 15
        for k, one in enumerate(series):
            parts += draw_bar(y, length(one["y"][i], longest), texts[k][i], first=k == 0, strong=strong)
            y += BAR + 3 if k == 0 else THIN + 5
        y += 8
    if not spec["labels"]:
        parts.append(text(0, y + 11, "No data", fill=MUTED))
        y += 16
    return Drawing(y, parts)


def draw_legend(series: Sequence[dict[str, Any]]) -> Drawing:
    marks = (rect(-6, -4.5, 12, 9, MAIN), rect(-6, -2.5, 12, 5, PAPER, stroke=MUTED))
    return legend([(mark, str(one["name"])) for mark, one in zip(marks, series, strict=False) if one.get("name")], 0)


def value_texts(spec: dict[str, Any], k: int, unit: str) -> list[tuple[str, str]]:
    """Each value and, for the first series, its share."""
    shares = (spec.get("share") or []) if k == 0 else []
    texts = []
    for i, value in enumerate(spec["series"][k]["y"]):
        share = f" ({shares[i]})" if i < len(shares) and shares[i] else ""
        texts.append(("No data" if value is None else axes.number(value, unit), share if value is not None else ""))
    return texts


def bar_room(series: Sequence[dict[str, Any]], texts: Sequence[list[tuple[str, str]]]) -> float:
    """Units for each one counted: the longest bar still leaves room for the widest text."""
    shown = [text for column in texts for text in column]
    need = max((max(width(v, NARROW, bold=True), width(v + share, MID, bold=True)) for v, share in shown), default=0)
    top = max((v for one in series for v in one["y"] if v is not None), default=0)
    return max(WIDTH - need - 10, 40) / top if top > 0 else 0


def length(value: float | None, unit: float) -> float:
    return max(value or 0, 0) * unit


def draw_bar(y: float, long: float, shown: tuple[str, str], *, first: bool, strong: bool) -> list[str]:
    value, share = shown
    edge = line(0.4, y - 1, 0.4, y + (BAR if first else THIN) + 1, stroke=MUTED)
    if first:
        bar = rect(0, y, long, BAR, MAIN if strong else SIDE)
        return [bar, edge, text(long + 5, y + 9.5, value, tail=share, weight=700 if strong else 400)]
    bar = rect(0.45, y, long, THIN, PAPER, stroke=MUTED) if long else ""
    return [bar, edge, text(long + 5, y + 6, value, size=8.5, fill=MUTED, only=WIDE_ONLY)]
