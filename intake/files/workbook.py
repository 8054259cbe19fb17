"""Sheets of workbooks as rows of text, so that a cell is read alike whatever kind of file it came in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from intake.files import old_excel, packed
from organisation.refused import Refused

LARGEST_EXACT = 2**53
MOST_ROWS_ABOVE = 20  # of the headings: a title, and who made it when
FEW_HEADINGS = 3  # so many known ones are no chance
NEARLY = 0.75  # of as many known headings as the best sheet has: that one may be meant too


class Sheets(NamedTuple):
    """Of a workbook: all that hold cells, the one that is read, and those that its headings say may be meant; of these
    none is known where the sheet was named."""

    names: Sequence[str]
    read: str
    fitting: Sequence[str] = ()


class Chosen(NamedTuple):
    sheet: CalamineSheet
    of: Sheets


def opened(path: Path, kind: str) -> CalamineWorkbook:
    """Raises Refused."""
    if kind == "xls":
        old_excel.look_through(path)
    else:
        packed.look_through(path, kind)
    return guarded(lambda: CalamineWorkbook.from_path(str(path)))


def guarded(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except PasswordError as locked:
        raise Refused(packed.LOCKED) from locked
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError) as broken:
        raise Refused(packed.DAMAGED) from broken
    except BaseException as broken:
        if type(broken).__name__ != "PanicException":  # how a library in Rust says that a file surprised it
            raise
        raise Refused(packed.DAMAGED) from broken


def sheet_of(workbook: CalamineWorkbook, name: str | None, fits: Callable[[Sequence[str]], int]) -> Chosen:
    """The one named; else the one of whose headings most are known, the first of them where several are alike."""
    names = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if not names:
        raise Refused("The workbook has no sheet.")
    if name is not None:
        if name not in names:
            raise Refused(f"The workbook has no sheet named {name!r}. It has: {', '.join(names)}.")
        return Chosen(sheet_named(workbook, name), Sheets(names, name))
    best = sheet_named(workbook, names[0])
    if len(names) == 1:
        return Chosen(best, Sheets(names, names[0], names))
    known = {names[0]: known_of(best, fits)}
    for each in names[1:]:  # one after another: only the best is kept in memory
        sheet = sheet_named(workbook, each)
        known[each] = known_of(sheet, fits)
        if known[each] > known[best.name]:
            best = sheet
    enough = max(FEW_HEADINGS, NEARLY * known[best.name])
    return Chosen(best, Sheets(names, best.name, [each for each in names if known[each] >= enough]))


def known_of(sheet: CalamineSheet, fits: Callable[[Sequence[str]], int]) -> int:
    return max(map(fits, islice(rows_of(sheet), first_row(sheet) + MOST_ROWS_ABOVE)), default=0)


def sheet_named(workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    return guarded(lambda: workbook.get_sheet_by_name(name))


def first_row(sheet: CalamineSheet) -> int:
    return sheet.start[0] if sheet.start else 0


def rows_of(sheet: CalamineSheet) -> Iterator[list[str]]:
    """Every row from the first of the sheet on, empty ones too. The library leaves out the columns on the left of all
    cells, though not the rows above them."""
    if sheet.start is None:
        return
    left = sheet.start[1]
    before = [""] * left
    rows = guarded(sheet.iter_rows)
    while (row := guarded(lambda: next(rows, None))) is not None:
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
