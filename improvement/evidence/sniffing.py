"""What a file of evidence is, told by its content: its name says only what somebody calls it.

Nothing is unpacked but the list of names of an Office file and its [Content_Types].xml, each of a bounded size.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath
from xml.parsers import expat

from organisation.refused import Refused
from pages.packed import BROKEN, READABLE, bytes_of_names, has_macros, is_locked, names_of

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_BYTES_OF_NAMES = MEGABYTE  # of the list of what is in an Office file
MOST_BYTES_OF_TYPES = 256 * 1024  # of [Content_Types].xml
MOST_UNPACKED = 200 * MEGABYTE
MOST_TIMES = 100  # as large unpacked as the file itself

KINDS = {  # kind: (what it is called, its content type, the endings that its name may have)
    "pdf": ("PDF", "application/pdf", (".pdf",)),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",)),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",)),
    "pptx": ("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation", (".pptx",)),
    "png": ("PNG picture", "image/png", (".png",)),
    "jpg": ("JPEG picture", "image/jpeg", (".jpg", ".jpeg")),
    "csv": ("CSV", "text/csv", (".csv",)),
    "txt": ("text", "text/plain", (".txt",)),
}
OFFICE = {f"{KINDS[kind][1]}.main+xml": kind for kind in ("docx", "xlsx", "pptx")}
TYPES = "[content_types].xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = re.compile(r"\s*<(?:!doctype|!--|\?xml|html|head|body|title|meta|script|style|iframe|svg)", re.IGNORECASE)
MARKUP_AFTER_WORDS = re.compile(
    r"<(?:!doctype\b|\?(?:php|xml|=)|/?(?:html|script|iframe|svg|object|embed)[\s/>]"
    r"|[a-z]+[\s/][^<>]{0,200}\bon[a-z]+\s*=)",
    re.IGNORECASE,
)
MOST_LOOKED_AT = 1024  # characters of a text, as browsers do to tell a page
SCRIPT = re.compile(r"\s*#!")
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")

ACCEPTED = "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), PNG, JPEG, CSV or text"
EMPTY = "The file is empty. Choose another"
TOO_LARGE = "The file is larger than 10 MB. Make it smaller, or give its address instead"
UNKNOWN = f"This kind of file is not accepted. Save it as {ACCEPTED}"
MACROS = "This file has macros. Save it without them, as .docx, .xlsx or .pptx, or as a PDF"
OLD_OFFICE = (
    "This is a file of an old Office, or one with a password. Save it as .docx, .xlsx or .pptx without a password, "
    "or as a PDF"
)
WEB_PAGE = "This is a web page, whatever its name says. Print it to a PDF and choose that, or give its address"
PACKED = "This is a packed file. Unpack it, and choose one file in it"
DAMAGED = "This Office file is damaged. Open it, save it again and choose it once more"
LOCKED = "This file has a password. Save it without one"
BOMB = "Unpacked, this file would be far too large. Save it as a PDF, or give its address instead"


def kind_of(content: bytes, name: str) -> str:
    """A key of KINDS. Raises Refused with what to do."""
    if not content:
        raise Refused(EMPTY, "file")
    if len(content) > MOST_BYTES:
        raise Refused(TOO_LARGE, "file")
    ending = PurePosixPath(name).suffix.lower()
    kind = kind_of_content(content)
    if kind == "txt" and ending in KINDS["csv"][2]:
        return "csv"
    if ending not in KINDS[kind][2]:
        called, _, endings = KINDS[kind]
        said = f"The file’s name ends in {ending}" if ending else "The file’s name has no ending"
        raise Refused(
            f"{said}, but by its content it is {called}. Save it again so that its name ends in {endings[0]}", "file"
        )
    return kind


def kind_of_content(content: bytes) -> str:
    """CSV is text too: 'txt'."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(OLE):
        raise Refused(OLD_OFFICE, "file")
    if content.startswith(b"PK"):
        return office_kind(content)
    text = as_text(content)
    if text is None or SCRIPT.match(text):
        raise Refused(UNKNOWN, "file")
    if MARKUP.match(text) or MARKUP_AFTER_WORDS.search(text[:MOST_LOOKED_AT]):
        raise Refused(WEB_PAGE, "file")
    return "txt"


def as_text(content: bytes) -> str | None:
    """None where it is none. A text in an old encoding of Windows is one."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        else:
            try:
                text = content.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = content.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if NO_TEXT.search(text) or text.startswith("{\\rtf") else text


# --- Office files, which are packed -----------------------------------------------------------------------------------


def office_kind(content: bytes) -> str:
    refuse_too_many_names(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            refuse_bomb(members, len(content))
            return kind_of_types(members, content_types(packed, members))
    except Refused:  # which is a ValueError
        raise
    except BROKEN as problem:
        raise Refused(DAMAGED, "file") from problem


def refuse_too_many_names(content: bytes) -> None:
    """Before the list of names is read."""
    size = bytes_of_names(io.BytesIO(content))
    if size is None:
        raise Refused(DAMAGED, "file")
    if size > MOST_BYTES_OF_NAMES:
        raise Refused(BOMB, "file")


def refuse_bomb(members: list[zipfile.ZipInfo], size: int) -> None:
    """By what the file says of itself: a program that unpacks it stops there too."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > min(MOST_UNPACKED, MOST_TIMES * size):
        raise Refused(BOMB, "file")


def content_types(packed: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, str]:
    """{part, or ending with a dot before it: content type}, in small letters."""
    listed = [member for member in members if member.filename.lower() == TYPES]
    if not listed:
        raise Refused(PACKED, "file")
    if len(listed) > 1 or listed[0].compress_type not in READABLE:
        raise Refused(DAMAGED, "file")
    if is_locked(listed):
        raise Refused(LOCKED, "file")
    with packed.open(listed[0]) as file:
        xml = file.read(MOST_BYTES_OF_TYPES + 1)
    if len(xml) > MOST_BYTES_OF_TYPES:
        raise Refused(BOMB, "file")
    return parsed(xml)


def parsed(xml: bytes) -> dict[str, str]:
    found: dict[str, str] = {}

    def element(name: str, attributes: dict[str, str]) -> None:
        part = attributes.get("PartName") or f".{attributes.get('Extension', '')}"
        found[part.lower()] = attributes.get("ContentType", "").strip().lower()

    def doctype(*_: object) -> None:
        raise Refused(DAMAGED, "file")  # no Office writes one, and entities grow

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    parser.Parse(xml, True)
    return found


def kind_of_types(members: list[zipfile.ZipInfo], types: dict[str, str]) -> str:
    names = names_of(members)
    if has_macros(names) or any(word in type for type in types.values() for word in ("macro", "vbaproject")):
        raise Refused(MACROS, "file")
    kinds = {OFFICE[type] for part, type in types.items() if type in OFFICE and part in names}
    if len(kinds) != 1:
        raise Refused(PACKED if not kinds else DAMAGED, "file")
    if is_locked(members):
        raise Refused(LOCKED, "file")
    return kinds.pop()
