"""Which characters the paper's font can draw. Typst refuses a document with one that it cannot."""

import struct
from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
INVISIBLE = {0x00AD, 0x200B, 0x200C, 0x200D, 0x2060}  # hyphenation and joining: nothing is drawn


def missing(text: str) -> list[str]:
    """The characters of a text that no document can show, each once, in their order."""
    return [c for c in dict.fromkeys(text) if ord(c) not in _drawable()]


@cache
def _drawable() -> frozenset[int]:
    regular, bold = (_code_points((FONTS / f"SourceSans3-{weight}.ttf").read_bytes()) for weight in ("Regular", "Bold"))
    return frozenset({point for point in regular & bold if _is_text(point)} | INVISIBLE)


def _is_text(point: int) -> bool:
    return point >= 0x20 and not 0x7F <= point <= 0x9F and not 0xE000 <= point <= 0xF8FF


def _code_points(font: bytes) -> set[int]:
    """The font's character map: of its subtables the one of 32-bit ranges (format 12)."""
    [count] = struct.unpack_from(">H", font, 4)
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    start = tables[b"cmap"]
    [count] = struct.unpack_from(">H", font, start + 2)
    places = [start + struct.unpack_from(">I", font, start + 8 + 8 * n)[0] for n in range(count)]
    at = next(place for place in places if struct.unpack_from(">H", font, place) == (12,))
    [groups] = struct.unpack_from(">I", font, at + 12)
    ranges = (struct.unpack_from(">II", font, at + 16 + 12 * n) for n in range(groups))
    return {point for first, last in ranges for point in range(first, last + 1)}
