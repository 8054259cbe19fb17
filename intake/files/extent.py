"""How far the cells of a sheet reach. A library makes room for every cell between the first and the last, so one cell
far away, or one that is repeated a million times, would fill the memory."""

from __future__ import annotations

import re
from itertools import pairwise

from organisation.refused import Refused

MOST_COLUMNS = 256
MOST_ROWS = 1_048_576
MOST_CELLS = 16_000_000  # between the first and the last
FEW_CELLS = 500_000
MOST_COPIED = 512 * 1024 * 1024  # bytes of texts, each as often as its cell is repeated
MOST_ROOM = 20  # times as many cells as there are
TOO_WIDE = (
    f"The sheet has cells in more than {MOST_COLUMNS} columns or {MOST_ROWS:,} rows, or far from the others. Remove "
    "what is not the table."
)
CELL = re.compile(rb'\sr\s*=\s*["\']([A-Za-z]{1,9})([0-9]{1,12})["\']')
ROW = re.compile(rb'\sr\s*=\s*["\']([0-9]{1,12})["\']')
CELL_TAGS = (b"<c ", b"<c>", b"<c/", b":c ", b":c>", b":c/")
ROW_TAG = re.compile(rb"<(?:[\w.-]{1,40}:)?row\b")
HIDDEN = re.compile(rb'\sr\s*=\s*["\'][^"\'<>]{0,40}&')  # a reference written so that it is not found
TABLE = re.compile(rb"<(?:[\w.-]{1,40}:)?table(?:\s|>)")
TAG = re.compile(rb'<(?:[\w.-]{1,40}:)?(?:covered-)?table-(cell|row)\b((?:[^<>"\']|"[^"<]*"|\'[^\'<]*\')*)>')
REPEATED = re.compile(rb'number-(?:columns|rows)-repeated\s*=\s*["\']([0-9]{1,12})["\']')


class Cells:
    """Of a sheet in XLSX."""

    def __init__(self) -> None:
        self.columns = self.rows = self.count = 0

    def look(self, xml: bytes) -> None:
        if HIDDEN.search(xml):
            raise Refused(TOO_WIDE)
        cells = CELL.findall(xml)
        count = sum(map(xml.count, CELL_TAGS))
        self.count += count
        self.rows = max(self.rows, *map(int, {row for _, row in cells}), *map(int, ROW.findall(xml)), 0)
        self.columns = max(self.columns, *map(number_of, {letters for letters, _ in cells}), 0)
        if count > len(cells):
            self.look_unnamed(xml)
        refuse_too_large(self.columns, self.rows, self.count)

    def look_unnamed(self, xml: bytes) -> None:
        """Cells that do not say where they are stand one after another."""
        rows = ROW_TAG.split(xml)
        self.rows = max(self.rows, len(rows) - 1)
        self.columns = max(self.columns, *(sum(map(row.count, CELL_TAGS)) for row in rows))


class Repeats:
    """Of sheets in OpenDocument, where rows and columns may be written once for many. Empty ones after the last that is
    filled make no room."""

    def __init__(self) -> None:
        self.copied = 0
        self.begin()

    def begin(self) -> None:
        self.row = self.column = 0
        self.rows_at_once, self.times = 1, 0
        self.rows = self.columns = self.count = 0

    def look(self, xml: bytes) -> None:
        for part in split_at(TABLE, xml):
            if TABLE.match(part):
                self.begin()
            end = 0
            for found in TAG.finditer(part):
                self.text(found.start() - end)
                end = found.end()
                self.tag(*found.groups())
            self.text(len(part) - end)

    def tag(self, kind: bytes, said: bytes) -> None:
        times = int(found[1]) if b"repeated" in said and (found := REPEATED.search(said)) else 1
        if kind == b"row":
            self.column, self.row, self.rows_at_once, self.times = 0, self.row + times, times, 0
        else:
            self.cell(times, is_filled=b"value-type" in said or not said.endswith(b"/"))

    def text(self, length: int) -> None:
        """What stands after a tag: of a cell its text, which is copied as often as the cell is repeated."""
        self.copied += length * self.times
        if self.copied > MOST_COPIED:
            raise Refused(TOO_WIDE)

    def cell(self, times: int, *, is_filled: bool) -> None:
        self.column += times
        self.times = times * self.rows_at_once if is_filled else 0
        if is_filled:
            self.count += 1
            self.rows, self.columns = self.row, max(self.columns, self.column)
            refuse_too_large(self.columns, self.rows, self.count)


def split_at(mark: re.Pattern[bytes], xml: bytes) -> list[bytes]:
    starts = [0, *(found.start() for found in mark.finditer(xml)), len(xml)]
    return [xml[start:end] for start, end in pairwise(starts) if start < end]


def number_of(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def refuse_too_large(columns: int, rows: int, count: int) -> None:
    room = columns * rows
    if columns > MOST_COLUMNS or rows > MOST_ROWS or room > MOST_CELLS or room > max(FEW_CELLS, MOST_ROOM * count):
        raise Refused(TOO_WIDE)
