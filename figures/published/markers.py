"""What stands in a published file where there is no figure. A marker stays a marker: it is never read as zero."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from figures.figure import Unit
from figures.words import written

MARKERS = {
    "c": "not shown by the publisher, to protect people",
    "x": "not available",
    "z": "does not apply",
    "u": "too unreliable to be shown",
    "low": "rounds to 0, but is not 0",
    ":": "not available",
}
NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?", re.ASCII)
NOT_HELD = "–"  # the file that is loaded has no such row or column
NOT_HELD_MEANS = "not in the file that is loaded"


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None


def number(text: str | None) -> Decimal | None:
    """None where the publisher gives no figure."""
    return Decimal(text) if text is not None and is_number(text) else None


def shown(text: str | None, unit: Unit) -> str:
    """A published cell as pages write it; a marker as it was published."""
    value = number(text)
    if value is not None:
        return written(value, unit)
    return text or NOT_HELD


def meanings(cells: Iterable[str]) -> list[str]:
    """What the markers among some cells mean, each once: 'c: not shown by the publisher, to protect people'."""
    there = set(cells)
    found = [f"{marker}: {means}" for marker, means in MARKERS.items() if marker in there]
    return [*found, f"{NOT_HELD}: {NOT_HELD_MEANS}"] if NOT_HELD in there else found
