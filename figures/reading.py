"""A reading: a figure's value at a month for a scope. It keeps numerator and denominator, never the ratio alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from figures import months
from figures.figure import Figure


@dataclass(frozen=True)
class Reading:
    figure: Figure
    month: date
    scope: str | None  # slug; None is the whole council
    by: tuple[tuple[str, str], ...]  # dimension and value, as (('level', '3'),)
    counted: Decimal | None  # None: no data
    of: Decimal | None  # None: no data, or the figure has no denominator
    as_at: date | None = None
    loads: tuple[int, ...] = ()
    suppressed: bool = False

    @cached_property
    def exact(self) -> Fraction | None:
        """The value in the figure's unit, unrounded."""
        if self.counted is None or self.suppressed:
            return None
        if not self.figure.of:
            return Fraction(self.counted) * self.figure.unit.scale
        if not self.of:
            return None
        return Fraction(self.counted) / Fraction(self.of) * self.figure.unit.scale

    @property
    def value(self) -> float | int | None:
        return number(self.exact)

    @property
    def ref(self) -> str:
        """The reading's name within a report: key@month:dimension=value,…"""
        parts = [f"scope={self.scope}"] if self.scope else []
        parts += [f"{dimension}={value}" for dimension, value in self.by]
        return f"{self.figure.key}@{months.code(self.month)}" + (f":{','.join(parts)}" if parts else "")

    def hidden(self) -> Reading:
        return replace(self, suppressed=True)

    def as_dict(self) -> dict[str, object]:
        """For JSON: unrounded numbers, null where there is no data."""
        hide = self.suppressed
        return {
            "key": self.figure.key,
            "month": months.code(self.month),
            "scope": self.scope,
            "by": dict(self.by) or None,
            "counted": None if hide else number(self.counted),
            "of": None if hide else number(self.of),
            "value": self.value,
            "unit": self.figure.unit.name,
            "as_at": self.as_at.isoformat() if self.as_at else None,
            "loads": list(self.loads),
            "definition_version": self.figure.version(self.month).number,
        }


def number(value: Decimal | Fraction | int | None) -> float | int | None:
    """An int where it is one, else the nearest float."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def by_value(readings: list[Reading], dimension: str) -> Mapping[str, Reading]:
    """Readings of one month, by their value of the dimension."""
    return {dict(reading.by)[dimension]: reading for reading in readings}
