"""Workbooks of kinds that no library writes for us, as small as they may be: old Excel (XLS) and OpenDocument (ODS).

A cell is a text, a number, a boolean, a date, a datetime, None, or `Error("#N/A")`.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr


class Error(NamedTuple):
    said: str


class Shared(NamedTuple):
    """A cell of XLS that shows the text of this number, of those in a record of the workbook."""

    number: int


Sheets = Mapping[str, Sequence[Sequence[Any]]]
ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}
SECTOR = 512
END, FREE, IN_TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
GENERAL, DAY, MOMENT = 0, 1, 2  # our three formats of cells
EPOCH = datetime(1899, 12, 30)

# --- XLS: records [MS-XLS] in a compound file [MS-CFB] ----------------------------------------------------------------


def xls(path: Path, sheets: Sheets, *, extra: bytes = b"", streams: Mapping[str, bytes] | None = None) -> Path:
    """`extra`: records among the workbook's own. `streams`: others beside it."""
    path.write_bytes(compound({"Workbook": book(sheets, extra), **(streams or {})}))
    return path


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def book(sheets: Sheets, extra: bytes = b"") -> bytes:
    begin = record(0x809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    formats = b"".join(
        record(0xE0, struct.pack("<HHHBBBBIIH", 0, number, 0, 0, 0, 0, 0, 0, 0, 0)) for number in (0, 14, 22)
    )
    listed = [struct.pack("<BB", 0, 0) + struct.pack("<BB", len(name), 0) + name.encode("latin-1") for name in sheets]
    length = len(begin) + len(extra) + len(formats) + sum(8 + len(one) for one in listed) + 4
    bodies: list[bytes] = []
    starts: list[int] = []
    for rows in sheets.values():
        starts.append(length + sum(map(len, bodies)))
        bodies.append(sheet(rows))
    names = b"".join(record(0x85, struct.pack("<I", start) + one) for start, one in zip(starts, listed, strict=True))
    return begin + extra + formats + names + record(0x0A) + b"".join(bodies)


def texts(*pieces: bytes) -> bytes:
    """The record of shared texts, and those in which it goes on."""
    return b"".join(record(0x3C if number else 0xFC, piece) for number, piece in enumerate(pieces))


def sheet(rows: Sequence[Sequence[Any]]) -> bytes:
    cells = [
        cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value is not None
    ]
    return record(0x809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + b"".join(cells) + record(0x0A)


def cell(row: int, column: int, value: Any) -> bytes:
    at = struct.pack("<HH", row, column)
    if isinstance(value, Shared):
        return record(0xFD, at + struct.pack("<HI", GENERAL, value.number))
    if isinstance(value, Error):
        return record(0x205, at + struct.pack("<HBB", GENERAL, ERRORS[value.said], 1))
    if isinstance(value, bool):
        return record(0x205, at + struct.pack("<HBB", GENERAL, value, 0))
    if isinstance(value, datetime):
        return record(0x203, at + struct.pack("<Hd", MOMENT, serial(value)))
    if isinstance(value, date):
        return record(0x203, at + struct.pack("<Hd", DAY, serial(datetime(value.year, value.month, value.day))))
    if isinstance(value, (int, float)):
        return record(0x203, at + struct.pack("<Hd", GENERAL, value))
    return record(0x204, at + struct.pack("<HHB", GENERAL, len(value), 1) + value.encode("utf-16-le"))


def serial(moment: datetime) -> float:
    passed = moment - EPOCH
    return passed.days + passed.seconds / 86_400


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Every stream is made as long as those are that have sectors of their own."""
    padded = {name: body.ljust(max(4096, -(-len(body) // SECTOR) * SECTOR), b"\0") for name, body in streams.items()}
    entries = -(-(1 + len(padded)) // 4)
    sectors = entries + sum(len(body) // SECTOR for body in padded.values())
    tables = 1
    while tables * 128 < sectors + tables:
        tables += 1
    table = [IN_TABLE] * tables
    directory = [entry("Root Entry", 5, END, 0, child=1)]
    table += [*range(tables + 1, tables + entries), END]
    for number, (name, body) in enumerate(padded.items(), 1):
        start, count = len(table), len(body) // SECTOR
        table += [*range(start + 1, start + count), END]
        right = number + 1 if number < len(padded) else FREE
        directory.append(entry(name, 2, start, len(body), right=right))
    table += [FREE] * (tables * 128 - len(table))
    directory += [bytes(128)] * (entries * 4 - len(directory))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0,
        tables, tables, 0, 4096, END, 0, END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    return header + struct.pack(f"<{len(table)}I", *table) + b"".join(directory) + b"".join(padded.values())


def entry(name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", written, len(written), kind, 1, FREE, right, child, bytes(16), 0, 0, 0, start, size
    )


# --- ODS --------------------------------------------------------------------------------------------------------------

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/></manifest:manifest>'
)
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (("office", "office"), ("table", "table"), ("text", "text"))
)


def ods(path: Path, sheets: Sheets) -> Path:
    return ods_of(path, "".join(ods_sheet(name, rows) for name, rows in sheets.items()))


def ods_of(path: Path, tables: str, *, more: Mapping[str, str] | None = None, before: str = "") -> Path:
    """`tables`: the XML of its sheets. `more`: other parts. `before`: what stands before the body."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", ODS_TYPE, zipfile.ZIP_STORED)
        packed.writestr("META-INF/manifest.xml", MANIFEST)
        packed.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {SPACES} office:version="1.2">'
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )
        for name, body in (more or {}).items():
            packed.writestr(name, body)
    return path


def ods_sheet(name: str, rows: Sequence[Sequence[Any]]) -> str:
    written = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    return f"<table:table table:name={quoteattr(name)}>{written}</table:table>"


def ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, Error):
        return typed("string", value.said, 'office:string-value=""')
    if isinstance(value, bool):
        return typed("boolean", str(value).upper(), f'office:boolean-value="{str(value).lower()}"')
    if isinstance(value, date):
        return typed("date", str(value), f'office:date-value="{value.isoformat()}"')
    if isinstance(value, (int, float)):
        return typed("float", str(value), f'office:value="{value}"')
    return typed("string", value)


def typed(kind: str, said: str, value: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}" {value}><text:p>{escape(said)}</text:p></table:table-cell>'


# --- XLSX with what no library would write ----------------------------------------------------------------------------

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'


def xlsx_of(path: Path, rows: str = ROW, *, more: Mapping[str, str | bytes] | None = None, before: str = "") -> Path:
    """`rows`: the XML of its sheet. `more`: other parts, or other contents of those that there are."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="One" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        **(more or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in parts.items():
            packed.writestr(name, body)
    return path


def say_of_size(path: Path, name: str, size: int) -> Path:
    """Makes the list of names say another unpacked size of a part than it has."""
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if data[at + 46 : at + 46 + length] == name.encode():
            struct.pack_into("<I", data, at + 24, size)
        at = data.find(b"PK\x01\x02", at + 46)
    path.write_bytes(data)
    return path
