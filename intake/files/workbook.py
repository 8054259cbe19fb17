"""Sheets of workbooks as rows of text, so that a cell is read alike whatever kind of file it came in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from intake.files import packed
from organisation.refused import Refused

LARGEST_EXACT = 2**53


def opened(path: Path, kind: str) -> CalamineWorkbook:
    """Raises Refused."""
    if kind != "xls":
        packed.look_through(path, kind)
    return guarded(lambda: CalamineWorkbook.from_path(str(path)))


def guarded(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except PasswordError as locked:
        raise Refused(packed.LOCKED) from locked
    except (CalamineError, OSError, ValueError) as broken:
        raise Refused(packed.DAMAGED) from broken
    except BaseException as broken:
        if type(broken).__name__ != "PanicException":  # how a library in Rust says that a file surprised it
            raise
        raise Refused(packed.DAMAGED) from broken


def sheet_of(workbook: CalamineWorkbook, name: str | None, fits: Callable[[Sequence[str]], int]) -> CalamineSheet:
    """The one named; else the one of whose headings most are known, the first of them where several are alike."""
    names = workbook.sheet_names
    if not names:
        raise Refused("The workbook has no sheet.")
    if name is not None:
        if name not in names:
            raise Refused(f"The workbook has no sheet named {name!r}. It has: {', '.join(names)}.")
        return guarded(lambda: workbook.get_sheet_by_name(name))
    if len(names) == 1:
        return guarded(lambda: workbook.get_sheet_by_index(0))
    sheets = [guarded(partial(workbook.get_sheet_by_name, name)) for name in names]
    return max(sheets, key=lambda sheet: fits(headings_of(sheet)))


def headings_of(sheet: CalamineSheet) -> list[str]:
    return next((row for row in rows_of(sheet) if any(row)), [])


def rows_of(sheet: CalamineSheet) -> Iterator[list[str]]:
    """Every row from the first of the sheet on, empty ones too."""
    if sheet.start is None:
        return
    above, left = sheet.start
    for _ in range(above):
        yield []
    before = [""] * left
    for row in sheet.iter_rows():
        yield before + [as_text(cell) for cell in row] if left else [as_text(cell) for cell in row]


def as_text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) <= LARGEST_EXACT else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return str(cell) if isinstance(cell, (int, timedelta)) else ""
