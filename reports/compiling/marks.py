"""Marks that a demonstration sets beside what was made up for it."""

from figures.reading import Reading
from reports.compiling.material import Material

GENERATED = " Generated for the demonstration."


def generated(material: Material, *readings: Reading) -> str:
    """The mark, where any of the readings rests on a generated load; empty otherwise."""
    return GENERATED if material.is_generated(*readings) else ""
