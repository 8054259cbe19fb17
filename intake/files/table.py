"""A file as headings and numbered rows of text: what it is, how it is written, and nothing about what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from django.conf import settings

from intake.files import text, workbook
from intake.files.extent import MOST_COLUMNS
from intake.files.kinds import kind_of
from intake.files.workbook import FEW_HEADINGS, Sheets
from organisation.refused import Refused
from pages.uploads import too_large

ROWS_AT_ONCE = 4_000


@dataclass(frozen=True)
class Block:
    """Rows that are read together. `rows` are as wide as the headings; what is wider is in `too_wide`, by number."""

    numbers: Sequence[int]
    rows: Sequence[Sequence[str]]
    too_wide: Sequence[tuple[int, int]] = ()  # (number of the row, how many cells it has)


@dataclass(frozen=True)
class Table:
    said: str  # how it was read: 'Windows text (cp1252), commas'
    headings: Sequence[str]
    heading_row: int
    rows: Iterator[list[str]]

    def blocks(self) -> Iterator[Block]:
        """The rows below the headings, in order. Rows with nothing in them are passed over, and counted."""
        number = self.heading_row + 1
        width = len(self.headings)
        while rows := list(islice(self.rows, ROWS_AT_ONCE)):
            yield squared(rows, number, width)
            number += len(rows)


def squared(rows: list[list[str]], number: int, width: int) -> Block:
    numbers: Sequence[int] = range(number, number + len(rows))
    if set(map(len, rows)) == {width} and all(map(any, rows)):
        return Block(numbers, rows)
    kept, kept_numbers, too_wide = [], [], []
    for row_number, row in zip(numbers, rows, strict=True):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            too_wide.append((row_number, len(row)))
        kept.append((row + [""] * (width - len(row)))[:width])
        kept_numbers.append(row_number)
    return Block(kept_numbers, kept, too_wide)


def opened(
    path: Path,
    name: str,
    *,
    fits: Callable[[Sequence[str]], int],
    sheet: str | None = None,
    tell_sheets: Callable[[Sheets], None] = lambda sheets: None,
) -> Table:
    """`name` is what its sender calls it; `fits` says how many of some headings are known. `tell_sheets` is called
    with those of a workbook, before what is wrong with the one that is read. Raises Refused."""
    size = path.stat().st_size
    if size > settings.MOST_BYTES_OF_A_FILE:
        raise Refused(too_large())
    kind = kind_of(path, name)
    if kind == "csv":
        if sheet is not None:
            raise Refused("A CSV file has no sheets. Leave the sheet out.")
        format = text.format_of(path, fits)
        return table(format.said, text.rows_of(path, format), fits)
    with workbook.opened(path, kind) as book:
        found, sheets = workbook.sheet_of(book, sheet, fits)
    tell_sheets(sheets)
    return table(f"{kind.upper()}, sheet {found.name}", workbook.rows_of(found), fits)


def table(said: str, rows: Iterator[list[str]], fits: Callable[[Sequence[str]], int]) -> Table:
    """The headings are the first row with anything in it, or one soon below it of which more is known."""
    above = 0
    for first in rows:
        if any(cell.strip() for cell in first):
            break
        above += 1
    else:
        raise Refused("The file has no rows. Export it again and choose the new one.")
    begun = [first, *islice(rows, workbook.MOST_ROWS_ABOVE)]
    known = [fits(row) for row in begun]
    place = known.index(max(known)) if max(known) >= FEW_HEADINGS else 0
    headings = list(begun[place])
    while not headings[-1].strip():
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise Refused(f"The file has {len(headings):,} columns; {MOST_COLUMNS} is the most. Remove the others.")
    return Table(said, headings, above + place + 1, chain(begun[place + 1 :], rows))
