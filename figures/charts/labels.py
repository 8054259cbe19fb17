"""Where labels go, so that none covers another or leaves the drawing."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from figures.charts.drawing import (
    FULL_ONLY,
    MID,
    MUTED,
    NARROW,
    SIZE,
    WIDE_ONLY,
    WIDTH,
    Drawing,
    line,
    shorten,
    text,
    width,
)

STEPS = (1, 2, 3, 4, 6, 12, 24, 48, 96)


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, left: float, top: float, right: float, bottom: float) -> bool:
        return self.left >= left and self.right <= right and self.top >= top and self.bottom <= bottom


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions as near as can be to those wanted, at least `gap` apart, between low and high; order is kept.

    Pooled means: labels that would overlap move together, half up and half down.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    pools: list[list[float]] = []
    for place, i in enumerate(order):
        pools.append([wanted[i] - place * gap])
        while len(pools) > 1 and mean(pools[-2]) > mean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    base = [mean(pool) for pool in pools for _ in pool]
    limit = max(low, high - (len(order) - 1) * gap)
    placed = {i: min(max(base[k], low), limit) + k * gap for k, i in enumerate(order)}
    return [placed[i] for i in range(len(wanted))]


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def free(candidates: Iterable[Box], taken: Sequence[Box], *, top: float, bottom: float) -> Box | None:
    """The first candidate that lies inside the drawing and on nothing else."""
    for box in candidates:
        if box.within(0, top, WIDTH, bottom) and not any(box.meets(other) for other in taken):
            return box
    return None


def along(labels: Sequence[str], gap: float) -> list[tuple[int, str]]:
    """Which labels of an axis are shown, counted back from the last, and the class of those that need a wide page.

    `gap` is the distance between two neighbours. What remains on a narrower page is a part of what a wide one shows.
    """
    step = sparing(labels, gap, SIZE, 1)
    mid = sparing(labels, gap, MID, step)
    narrow = sparing(labels, gap, NARROW, mid)
    shown = []
    for i in range(len(labels)):
        back = len(labels) - 1 - i
        if back % step == 0:
            shown.append((i, "" if back % narrow == 0 else WIDE_ONLY if back % mid == 0 else FULL_ONLY))
    return shown


def under(labels: Sequence[str], xs: Sequence[float], base: float) -> list[str]:
    """The labels of an axis below its baseline, with their ticks. 24 units are enough for them."""
    parts, gap = [], xs[1] - xs[0] if len(xs) > 1 else WIDTH
    for i, only in along(labels, gap):
        size = {"": NARROW, WIDE_ONLY: MID}.get(only, SIZE)
        parts.append(line(xs[i], base, xs[i], base + 3, stroke=MUTED))
        parts.append(inside(shorten(labels[i], WIDTH, size), xs[i], base + 16, size, only))
    return parts


def inside(label: str, x: float, y: float, size: float, only: str) -> str:
    """Centred on x, or pushed back where it would leave the drawing at the largest size that it may be shown in."""
    half = width(label, size) / 2
    if half > x:
        return text(0, y, label, fill=MUTED, only=only)
    if half > WIDTH - x:
        return text(WIDTH, y, label, anchor="end", fill=MUTED, only=only)
    return text(x, y, label, anchor="middle", fill=MUTED, only=only)


def sparing(labels: Sequence[str], gap: float, size: float, base: int) -> int:
    """Every how manieth label can be shown at that size: a multiple of base."""
    need = max((width(label, size) for label in labels), default=0) + 7
    for step in STEPS:
        if step % base == 0 and gap * step >= need:
            return step
    return base * max(len(labels), 1)


def legend(entries: Sequence[tuple[str, str]], top: float) -> Drawing:
    """Entries (a mark drawn about 0,0; its name) in as many rows as they need. The height is that of the rows."""
    parts, x, row = [], 0.0, 0
    for mark, full in entries:
        name = shorten(full, WIDTH - 28, NARROW)
        need = 20 + width(name, NARROW) + 8
        if x and x + need > WIDTH:
            x, row = 0.0, row + 1
        y = top + row * 16 + 8
        parts.append(f'<g transform="translate({x + 8:.0f} {y:.0f})">{mark}</g>')
        parts.append(text(round(x) + 18, y + 3, name))
        x += need
    return Drawing(16 * (row + 1) if entries else 0, parts)
