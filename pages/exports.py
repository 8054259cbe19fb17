"""Rows written to a file to download: iterated once, written as CSV or as an Excel workbook.

    download(format, "contacts", headings, rows)

A cell is text, a number, a date, True or False, or None.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

FORMATS = {"csv": "CSV", "xlsx": "Excel"}
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_IN_EXCEL = 1_048_575  # rows of a sheet, without the headings
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the wide ones are read as the narrow
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for Windows-1252
WIDTH = 18

Row = Sequence[Any]


@dataclass(frozen=True)
class Sheet:
    """Of a workbook."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Row]


class TooManyRows(Exception):
    """More than a sheet of Excel has, which would be left out without a word."""


@dataclass
class Written:
    """A whole file, on the disk. `rows` without the headings."""

    format: str
    file: IO[bytes]
    rows: int

    def response(self, name: str) -> FileResponse:
        """`name` of the file, without its ending. The response closes the file, which removes it."""
        full = f"{name}.{self.format}"
        return FileResponse(self.file, as_attachment=True, filename=full, content_type=CONTENT_TYPES[self.format])


class Echo:
    """What csv.writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def download(format: str, name: str, headings: Sequence[str], rows: Iterable[Row]) -> HttpResponseBase:
    """`name` of the file, without its ending. A CSV goes out as it is written."""
    if format != "csv":
        return write_out(format, headings, rows).response(name)
    response = StreamingHttpResponse(csv_lines(headings, rows), content_type=CONTENT_TYPES["csv"])
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def csv_lines(headings: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(Echo(), lineterminator="\r\n")
    yield BYTE_ORDER_MARK + writer.writerow(headings)
    for row in rows:
        yield writer.writerow([written(value) for value in row])


def write_out(format: str, headings: Sequence[str], rows: Iterable[Row]) -> Written:
    """Row by row to the disk, so that hundreds of thousands of them need no memory."""
    written_by = workbook if format == "xlsx" else csv_file
    return kept(format, lambda file: written_by(file, headings, rows))


def kept(format: str, write: Callable[[IO[bytes]], int]) -> Written:
    """`write` returns the number of rows. Where it fails nothing is kept."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        rows = write(file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return Written(format, file, rows)


def csv_file(file: IO[bytes], headings: Sequence[str], rows: Iterable[Row]) -> int:
    number = -1  # the headings are a line too
    for number, line in enumerate(csv_lines(headings, rows)):  # noqa: B007 - counted
        file.write(line.encode())
    return number


def written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(" ", "minutes")
    if isinstance(value, Decimal):
        return f"{value:f}"
    return disarmed(value) if isinstance(value, str) else str(value)


def disarmed(words: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe; a number is left as it is."""
    return f"'{words}" if words.startswith(FORMULA) and not NUMBER.fullmatch(words) else words


def workbook(file: IO[bytes], headings: Sequence[str], rows: Iterable[Row]) -> int:
    return workbook_of(file, [Sheet("Records", headings, rows)])


def download_sheets(name: str, sheets: Sequence[Sheet]) -> FileResponse:
    """One workbook. `name` of the file, without its ending."""
    return kept("xlsx", lambda file: workbook_of(file, sheets)).response(name)


def workbook_of(file: IO[bytes], sheets: Sequence[Sheet]) -> int:
    """A text stays a text. Returns the number of rows in all."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_sheets:  # what is not finished leaves nothing
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(file, options)
        head = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        number = 0
        for each in sheets:
            sheet = book.add_worksheet(each.name)
            open_sheets.enter_context(closing(sheet.row_data_fh))
            number += fill(sheet, each, head, day)
        book.close()
    return number


def fill(sheet: Any, wanted: Sheet, head: Any, day: Any) -> int:
    sheet.set_column(0, max(len(wanted.headings) - 1, 0), WIDTH)
    sheet.freeze_panes(1, 0)
    for x, heading in enumerate(wanted.headings):
        sheet.write_string(0, x, heading, head)
    number = 0
    for number, row in enumerate(wanted.rows, 1):
        if number > MOST_IN_EXCEL:
            raise TooManyRows
        for x, value in enumerate(row):
            write(sheet, number, x, value, day)
    return number


def write(sheet: Any, y: int, x: int, value: Any, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(y, x, value)
    elif isinstance(value, date) and not isinstance(value, datetime):
        sheet.write_datetime(y, x, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - Excel has none
    else:
        sheet.write_string(y, x, value if isinstance(value, str) else written(value))
