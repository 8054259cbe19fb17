"""Files of text: their encoding and what stands between their cells, told by their content."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from organisation.refused import Refused

BLOCK = 1024 * 1024
BETWEEN = {",": "commas", ";": "semicolons", "\t": "tabs"}
LONGEST_HEADINGS = 64 * 1024  # characters of the first row
SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # a line that tells Excel, and that Excel does not show
HALF_A_PAIR = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")  # UTF-8 of what is no letter; no Windows text has it
LONGEST_CELL = csv.field_size_limit()

BINARY = (
    "The file holds characters that no text has. Open it in a spreadsheet, save it as 'CSV UTF-8' or XLSX and choose "
    "that."
)
BROKEN_LETTERS = (
    "The letters of this file are damaged. Export it again, or save it as 'CSV UTF-8' or XLSX, and choose that."
)
NO_ENCODING = (
    "The letters of this file cannot be read: it is neither UTF-8 nor Windows text (cp1252). Save it as 'CSV UTF-8' or "
    "XLSX and choose that."
)
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows text (cp1252)"}


class Format(NamedTuple):
    encoding: str
    between: str
    is_said: bool = False  # by a first line that is no row

    @property
    def said(self) -> str:
        return f"{ENCODINGS[self.encoding]}, {BETWEEN[self.between]}"


def format_of(path: Path, fits: Callable[[Sequence[str]], int]) -> Format:
    """`fits`: how many of the headings are known. Raises Refused."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        start = file.read(LONGEST_HEADINGS)
    if said := SAID.match(start):
        if said[1] not in BETWEEN:
            raise Refused(f"The file has {said[1]!r} between its cells. Save it with commas or semicolons, or as XLSX.")
        return Format(encoding, said[1], is_said=True)
    return Format(encoding, between_cells(start, fits))


def encoding_of(path: Path) -> str:
    """A mark at the beginning says it; else UTF-8 where every byte agrees, else Windows text."""
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tried = ["utf-16"]
    elif start.startswith(codecs.BOM_UTF8):
        tried = ["utf-8-sig"]
    else:
        tried = ["utf-8", "cp1252"]
    for encoding in tried:
        if is_written_in(path, encoding):
            return encoding
    raise Refused(NO_ENCODING if len(tried) > 1 else BROKEN_LETTERS)


def is_written_in(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while block := file.read(BLOCK):
                if "\0" in decoder.decode(block):
                    raise Refused(BINARY)
                if encoding == "cp1252" and HALF_A_PAIR.search(block):
                    raise Refused(BROKEN_LETTERS)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def between_cells(start: str, fits: Callable[[Sequence[str]], int]) -> str:
    """What splits the first row into the most headings that are known, or into the most at all."""
    found = {mark: first_row(start, mark) for mark in BETWEEN}
    return max(found, key=lambda mark: (fits(found[mark]), len(found[mark])))


def first_row(start: str, between: str) -> list[str]:
    first: list[str] = []
    try:
        for row in csv.reader(StringIO(start, newline=""), delimiter=between):
            first = row
            if any(cell.strip() for cell in row):
                break
    except csv.Error:
        return []
    return first


def rows_of(path: Path, format: Format) -> Iterator[list[str]]:
    """Every row, empty ones too, so that they are numbered as a spreadsheet numbers them. Raises Refused."""
    number = 0
    with path.open(encoding=format.encoding, newline="") as file:
        if format.is_said:
            file.readline()
        reader = csv.reader(file, delimiter=format.between, strict=True)
        while True:
            try:
                for row in reader:
                    number += 1
                    yield row
                return
            except csv.Error as broken:
                raise Refused(said_of(broken, number + 1)) from broken


def said_of(broken: csv.Error, row: int) -> str:
    if "field larger than" in str(broken):
        what = f"a cell with more than {LONGEST_CELL:,} characters"
    elif "unexpected end" in str(broken):
        what = "a quotation mark that is never closed"
    else:
        what = "a quotation mark in the middle of a cell"
    return f"Row {row:,} has {what}. Mend the quotation marks, or save the table as XLSX, and choose it again."
