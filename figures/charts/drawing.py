"""Primitives of a drawing: colours, marks, text, and how wide a text is."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import NamedTuple

WIDTH = 412
SIZE, MID, NARROW = 9, 11, 15  # text in print and on a wide page, and what app.css makes of it on narrower ones
INK, MUTED, RULE, MAIN, SIDE, ALARM, PAPER = "#0b0c0c", "#4a5257", "#dcdfe1", "#1b3a5c", "#8ea3b8", "#a3111f", "#ffffff"
NO_BREAK = "\u00a0"
NARROW_LETTERS = " .,:;'|!ijlftI()[]/-" + NO_BREAK
WIDE_ONLY, FULL_ONLY = "app-chart__wide", "app-chart__wide app-chart__mid"


class Drawing(NamedTuple):
    height: float
    parts: list[str]


def num(value: float) -> str:
    """At most two decimals, without a locale, and never '-0'."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def letter_width(letter: str) -> float:
    """In ems, after the wider of the two fonts that may be used (Arial)."""
    if letter in NARROW_LETTERS:
        return 0.31
    if letter in "mwMW%@…":
        return 0.88
    return 0.69 if letter.isupper() else 0.54


def width(text: str, size: float = SIZE, bold: bool = False) -> float:
    return sum(map(letter_width, text)) * size * (1.06 if bold else 1)


def shorten(text: str, room: float, size: float, bold: bool = False) -> str:
    if width(text, size, bold) <= room:
        return text
    while text and width(text + "…", size, bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Rows no wider than the room. A single word that is wider is cut, so that nothing leaves the drawing."""
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if width(longer, size, bold) <= room:
            rows[-1] = longer
        elif rows[-1]:
            rows.append(shorten(word, room, size, bold))
        else:
            rows[-1] = shorten(word, room, size, bold)
    return rows


def text(
    x: float,
    y: float,
    content: object,
    *,
    anchor: str = "start",
    size: float = SIZE,
    weight: int = 400,
    fill: str = INK,
    lead: str = "",
    tail: str = "",
    only: str = "",
    halo: bool = False,
) -> str:
    """`lead` and `tail` stand before and after the content where there is room; `only` is the class of a whole label
    that needs room. A halo keeps a label legible over a line."""
    shown = span(lead) + escape(str(content)) + span(tail)
    kept = f' class="{only}"' if only else ""
    edge = f' stroke="{PAPER}" stroke-width="2.5" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    return (
        f'<text x="{num(x)}" y="{num(y)}" text-anchor="{anchor}" font-size="{num(size)}" font-weight="{weight}" '
        f'fill="{fill}"{edge}{kept}>{shown}</text>'
    )


def ticks(every: Sequence[date], most: int) -> Sequence[date]:
    """Months by the smallest step that leaves no more than so many."""
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if len(every) / step <= most)
    return every[::step]


def span(content: str) -> str:
    """Its outer spaces are made such that no renderer drops them; Typst does drop plain ones."""
    kept = NO_BREAK * (content[:1] == " ") + content.strip(" ") + NO_BREAK * (content[-1:] == " ")
    return f'<tspan class="{WIDE_ONLY}">{escape(kept)}</tspan>' if content else ""


def line(x1: float, y1: float, x2: float, y2: float, *, stroke: str = RULE, thick: float = 0.75, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{num(x1)}" y1="{num(y1)}" x2="{num(x2)}" y2="{num(y2)}"'
    return f'<line {ends} stroke="{stroke}" stroke-width="{num(thick)}"{dashed}/>'


def rect(x: float, y: float, w: float, h: float, fill: str, *, stroke: str = "none", dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    size = f'x="{num(x)}" y="{num(y)}" width="{num(max(w, 0))}" height="{num(h)}"'
    return f'<rect {size} fill="{fill}" stroke="{stroke}" stroke-width="0.9"{dashed}/>'


def polyline(points: list[tuple[float, float]], *, stroke: str = MAIN, thick: float = 1.8, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    path = " ".join(f"{num(x)},{num(y)}" for x, y in points)
    return (
        f'<polyline fill="none" stroke="{stroke}" stroke-width="{num(thick)}" stroke-linejoin="round"{dashed} '
        f'points="{path}"/>'
    )


def dot(x: float, y: float, r: float = 2, fill: str = MAIN) -> str:
    return f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(r)}" fill="{fill}"/>'


def square(x: float, y: float, r: float = 3, stroke: str = MAIN) -> str:
    return (
        f'<rect x="{num(x - r)}" y="{num(y - r)}" width="{num(2 * r)}" height="{num(2 * r)}" '
        f'fill="{PAPER}" stroke="{stroke}" stroke-width="1.4"/>'
    )


def diamond(x: float, y: float, r: float = 4.6, fill: str = ALARM) -> str:
    corners = ((x, y - r), (x + r, y), (x, y + r), (x - r, y))
    points = " ".join(f"{num(a)},{num(b)}" for a, b in corners)
    return f'<polygon points="{points}" fill="{fill}" stroke="{PAPER}" stroke-width="0.8"/>'
