"""The page of a reading, from what its edition froze: nothing of it is counted again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from figures import months, registry
from figures.figure import Better, Unit
from figures.history import Point
from figures.history import charted as drawn
from figures.listing import source_labels
from figures.notes.drawn import Note, noted, of_row, part_of
from figures.showing import may_see_records
from figures.words import NO_DATA, NOTHING, SUPPRESSED, field_of, side, small, written
from intake.models import is_entered
from organisation.access import Access
from reports.models import Edition


class NotPrinted(LookupError):
    """The report has no such number."""


@dataclass(frozen=True)
class Frozen:
    """A reading of the edition with its definition."""

    row: dict[str, Any]
    definition: dict[str, Any]

    @property
    def unit(self) -> Unit:
        name = self.definition["unit"]
        return Unit(name, self.definition["places"], 100 if name == "%" else 1)

    def shown(self, row: dict[str, Any]) -> str:
        """The value of this reading, or of another month of it, rounded from its exact numbers."""
        if row["suppressed"]:
            return SUPPRESSED
        if row["value"] is None:
            return NO_DATA if row["counted"] is None else NOTHING
        exact = Fraction(amount(row["counted"]) or 0) * self.unit.scale
        if self.definition["of"]:
            exact /= Fraction(amount(row["of"]) or 1)
        return written(exact, self.unit)

    @property
    def parts(self) -> list[str]:
        """Of what is less than the whole: ['Blue']."""
        return [self.value_label(key, code) for key, code in (self.row["by"] or {}).items()]

    @property
    def notes(self) -> list[Note]:
        """On its chart, as they stood when the paper was compiled. Papers made before there were any have none."""
        part = part_of(self.row["scope"], (self.row["by"] or {}).items())
        return [of_row(row) for row in self.definition.get("notes", {}).get(part, [])]

    def value_label(self, dimension: str, code: str) -> str:
        return self.definition["dimensions"][dimension]["values"].get(code, "Not recorded")


def amount(value: float | int | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def context(edition: Edition, ref: str) -> dict[str, Any]:
    """Raises NotPrinted."""
    paper = edition.compilation.paper
    row = next((row for row in paper["readings"] if row["ref"] == ref), None)
    if row is None:
        raise NotPrinted
    definition = next(each for each in paper["definitions"] if each["key"] == row["key"])
    frozen = Frozen(row, definition)
    month = edition.report.cycle.month
    points = history_points(paper, row)
    return {
        "report": {"title": months.name(month), "url": reverse("reports:report", args=[month])},
        "reading": reading(frozen),
        **charted(frozen, points),
        "history": history(frozen, points),
        **counted_from([each for each in paper["loads"] if each["id"] in row["loads"]]),
        "breakdowns": breakdowns(frozen, paper["readings"], month),
    }


def records(edition: Edition, ref: str, access: Access) -> list[dict[str, str]]:
    """Where the records are that the number counted then, for those who may see them: each side, and its address."""
    row = next(row for row in edition.compilation.paper["readings"] if row["ref"] == ref)
    figure = registry.known(row["key"])
    lacks = row["counted"] is None and not row["suppressed"]
    if figure is None or lacks or row["scope"] or not may_see_records(access, figure, None):
        return []
    asked = {"month": row["month"], **(row["by"] or {})}
    if row["loads"]:
        asked["loads"] = ",".join(map(str, row["loads"]))
    sides = [("counted", figure.counted_label), *([("of", figure.of_label)] if figure.of else [])]
    return [
        {"label": small(label), "url": f"{reverse('figures:records', args=[figure.key, side_])}?{urlencode(asked)}"}
        for side_, label in sides
    ]


def reading(frozen: Frozen) -> dict[str, Any]:
    row, definition = frozen.row, frozen.definition
    parts = frozen.parts
    month = months.name(months.parse(row["month"]))
    field = field_of(row["key"])
    return {
        "label": f"{definition['label']}: {', '.join(parts)}" if parts else definition["label"],
        "caption": ", ".join([f"{field} figure", month, *([] if parts else ["whole council"])]),
        "value": frozen.shown(row),
        "counted": side(amount(row["counted"])) if row["of"] is not None else None,
        "of": side(amount(row["of"])) if row["of"] is not None else None,
        "counted_label": small(definition["counted"]),
        "of_label": definition["of"],
        "definition": definition["definition"],
        "source": definition["source"],
        "better": f"{Better(definition['better']).words}.",
        "version": str(row["definition_version"]),
        "as_at": date.fromisoformat(row["as_at"]) if row["as_at"] else None,
        "unit": {"%": "percent", "£": "pounds", "FTE": "full-time equivalents"}.get(row["unit"], row["unit"]),
        "small_numbers": f"{definition['small_numbers']}.",
        "generated": row["generated"],
    }


def history_points(paper: dict[str, Any], row: dict[str, Any]) -> list[dict[str, Any]]:
    """From the first month with data on."""
    series = row["ref"].replace(f"@{row['month']}", "", 1)
    keys = ("month", "counted", "of", "value", "suppressed")
    points = [dict(zip(keys, point, strict=True)) for point in paper["histories"].get(series, [])]
    known = [i for i, point in enumerate(points) if point["value"] is not None or point["suppressed"]]
    return points[known[0] :] if known else []


def charted(frozen: Frozen, points: list[dict[str, Any]]) -> dict[str, Any]:
    """Chart, title, what is plotted, and sentences; nothing where there is only one month."""
    plotted = [Point(months.parse(point["month"]), point["value"], point["suppressed"]) for point in points]
    unit = "%" if frozen.unit.name == "%" else ""
    return drawn(
        frozen.definition["label"],
        unit,
        plotted,
        flows=frozen.definition["flows"],
        part=", ".join(frozen.parts),
        notes=frozen.notes,
    )


def history(frozen: Frozen, points: list[dict[str, Any]]) -> dict[str, Any]:
    """Newest month first."""
    has_sides = bool(frozen.definition["of"])
    label = frozen.definition["label"]
    columns = ["Month", "Counted", "Of", "Value"] if has_sides else ["Month", label]
    rows = []
    for point in reversed(points):
        sides = [part(point, "counted"), part(point, "of")] if has_sides else []
        rows.append([months.short(months.parse(point["month"])), *sides, frozen.shown(point)])
    return noted(columns, rows, [months.parse(point["month"]) for point in reversed(points)], frozen.notes)


def part(point: dict[str, Any], name: str) -> str:
    return SUPPRESSED if point["suppressed"] else side(amount(point[name]))


def counted_from(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The files, their kinds by name; whether all were made up, which is then said once."""
    names = source_labels(row["source"] for row in rows)
    loads = [load(row) | {"source": names.get(row["source"], row["source"])} for row in rows]
    return {
        "loads": loads,
        "all_generated": bool(loads) and all(each["generated"] for each in loads),
        "all_entered": bool(rows) and all(is_entered(row["source"]) for row in rows),
    }


