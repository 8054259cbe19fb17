"""All figures, by field, and a figure's months as rows of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from figures import months, registry
from figures.figure import Figure
from figures.reading import Reading, number
from figures.words import SUPPRESSED, field_of, shown

MONTHS = ("Figure", "Month", "Part of the council", "Part", "Counted", "Of", "Value", "Unit", "Data as at", "Note")


def context() -> dict[str, Any]:
    fields: dict[str, list[dict[str, str]]] = {}
    for figure in registry.figures().values():
        fields.setdefault(field_of(figure.key), []).append(
            {
                "label": figure.label,
                "url": reverse("figures:figure", args=[figure.key]),
                "definition": figure.definition,
                "better": figure.better.words,
                "by": ", ".join(dimension.label.lower() for dimension in figure.dimensions),
            }
        )
    return {"fields": [{"name": name, "figures": figures} for name, figures in fields.items()]}


def source_labels(wanted: Iterable[str]) -> dict[str, str]:
    """Names of these kinds of file that figures are counted from, by their keys, without what is in them. Figures that
    the council defined are read only where one of them is wanted."""
    found = labels(registry.declared())
    return found if found.keys() >= set(wanted) else found | labels(registry.defined())


def labels(figures: Mapping[str, Figure]) -> dict[str, str]:
    sources = [source for figure in figures.values() for source in figure.sources]
    return {source.key: source.label.partition(":")[0] for source in sources}


def month_rows(
    readings: Iterable[Reading], where: str, part: str, notes: Mapping[date, str] | None = None
) -> Iterator[list[Any]]:
    """What is hidden on the page is hidden in the file. `where` and `part` name what the readings are of; `notes` are
    those on the chart."""
    said = notes or {}
    for reading in readings:
        hide = reading.suppressed
        known = reading.value is not None and not hide
        yield [
            reading.figure.key,
            months.code(reading.month),
            where,
            part,
            None if hide else number(reading.counted),
            None if hide else number(reading.of),
            reading.value,
            reading.figure.unit.name,
            reading.as_at,
            "; ".join(filter(None, [SUPPRESSED if hide else "" if known else shown(reading), said.get(reading.month)])),
        ]
