"""What is told of a packed file (ZIP: Office files and OpenDocument) before anything of it is unpacked."""

from __future__ import annotations

import sys
import zipfile
import zlib
from collections.abc import Sequence
from typing import BinaryIO
from xml.parsers import expat

# What Python's readers raise of a packed file that was cut short or bent. Whoever sent it can only send it again.
BROKEN = (
    zipfile.BadZipFile,  # a wrong sum or header
    zlib.error,  # packing that breaks off
    expat.ExpatError,  # XML that breaks off
    EOFError,
    NotImplementedError,  # zipfile's word for a version or a way of packing that it does not read
    ValueError,  # numbers that cannot be
)
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
END, END_BYTES = b"PK\x05\x06", 22
ZIP64, ZIP64_BYTES = b"PK\x06\x07", 20
LONGEST_COMMENT = 65_535


def bytes_of_names(file: BinaryIO) -> int | None:
    """How long the list of names is that a reader would read at once, as the end of the file says. None where it has no
    such end; no limit where the file says it in the way of files over 4 GB."""
    size = file.seek(0, 2)
    file.seek(max(0, size - LONGEST_COMMENT - END_BYTES - ZIP64_BYTES))
    last = file.read()
    at = last.rfind(END)
    if at < 0 or len(last) < at + END_BYTES:
        return None
    if last[max(0, at - ZIP64_BYTES) : at].startswith(ZIP64):
        return sys.maxsize
    return int.from_bytes(last[at + 12 : at + 16], "little")


def names_of(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Each with a slash before it, in small letters, whatever wrote them."""
    return ["/" + member.filename.replace("\\", "/").casefold().lstrip("/") for member in members]


def is_locked(members: Sequence[zipfile.ZipInfo]) -> bool:
    """With a password."""
    return any(member.flag_bits & 1 for member in members)


def has_macros(names: Sequence[str]) -> bool:
    """By the names of an Office file's parts."""
    return any("vbaproject" in name or "/macrosheets/" in name for name in names)
