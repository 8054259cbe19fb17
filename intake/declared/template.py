"""An empty file to fill in, made from what a dataset declares: headings, lists to choose from, and what each column
means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import IO, Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from intake.columns import Choice, Column, Day, LeftOut, Whole
from intake.dataset import Dataset, Layout
from pages.exports import csv_file

LISTED_ROWS = 10_000  # rows in which a cell offers its list
CREATED = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same declaration, the same bytes
WIDTHS = {"Column": 24, "What it means": 60, "Must be filled in": 18, "What it takes": 60, "Other headings": 40}
MOST_TAKEN = 250  # characters of a list that stands whole on the sheet 'Lists'


def columns_of(layout: Layout) -> list[Column]:
    """Those to fill in."""
    return [column for column in layout.columns if not isinstance(column, LeftOut)]


def write(dataset: Dataset, format: str, file: IO[bytes]) -> int:
    """How many rows it has below its headings: none."""
    if format == "csv":
        return csv_file(file, [column.name for column in columns_of(dataset.layouts()[0])], ())
    write_workbook(dataset, file)
    return 0


def write_workbook(dataset: Dataset, file: IO[bytes]) -> None:
    """The first sheet is the one to fill in; it is the one whose headings fit."""
    layout = dataset.layouts()[0]
    columns = columns_of(layout)
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": f"{dataset.label}: template", "created": CREATED})
        formats = {
            "must": book.add_format({"bold": True, "bottom": 1, "bg_color": "#dbe9e6"}),
            "may": book.add_format({"bold": True, "bottom": 1}),
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "text": book.add_format({"num_format": "@"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        sheet = book.add_worksheet(dataset.label[:31])
        explain(book.add_worksheet("Columns"), columns, formats)
        ranges = lists(book.add_worksheet("Lists"), columns, formats)
        fill_in(sheet, columns, ranges, formats)


def fill_in(sheet: Any, columns: Sequence[Column], ranges: dict[str, str], formats: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    for x, column in enumerate(columns):
        format = formats["day"] if isinstance(column, Day) else None if isinstance(column, Whole) else formats["text"]
        sheet.set_column(x, x, max(14, len(column.name) + 2), format)
        sheet.write_string(0, x, column.name, formats["must" if column.required else "may"])
        sheet.write_comment(0, x, f"{column.label}. {column.means}"[:1000])
        if column.name in ranges:
            sheet.data_validation(1, x, LISTED_ROWS, x, {
                "validate": "list", "source": ranges[column.name], "error_type": "warning",
                "error_title": column.label[:32], "error_message": "This is not in the list.",
            })  # fmt: skip


def explain(sheet: Any, columns: Sequence[Column], formats: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    for x, (heading, width) in enumerate(WIDTHS.items()):
        sheet.set_column(x, x, width, formats["wrap"])
        sheet.write_string(0, x, heading, formats["may"])
    for y, column in enumerate(columns, 1):
        takes = column.takes if len(column.takes) <= MOST_TAKEN else f"One of {called(column)}: see the sheet ‘Lists’"
        cells = (column.name, f"{column.label}. {column.means}", "Yes" if column.required else "No", takes,
                 ", ".join(column.synonyms))  # fmt: skip
        for x, cell in enumerate(cells):
            sheet.write_string(y, x, cell, formats["wrap"])


def called(column: Column) -> str:
    return column.called if isinstance(column, Choice) else "a list"


def lists(sheet: Any, columns: Sequence[Column], formats: dict[str, Any]) -> dict[str, str]:
    """Two columns for each list: what to choose, and its code. {column's name: the cells to choose from}"""
    found = {}
    choices = [column for column in columns if isinstance(column, Choice) and column.codes]
    for number, column in enumerate(choices):
        x = number * 2
        sheet.set_column(x, x, 44)
        sheet.write_string(0, x, column.name, formats["may"])
        sheet.write_string(0, x + 1, "code", formats["may"])
        for y, (code, label) in enumerate(column.codes.items(), 1):
            sheet.write_string(y, x, label)
            sheet.write_string(y, x + 1, str(code))
        letter = xl_col_to_name(x, col_abs=True)
        found[column.name] = f"=Lists!{letter}$2:{letter}${len(column.codes) + 1}"
    return found
