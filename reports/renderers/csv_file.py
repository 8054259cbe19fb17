"""CSV: one row a reading, for spreadsheets and statistics programs."""

import csv
import io
from typing import Any

from pages.exports import disarmed
from reports.renderers import Paper

COLUMNS = (
    "key",
    "label",
    "month",
    "scope",
    "by",
    "counted",
    "of",
    "value",
    "unit",
    "as_at",
    "loads",
    "definition_version",
    "suppressed",
    "generated",
)


def render(paper: Paper) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([plain(reading[column]) for column in COLUMNS] for reading in paper.readings)
    return out.getvalue().encode("utf-8-sig")  # without the mark Excel takes UTF-8 for Windows-1252


def plain(value: Any) -> str:
    """A value as its cell: a text that would start a formula is disarmed, a number is left as it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return repr(value)
    return disarmed(joined(value))


def joined(value: Any) -> str:
    """A breakdown as 'team=assessment; level=3'; a list with spaces between."""
    if isinstance(value, dict):
        return "; ".join(f"{dimension}={part}" for dimension, part in value.items())
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
