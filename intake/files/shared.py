"""Texts that a workbook holds once and shows in many cells: its library makes a copy for each of them, so that half a
megabyte could fill the memory."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable

TEXT = re.compile(rb"<(?:[\w.-]{1,40}:)?si(?=[\s>/])")
SHOWN = re.compile(rb"""\st\s*=\s*["']s["'][^<>]*>\s*<(?:[\w.-]{1,40}:)?v[^<>]*>\s*([0-9]{1,9})""")
MARKED = (b't="s"', b"t='s'")
MOST_BYTES = 512 * 1024 * 1024


class Shared:
    """Of a workbook in XLSX: how long its texts are, and how many cells show one."""

    def __init__(self) -> None:
        self.lengths, self.part = array("L"), array("L")
        self.cells = 0

    def look(self, xml: bytes) -> None:
        self.cells += sum(map(xml.count, MARKED))
        before, *texts = TEXT.split(xml)
        if self.part:
            self.part[-1] += len(before)
        self.part.extend(map(len, texts))

    def end_part(self) -> None:
        if sum(self.part) > sum(self.lengths):
            self.lengths = self.part
        self.part = array("L")

    @property
    def may_be_too_large(self) -> bool:
        return max(self.lengths, default=0) * self.cells > MOST_BYTES

    def is_too_large(self, xml: Iterable[bytes]) -> bool:
        """Each text as often as it is shown. `xml`: the parts once more."""
        shown: Counter[bytes] = Counter()
        for each in xml:
            shown.update(SHOWN.findall(each))
        found = ((int(index), times) for index, times in shown.items())
        return sum(self.lengths[index] * times for index, times in found if index < len(self.lengths)) > MOST_BYTES
