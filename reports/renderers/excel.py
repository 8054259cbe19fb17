"""Excel: what the report counted, its tables with numbers as numbers, its sources and definitions."""

import io
import re
from typing import Any

import xlsxwriter

from reports.renderers import Paper, typeset, words
from reports.renderers.csv_file import joined
from reports.renderers.zipped import same_bytes
from reports.tree import Node, flat

READINGS = {
    "label": ("Figure", 44),
    "month": ("Month", 10),
    "scope": ("Service or team", 22),
    "by": ("Broken down by", 28),
    "counted": ("Counted", 12),
    "of": ("Of", 12),
    "value": ("Value, unrounded", 16),
    "unit": ("Unit", 12),
    "as_at": ("Data as at", 12),
    "loads": ("Loads", 16),
    "definition_version": ("Version of the definition", 12),
    "suppressed": ("Too small to show", 12),
    "generated": ("Generated data", 12),
    "key": ("Key", 34),
}
LOADS = {
    "id": ("Load", 8),
    "source": ("Source", 24),
    "month": ("Month", 10),
    "name": ("File", 36),
    "rows": ("Rows", 10),
    "loaded_at": ("Loaded at", 22),
    "loaded_by": ("Loaded by", 22),
    "generated": ("Generated data", 12),
    "sha256": ("SHA-256", 66),
}
DEFINITIONS = {
    "label": ("Figure", 44),
    "definition": ("Definition", 90),
    "unit": ("Unit", 12),
    "source": ("Source", 30),
    "better": ("Direction", 24),
    "version": ("Version", 10),
    "key": ("Key", 34),
}
NUMBER = re.compile(
    r"(?P<sign>[-\u2212]?)(?P<pound>£?)(?P<digits>\d{1,3}(,\d{3})+|\d+)(\.(?P<decimals>\d+))?(?P<percent>%?)"
)
UNITS = {"%": '0.0"%"', "FTE": "#,##0.0", "£": "£#,##0"}  # a reading holds 19.0 for 19.0%, which its cell keeps
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def render(paper: Paper) -> bytes:
    out = io.BytesIO()
    book = Book(out, paper.tree)
    book.about(paper.tree)
    book.listing("Readings", READINGS, paper.readings)
    for node in paper.tree["body"]:
        if node["kind"] == "table":
            book.table(node)
    book.listing("Loads", LOADS, paper.loads)
    book.listing("Definitions", DEFINITIONS, paper.definitions)
    book.file.close()
    return same_bytes(out.getvalue())


def number(cell: str) -> tuple[float, str] | None:
    """A plain number as value and format, with the decimals that were written: '19.0%' is 0.19 as 0.0%."""
    match = NUMBER.fullmatch(cell.strip())
    if not match:
        return None
    digits, decimals = match["digits"], match["decimals"]
    value = float(digits.replace(",", "") + "." + decimals) if decimals else int(digits.replace(",", ""))
    value = -value if match["sign"] else value
    shown = match["pound"] + ("#,##0" if "," in digits else "0") + (f".{'0' * len(decimals)}" if decimals else "")
    return (round(value / 100, 12), shown + "%") if match["percent"] else (value, shown)


class Book:
    """An XlsxWriter workbook with the report's few formats."""

    def __init__(self, out: io.BytesIO, tree: Node):
        self.file = xlsxwriter.Workbook(out, OPTIONS)
        created = typeset.midnight(tree["as_at"]).replace(tzinfo=None)
        about = {"title": words.name(tree), "author": tree["author"], "company": tree["council"], "created": created}
        self.file.set_properties(about)
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.file.add_format({"valign": "top", **properties})
        return self.formats[key]

    def head(self, **properties: Any) -> Any:
        return self.look(bold=True, text_wrap=True, bottom=1, **properties)

    def about(self, tree: Node) -> None:
        sheet = self.file.add_worksheet("About")
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 90)
        rows = [
            ("Report", tree["title"]),
            ("Month", tree["month"]),
            ("Data as at", words.day(tree["as_at"])),
            ("Notice", tree["notice"]),
            ("Council", tree["council"]),
            ("Committee", tree["committee"]),
            ("Meeting", words.day(tree["meeting"]) if tree["meeting"] else ""),
            ("Document", tree["letter"]),
        ]
        for line, (name, value) in enumerate(row for row in rows if row[1]):
            sheet.write_string(line, 0, name, self.look(bold=True))
            sheet.write_string(line, 1, value, self.look(text_wrap=True))

    def listing(self, name: str, columns: dict[str, tuple[str, int]], rows: list[Node]) -> None:
        """A sheet of flat rows under readable headings."""
        sheet = self.file.add_worksheet(name)
        for x, (heading, width) in enumerate(columns.values()):
            sheet.set_column(x, x, width)
            sheet.write_string(0, x, heading, self.head())
        sheet.freeze_panes(1, 1)
        for y, row in enumerate(rows, 1):
            for x, key in enumerate(columns):
                self.value(sheet, y, x, row[key], UNITS.get(row["unit"], "") if key == "value" else "")
        if rows:
            sheet.autofilter(0, 0, len(rows), len(columns) - 1)

    def value(self, sheet: Any, y: int, x: int, value: Any, shown: str) -> None:
        if isinstance(value, bool):
            sheet.write_string(y, x, "yes" if value else "no", self.look())
        elif isinstance(value, int | float):
            sheet.write_number(y, x, value, self.look(num_format=shown) if shown else self.look())
        elif value is not None:
            sheet.write_string(y, x, joined(value), self.look(text_wrap=True))

    def table(self, node: Node) -> None:
        sheet = self.file.add_worksheet(f"Table {node['number']}")
        sheet.write_string(0, 0, node["caption"], self.look(bold=True))
        total = sum(column["width"] for column in node["columns"])
        for x, column in enumerate(node["columns"]):
            sheet.set_column(x, x, max(10, round(110 * column["width"] / total)))
            sheet.write_string(1, x, column["text"], self.head(align=column["align"]))
        sheet.freeze_panes(2, 1)
        for y, row in enumerate(node["rows"], 2):
            for x, (cell, column) in enumerate(zip(row, node["columns"], strict=True)):
                last = bool(node["total"]) and y == len(node["rows"]) + 1
                self.cell(sheet, y, x, flat(cell), column["align"], x == 0 or last)
        if node["note"]:
            sheet.write_string(len(node["rows"]) + 3, 0, flat(node["note"]), self.look(font_color="#4A5257"))

    def cell(self, sheet: Any, y: int, x: int, words_: str, align: str, bold: bool) -> None:
        look = {"align": align, "bold": bold}
        found = number(words_) if align == "right" else None  # on the left, 1.10 is a name and not a number
        if found:
            sheet.write_number(y, x, found[0], self.look(num_format=found[1], **look))
        else:
            sheet.write_string(y, x, words_, self.look(text_wrap=True, **look))
