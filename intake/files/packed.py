"""Whether a packed file (XLSX, ODS) may be opened at all: looked at before any library unpacks it.

Each part is unpacked here once, in blocks that are thrown away, and held against what the file says of it: a bomb is
refused when it has grown too large, not when memory is full.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from intake.files.extent import Cells, Repeats
from intake.files.shared import Shared
from organisation.refused import Refused
from pages.packed import BROKEN, READABLE, bytes_of_names, has_macros, is_locked, names_of

MEGABYTE = 1024 * 1024
MOST_NAMES = 2_000  # parts of a workbook
MOST_BYTES_OF_NAMES = MEGABYTE
MOST_UNPACKED = 600 * MEGABYTE
MOST_TIMES = 100  # as large unpacked as packed
SMALL = 10 * MEGABYTE  # below it no ratio is too high: a sheet of equal cells packs well
BLOCK = 256 * 1024
LONGEST_TAG = MEGABYTE
LOCAL = b"PK\x03\x04"
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".svg", ".bmp", ".tiff")
ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
OUTSIDE = re.compile(rb'TargetMode\s*=\s*["\']External["\']', re.IGNORECASE)
RELATION = re.compile(rb"<(?:\w{1,20}:)?Relationship\b[^<>]*>", re.IGNORECASE)
LINK = re.compile(rb'/relationships/hyperlink["\']', re.IGNORECASE)
ODS_SCRIPTS = re.compile(rb"<(?:office:script|script:event-listener|office:event-listeners)\b|vnd\.sun\.star\.script:")
ODS_OUTSIDE = re.compile(
    rb"<(?:table:table-source|table:cell-range-source|table:dde-link|office:dde-source|table:database-source-[a-z]+)\b"
)

DAMAGED = "The file is damaged. Open it, save it again and choose it once more."
LOCKED = "The file has a password. Save it without one and choose it again."
BOMB = "Unpacked, the file would be far too large. Save the sheet alone as CSV and choose that."
MACROS = "The file has macros. Save it without them, as XLSX or CSV, and choose that."
REFERENCES = "The file takes data from other files. Keep the values only, save it again and choose it once more."
XML = "The file holds XML that no spreadsheet writes. Save the sheet as CSV and choose that."
NESTED = "The file holds other packed files. Save the sheet alone as CSV and choose that."
NOT_A_WORKBOOK = "This is a packed file, not a workbook. Unpack it and choose one table in it."


def look_through(path: Path, kind: str) -> None:
    """Raises Refused."""
    refuse_too_many_names(path)
    try:
        with zipfile.ZipFile(path) as packed, path.open("rb") as file:
            members = packed.infolist()
            refuse_by_names(members, kind)
            refuse_by_size(members, path.stat().st_size)
            shared = Shared()
            for member in members:
                look_through_part(file, member, kind, shared)
            if shared.may_be_too_large:
                again = (xml for member in members for xml in chunks(file, member))
                if shared.is_too_large(again):
                    raise Refused(BOMB)
    except Refused:  # which is a ValueError
        raise
    except BROKEN as broken:
        raise Refused(DAMAGED) from broken


def refuse_too_many_names(path: Path) -> None:
    """Before the list of names is read."""
    with path.open("rb") as file:
        size = bytes_of_names(file)
    if size is None:
        raise Refused(DAMAGED)
    if size > MOST_BYTES_OF_NAMES:
        raise Refused(BOMB)


def refuse_by_names(members: list[zipfile.ZipInfo], kind: str) -> None:
    names = names_of(members)
    if len(names) > MOST_NAMES or len(set(names)) < len(names):
        raise Refused(DAMAGED)
    if is_locked(members):
        raise Refused(LOCKED)
    if any(member.compress_type not in READABLE for member in members):
        raise Refused(DAMAGED)
    if ("/content.xml" if kind == "ods" else "/xl/workbook.xml") not in names:
        raise Refused(NOT_A_WORKBOOK)
    if has_macros(names) or any(name.startswith(("/basic/", "/scripts/")) for name in names):
        raise Refused(MACROS)
    if any("/externallinks/" in name or name.endswith("/connections.xml") for name in names):
        raise Refused(REFERENCES)


def refuse_by_size(members: list[zipfile.ZipInfo], size: int) -> None:
    """By what the file says of itself."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or unpacked > max(SMALL, MOST_TIMES * size):
        raise Refused(BOMB)


def look_through_part(file: BinaryIO, member: zipfile.ZipInfo, kind: str, shared: Shared) -> None:
    """Every part: which of them is a sheet another part says, and may say falsely."""
    name = member.filename.casefold()
    sheet = Repeats() if kind == "ods" else Cells()
    for xml in chunks(file, member):
        refuse_by_content(name, xml, kind)
        sheet.look(xml)
        if kind == "xlsx":
            shared.look(xml)
    shared.end_part()


def chunks(file: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part in pieces of whole tags. Of pictures nothing, though they are unpacked too."""
    is_picture, is_first, left = member.filename.casefold().endswith(PICTURES), True, b""
    for block in unpacked(file, member):
        if is_first and block.startswith(LOCAL):
            raise Refused(NESTED)
        is_first = False
        if not is_picture:
            seen, left = whole_tags(left + block)
            yield seen
    yield left


def whole_tags(xml: bytes) -> tuple[bytes, bytes]:
    """What can be looked at already, and the beginning of a tag that goes on in the next block."""
    cut = xml.rfind(b"<")
    if cut < 0 or xml.find(b">", cut) >= 0:
        return xml, b""
    if len(xml) - cut > LONGEST_TAG:
        raise Refused(XML)
    return xml[:cut], xml[cut:]


def refuse_by_content(name: str, xml: bytes, kind: str) -> None:
    if name.endswith((".xml", ".rels")) and (b"\0" in xml or xml.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise Refused(XML)  # written so that what is in it is not found
    if ENTITIES.search(xml):
        raise Refused(XML)
    if kind == "ods":
        if ODS_SCRIPTS.search(xml):
            raise Refused(MACROS)
        if ODS_OUTSIDE.search(xml):
            raise Refused(REFERENCES)
    elif name.endswith(".rels") and any(OUTSIDE.search(one) and not LINK.search(one) for one in RELATION.findall(xml)):
        raise Refused(REFERENCES)


def unpacked(file: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Its blocks. More than the list of names says is a lie, and refused: other programs would believe the data."""
    if member.header_offset < 0:
        raise Refused(DAMAGED)
    file.seek(member.header_offset)
    header = file.read(30)
    if not header.startswith(LOCAL):
        raise Refused(DAMAGED)
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    inflate = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
    left, grown = member.compress_size, 0
    while left:
        packed = file.read(min(BLOCK, left))
        if not packed:
            raise Refused(DAMAGED)
        left -= len(packed)
        while packed:
            block = inflate.decompress(packed, BLOCK) if inflate else packed
            packed = inflate.unconsumed_tail if inflate else b""
            grown += len(block)
            if grown > member.file_size:
                raise Refused(BOMB)
            yield block
    if grown < member.file_size:
        raise Refused(DAMAGED)
