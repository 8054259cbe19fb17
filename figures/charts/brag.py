"""Stacked bars of actions by state: told apart by word first, by lightness second, by hue last."""

from collections.abc import Sequence
from typing import Any

from figures.charts.drawing import (
    INK,
    MID,
    MUTED,
    NARROW,
    PAPER,
    WIDE_ONLY,
    WIDTH,
    Drawing,
    rect,
    shorten,
    text,
    width,
)
from figures.charts.labels import legend

STATES = {  # fill, edge, text
    "Red": ("#a3111f", "#a3111f", PAPER),
    "Amber": ("#f7c65b", "#8a5a00", INK),
    "Green": ("#dcefe2", "#00602f", INK),
    "Blue": ("#1d4f91", "#1d4f91", PAPER),
    "Grey": (PAPER, "#4a5257", INK),
}
BAR, LEAST = 22, 7  # height of a bar; width below which a single action would not be seen


def draw(spec: dict[str, Any]) -> Drawing:
    parts, y = [], 0.0
    for k, row in enumerate(spec["rows"]):
        label = shorten(str(row["label"]), WIDTH, NARROW, bold=k == 0)
        parts.append(text(0, y + 12, label, size=9.5, weight=700 if k == 0 else 400))
        parts += draw_row(y + 17, row["values"])
        y += 17 + BAR + 6
    key = legend([(swatch(state), state) for state in STATES], y)
    return Drawing(y + key.height, parts + key.parts)


def swatch(state: str) -> str:
    fill, edge, _ = STATES[state]
    return rect(-4, -4, 8, 8, fill, stroke=edge, dash=dash(state))


def dash(state: str) -> str:
    return "2 2" if state == "Grey" else ""


def draw_row(y: float, values: Sequence[Sequence[Any]]) -> list[str]:
    shown = [(state, count) for state, count in values if count]
    if not shown:
        return [
            rect(0.5, y, WIDTH - 1, BAR, PAPER, stroke=MUTED, dash="2 2"),
            text(8, y + 14.5, "No actions", fill=MUTED),
        ]
    parts, x = [], 0.0
    for (state, count), wide in zip(shown, widths([count for _, count in shown]), strict=True):
        fill, edge, ink = STATES[state]
        parts.append(rect(x + 0.8, y, wide - 1.6, BAR, fill, stroke=edge, dash=dash(state)))
        parts += segment_text(x + wide / 2, y + 14.5, state, count, wide - 4, ink)
        x += wide
    return parts


def widths(counts: Sequence[int]) -> list[float]:
    """In proportion, save that none is too narrow to be seen."""
    share = WIDTH / sum(counts)
    small = [count for count in counts if count * share < LEAST]
    rest = sum(counts) - sum(small)
    unit = (WIDTH - LEAST * len(small)) / rest if rest else share
    return [LEAST if count * share < LEAST else count * unit for count in counts]


def segment_text(x: float, y: float, state: str, count: int, room: float, ink: str) -> list[str]:
    """The word and its number where both fit, else the number, else neither: the description has them all."""
    number = f"{count:,}"
    if width(number, 9.5, bold=True) > room + 3:
        return []
    only = "" if width(number, NARROW, bold=True) <= room + 3 else WIDE_ONLY
    lead = f"{state} " if width(f"{state} {number}", MID, bold=True) <= room else ""
    return [text(x, y, number, anchor="middle", size=9.5, weight=700, fill=ink, lead=lead, only=only)]
