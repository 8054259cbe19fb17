"""Rows written to a file to download: iterated once, written as CSV or as an Excel workbook.

    download(format, "contacts", headings, rows)

A cell is text, a number, a date, True or False, or None.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

FORMATS = {"csv": "CSV", "xlsx": "Excel"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for Windows-1252
WIDTH = 18

Row = Sequence[Any]


class Echo:
    """What csv.writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def download(format: str, name: str, headings: Sequence[str], rows: Iterable[Row]) -> HttpResponseBase:
    """`name` of the file, without its ending."""
    if format == "xlsx":
        return FileResponse(workbook(headings, rows), as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    response = StreamingHttpResponse(csv_lines(headings, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def csv_lines(headings: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(Echo(), lineterminator="\r\n")
    yield BYTE_ORDER_MARK + writer.writerow(headings)
    for row in rows:
        yield writer.writerow([written(value) for value in row])


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


def workbook(headings: Sequence[str], rows: Iterable[Row]) -> IO[bytes]:
    """Row by row to the disk, so that hundreds of thousands of them need no memory. A text stays a text."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet("Records")
    head = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.set_column(0, max(len(headings) - 1, 0), WIDTH)
    sheet.freeze_panes(1, 0)
    for x, heading in enumerate(headings):
        sheet.write_string(0, x, heading, head)
    for y, row in enumerate(rows, 1):
        for x, value in enumerate(row):
            write(sheet, y, x, value, day)
    book.close()
    file.seek(0)
    return file


def write(sheet: Any, y: int, x: int, value: Any, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(y, x, value)
    elif isinstance(value, date) and not isinstance(value, datetime):
        sheet.write_datetime(y, x, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - Excel has none
    else:
        sheet.write_string(y, x, value if isinstance(value, str) else written(value))