def load(row: dict[str, Any]) -> dict[str, Any]:
    return row | {
        "month": months.parse(row["month"]),
        "rows": f"{row['rows']:,}",
        "loaded_on": date.fromisoformat(row["loaded_at"][:10]),
    }


def breakdowns(frozen: Frozen, rows: list[dict[str, Any]], month: date) -> list[dict[str, Any]]:
    """The parts of this reading that the report prints, a table a dimension."""
    mine = frozen.row["by"] or {}
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for row in rows:
        by = row["by"] or {}
        more = set(by) - set(mine)
        same = (row["key"], row["month"], row["scope"]) == tuple(frozen.row[name] for name in ("key", "month", "scope"))
        if same and len(more) == 1 and mine.items() <= by.items():
            dimension = more.pop()
            found.setdefault(dimension, []).append((by[dimension], row))
    return [
        {
            "caption": f"By {frozen.definition['dimensions'][dimension]['label'].lower()}",
            "columns": [frozen.definition["dimensions"][dimension]["label"], frozen.definition["label"]],
            "rows": [
                [
                    {"text": frozen.value_label(dimension, code), "href": ""},
                    {"text": frozen.shown(row), "href": reverse("reports:reading", args=[month, row["ref"]])},
                ]
                for code, row in parts
            ],
        }
        for dimension, parts in found.items()
    ]
