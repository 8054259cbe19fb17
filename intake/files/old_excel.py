"""Whether an old workbook (XLS) may be opened: its directory and its records are walked before a library reads it.

It is a compound file [MS-CFB] whose stream 'Workbook' is a row of records [MS-XLS]: two bytes of kind, two of length.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from intake.files import packed
from intake.files.extent import refuse_too_large
from intake.files.shared import MOST_BYTES as MOST_COPIED
from organisation.refused import Refused

NO_SECTOR = 0xFFFFFFFA  # from here on a number is no sector
MOST_ENTRIES = 100_000
MOST_BYTES = 64 * 1024 * 1024  # 65,536 rows of 256 columns hardly fill it
BOOKS = ("workbook", "book")
MACRO_STREAMS = ("_vba_project_cur", "_vba_project", "vba")
LOCKED_STREAMS = ("encryptedpackage", "encryptioninfo")
TEXTS, MORE, SHOWN = 0xFC, 0x3C, 0xFD  # the shared texts, what goes on from a record, a cell that shows one of them
FILE_PASS, BEGIN, SUP_BOOK, EXTERN_COUNT = 0x2F, 0x809, 0x1AE, 0x16
OWN_SHEETS, ADD_INS = 0x0401, 0x3A01
CELLS = {0x0203, 0x0204, 0x0205, 0x00FD, 0x027E, 0x007E, 0x0006, 0x00D6}  # number, label, error, text, RK, formula
MANY_CELLS = {0x00BD, 0x00BE}  # of one row: the last two bytes are its last column
NOT_EXCEL = "This is no workbook of Excel, whatever its name says. Save the table as XLSX or CSV and choose that."


def look_through(path: Path) -> None:
    """Raises Refused."""
    try:
        compound = opened(path)
        names = {name.casefold() for name in compound.streams}
        if names & set(LOCKED_STREAMS):
            raise Refused(packed.LOCKED)
        if names & set(MACRO_STREAMS):
            raise Refused(packed.MACROS)
        book = next((name for name in compound.streams if name.casefold() in BOOKS), None)
        if book is None:
            raise Refused(NOT_EXCEL)
        look_through_records(compound.stream(book))
    except (struct.error, IndexError) as broken:
        raise Refused(packed.DAMAGED) from broken


def is_locked(path: Path) -> bool:
    """Whether a workbook of today has a password: then it is packed into such a file."""
    try:
        return bool({name.casefold() for name in opened(path).streams} & set(LOCKED_STREAMS))
    except (Refused, struct.error, IndexError):
        return False


def opened(path: Path) -> Compound:
    if path.stat().st_size > MOST_BYTES:
        raise Refused("The file is too large for an old Excel workbook. Save the table as XLSX or CSV and choose that.")
    return Compound(path.read_bytes())


class Compound:
    """`streams`: {name: (first sector, bytes)}."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift, small = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small != 6:
            raise Refused(packed.DAMAGED)
        self.size = 1 << shift
        self.cutoff = struct.unpack_from("<I", data, 56)[0]
        self.table = self.allocation()
        self.streams: dict[str, tuple[int, int]] = {}
        self.root = (NO_SECTOR, 0)
        directory = b"".join(self.sectors(struct.unpack_from("<I", data, 48)[0]))
        for at in range(0, min(len(directory), MOST_ENTRIES * 128), 128):
            self.enter(directory[at : at + 128])

    def enter(self, entry: bytes) -> None:
        length = struct.unpack_from("<H", entry, 64)[0]
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", entry, 116)
        if entry[66] == 5:
            self.root = (start, size)
        elif entry[66] in (1, 2):
            self.streams[name] = (start, size)

    def allocation(self) -> list[int]:
        """Which sector follows which."""
        numbers = list(struct.unpack_from("<109I", self.data, 76))
        following, left = struct.unpack_from("<II", self.data, 68)
        for _ in range(min(left, len(self.data) // self.size)):
            if following >= NO_SECTOR:
                break
            more = struct.unpack(f"<{self.size // 4}I", self.sector(following))
            numbers += more[:-1]
            following = more[-1]
        table: list[int] = []
        for number in numbers:
            if number < NO_SECTOR:
                table += struct.unpack(f"<{self.size // 4}I", self.sector(number))
        return table

    def sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        found = self.data[start : start + self.size]
        if not found:
            raise Refused(packed.DAMAGED)
        return found.ljust(self.size, b"\0")

    def sectors(self, number: int) -> Iterator[bytes]:
        left = len(self.data) // self.size + 1  # a chain that is longer goes round in a circle
        while number < NO_SECTOR:
            if left == 0:
                raise Refused(packed.DAMAGED)
            left -= 1
            yield self.sector(number)
            number = self.table[number]

    def stream(self, name: str) -> bytes:
        start, size = self.streams[name]
        if size >= self.cutoff:
            return b"".join(self.sectors(start))[:size]
        room = b"".join(self.sectors(self.root[0]))
        following = struct.unpack_from("<I", self.data, 60)[0]
        table = [next_one for one in self.sectors(following) for next_one in struct.unpack(f"<{self.size // 4}I", one)]
        found: list[bytes] = []
        while start < NO_SECTOR and len(found) <= len(table):
            found.append(room[start * 64 : start * 64 + 64])
            start = table[start]
        return b"".join(found)[:size]


def look_through_records(stream: bytes) -> None:
    at, rows, columns, count, before = 0, 0, 0, 0, 0
    texts: list[bytes] = []
    shown: Counter[int] = Counter()
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = at + 4
        at = body + length
        if kind == TEXTS or (kind == MORE and before == TEXTS):
            texts.append(stream[body:at])
            before = TEXTS
            continue
        before = kind
        if kind == SHOWN:
            shown[struct.unpack_from("<I", stream, body + 6)[0]] += 1
        if kind in CELLS or kind in MANY_CELLS:
            row, column = struct.unpack_from("<HH", stream, body)
            if kind in MANY_CELLS:
                column = struct.unpack_from("<H", stream, at - 2)[0]
            count += 1 if kind in CELLS else max(1, column)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind == FILE_PASS:
            raise Refused(packed.LOCKED)
        elif kind == SUP_BOOK and struct.unpack_from("<H", stream, body + 2)[0] not in (OWN_SHEETS, ADD_INS):
            raise Refused(packed.REFERENCES)
        elif kind == BEGIN:
            refuse_too_large(columns, rows, count)
            rows = columns = count = 0
    refuse_too_large(columns, rows, count)
    refuse_copies(texts, shown)
    if at < len(stream) and stream[at:].strip(b"\0"):
        raise Refused(packed.DAMAGED)


def refuse_copies(texts: Sequence[bytes], shown: Mapping[int, int]) -> None:
    """Of a shared text its library makes a copy for each cell that shows it."""
    if sum(map(len, texts)) * sum(shown.values()) <= MOST_COPIED:
        return
    lengths = lengths_of(texts)
    if sum(lengths[index] * times for index, times in shown.items() if index < len(lengths)) > MOST_COPIED:
        raise Refused(packed.BOMB)


def lengths_of(texts: Sequence[bytes]) -> list[int]:
    """In letters. A text may go on in the next record, whose first byte then says again how wide its letters are."""
    found: list[int] = []
    number, at = 0, 8
    while number < len(texts):
        if at >= len(texts[number]):
            number, at = number + 1, 0
            continue
        length, flags = struct.unpack_from("<HB", texts[number], at)
        at += 3
        after = 0
        if flags & 8:
            after += 4 * struct.unpack_from("<H", texts[number], at)[0]
            at += 2
        if flags & 4:
            after += struct.unpack_from("<I", texts[number], at)[0]
            at += 4
        found.append(length)
        left, width = length, 1 + (flags & 1)
        while left > (room := (len(texts[number]) - at) // width):
            left, number, at = left - room, number + 1, 1
            if number == len(texts):
                return found
            width = 1 + (texts[number][0] & 1)
        at += left * width
        while after > (room := len(texts[number]) - at):
            after, number, at = after - room, number + 1, 0
            if number == len(texts):
                return found
        at += after
    return found
