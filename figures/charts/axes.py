"""Numbers as a reader writes them, and the scale that they stand on."""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from figures.charts.drawing import MUTED, NARROW, RULE, line, text, width

LARGE = ((1e9, "bn"), (1e6, "m"))
FLAT = 1e-6  # values that differ by less are drawn as one


class Scale(NamedTuple):
    ticks: list[float]
    unit: str
    top: float  # where the highest tick is drawn
    bottom: float

    def at(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (self.bottom - self.top) * (value - low) / (high - low)

    def labels(self) -> list[str]:
        step = self.ticks[1] - self.ticks[0]
        largest = max(abs(self.ticks[0]), abs(self.ticks[-1]))
        return [tick_text(tick, step, largest, self.unit) for tick in self.ticks]

    def gutter(self) -> float:
        """Room that the labels need to the left of the plot, whatever the page."""
        return max(width(label, NARROW) for label in self.labels()) + 6

    def draw(self, left: float, right: float) -> list[str]:
        parts = []
        for tick, label in zip(self.ticks, self.labels(), strict=True):
            y = self.at(tick)
            parts.append(line(left, y, right, y, stroke=RULE if tick != self.ticks[0] else MUTED))
            parts.append(text(left - 5, y + 3, label, anchor="end", fill=MUTED))
        return parts


def number(value: float, unit: str = "") -> str:
    """A value as it is written beside its mark: '2,842', '3.4', '19.0%', '12.3m'."""
    if unit == "%":
        return f"{rounded(value, 1):,}%"
    for size, letter in LARGE:
        if abs(value) >= size:
            return short(value / size) + letter + suffix(unit)
    return f"{rounded(value, 0 if value == int(value) or abs(value) >= 100 else 1):,}" + suffix(unit)


def rounded(value: float, places: int) -> Decimal:
    """Half up, as the text around a chart rounds: Python's own formatting makes 6.2 of 6.25."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def short(value: float) -> str:
    """Three figures, without the exponents that Python would write for large ones."""
    return f"{value:,.0f}" if abs(value) >= 999.5 else f"{value:.3g}"


def tick_text(value: float, step: float, largest: float, unit: str) -> str:
    """All ticks of an axis in the same size of number: '0.5m' beside '1.0m'."""
    for size, letter in LARGE:
        if largest >= size:
            return f"{value / size:,.{decimals(step / size)}f}{letter}" if value else "0"
    return f"{value:,.{decimals(step)}f}" + ("%" if unit == "%" else "")


def suffix(unit: str) -> str:
    return f" {unit}" if unit else ""


def decimals(step: float) -> int:
    """As few as tell neighbouring ticks apart."""
    return next((n for n in range(6) if math.isclose(round(step, n), step, rel_tol=1e-6)), 6)


def scale(values: Sequence[float], unit: str, top: float, bottom: float, *, whole: bool) -> Scale:
    """Counts start at zero. A percentage does so unless all its values lie far from it. Whole: no ticks between
    whole numbers."""
    low, high = min(values, default=0), max(values, default=0)
    if unit != "%" or low < high / 2 or high - low < FLAT:
        low = min(low, 0)
    if high - low < FLAT:
        low, high = (low, low + 1) if low >= 0 else (low, 0)
    found = ticks(low, high, whole=whole)
    if unit == "%" and high <= 100:
        found = [tick for tick in found if tick <= 100] if found[-1] > 100 else found
    return Scale(found, unit, top, bottom)


def ticks(low: float, high: float, *, whole: bool, about: int = 4) -> list[float]:
    """Round numbers from at or below low to at or above high."""
    raw = (high - low) / about
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(
        k * size for k in (1, 2, 2.5, 5, 10) if k * size >= raw * (1 - 1e-9) and not (whole and k * size == 2.5)
    )
    step = max(step, 1.0) if whole else step
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(k * step, 10) for k in range(first, max(last, first + 1) + 1)]
