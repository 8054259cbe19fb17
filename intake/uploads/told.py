"""What a check found, as plain data: kept with the upload, and shown on its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from intake.files.workbook import Sheets
from intake.loads.difference import as_data
from intake.loads.wanted import Outcome
from intake.problems import Kind, Problem, by_kind

FIRST = 5  # errors that are shown row by row
MOST_SHEETS = 50
MOST_ALTERED = 500  # records that people keep here too, shown before the file is loaded
LONGEST_NAME = 200  # of a sheet, which a file may call anything


def checked(outcome: Outcome) -> dict[str, Any]:
    needs_none = [found for found in outcome.warnings if found.code in outcome.harmless]
    needs_reason = [found for found in outcome.warnings if found.code not in outcome.harmless]
    return {
        "rows": outcome.rows,
        "good": outcome.good,
        "refused": outcome.refused,
        "said": outcome.said[:LONGEST_NAME],
        "layout": outcome.layout,
        "headings": list(outcome.headings),
        "sheets": sheets_as_data(outcome.sheets) if outcome.sheets else None,
        "personal": any(found.code == "personal_column" for found in outcome.errors),
        "errors": len(outcome.errors),
        "warnings": len(outcome.warnings),
        "needs_reason": len(needs_reason),
        "kinds": kinds_as_data(outcome.errors),
        "unusual": kinds_as_data(needs_reason),
        "harmless": kinds_as_data(needs_none),
        "first": [found._asdict() for found in outcome.errors[:FIRST]],
        "months": [*map(as_data, outcome.months)],
        "totals": {"added": outcome.added, "changed": outcome.changed, "gone": outcome.gone},
        "altered": [one._asdict() for one in outcome.altered[:MOST_ALTERED]],
        "figures": [list(figure) for figure in outcome.figures],
    }


def sheets_as_data(sheets: Sheets) -> dict[str, Any]:
    """A file may hold any number of them, called anything."""
    fitting = [name for name in sheets.fitting if 0 < len(name) <= LONGEST_NAME]
    others = [name for name in sheets.names if 0 < len(name) <= LONGEST_NAME and name not in fitting]
    offered = {*fitting[:MOST_SHEETS], *others[: max(0, MOST_SHEETS - len(fitting))]}
    return {
        "read": sheets.read[:LONGEST_NAME],
        "names": [name for name in dict.fromkeys(sheets.names) if name in offered],
        "fitting": fitting[:MOST_SHEETS],
    }


def kinds_as_data(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    return [*map(kind_as_data, by_kind(problems))]


def kind_as_data(kind: Kind) -> dict[str, Any]:
    first = kind.first[0]
    return {
        "code": kind.code, "column": kind.column, "count": kind.count, "rows": list(kind.rows), "value": first.value,
        "message": first.message,
    }  # fmt: skip
