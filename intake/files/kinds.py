"""What a file of rows is, told by its content. Its name must agree: who sends another kind by mistake is told so."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from intake.files import old_excel, packed
from organisation.refused import Refused

ENDINGS = {
    "csv": (".csv", ".txt", ".tsv"),
    "xlsx": (".xlsx",),
    "xls": (".xls",),
    "ods": (".ods",),
}
CALLED = {"csv": "text (CSV)", "xlsx": "an Excel workbook (XLSX)", "xls": "an old Excel workbook (XLS)",
          "ods": "an OpenDocument sheet (ODS)"}  # fmt: skip
ACCEPTED = "CSV, XLSX, XLS or ODS"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKED = b"PK\x03\x04"
ODS_TYPE = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
WITH_MACROS = (".xlsm", ".xlsb", ".xltm", ".xlam")
MARKUP = re.compile(rb"\s*<[a-z!?/]", re.IGNORECASE)
OTHERS = {  # {how it begins: what it is}
    b"%PDF-": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a packed file",
    b"Rar!": "a packed file",
    b"7z\xbc\xaf": "a packed file",
    b"SQLite format 3": "a database",
    b"{\\rtf": "a text of a word processor",
    b"MZ": "a program",
    b"\x7fELF": "a program",
}
LOOKED_AT = 4096  # bytes


def kind_of(path: Path, name: str) -> str:
    """'csv', 'xlsx', 'xls' or 'ods'. Raises Refused with what to do."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    kind = kind_of_content(start)
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if kind == "xls" and ending in (".xlsx", ".ods", *WITH_MACROS) and old_excel.is_locked(path):
        raise Refused(packed.LOCKED)
    if kind == "xlsx" and ending in WITH_MACROS:
        raise Refused(packed.MACROS)
    if ending not in ENDINGS[kind]:
        said = f"Its name ends in {ending}" if ending else "Its name has no ending"
        raise Refused(
            f"{said}, but by its content it is {CALLED[kind]}. Save it again as {kind.upper()}, or give it the right "
            "name, and choose it once more."
        )
    return kind


def kind_of_content(start: bytes) -> str:
    if not start.strip():
        raise Refused("The file is empty. Export it again and choose the new one.")
    if start.startswith(PACKED):
        return "ods" if ODS_TYPE in start else "xlsx"
    if start.startswith(OLE):
        return "xls"
    for beginning, called in OTHERS.items():
        if start.startswith(beginning):
            raise Refused(f"This is {called}, not a table. Save the table as {ACCEPTED} and choose it again.")
    if MARKUP.match(start.removeprefix(b"\xef\xbb\xbf")):
        raise Refused(
            "This is a web page or XML, whatever its name says. Open it in a spreadsheet, save it as XLSX or CSV and "
            "choose that."
        )
    return "csv"
