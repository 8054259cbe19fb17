"""Whole columns of cells read at once. A text that stands in many rows is read once; rows with something wrong are
looked for only where something wrong was met, so that a good file costs little more than its parsing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from intake.columns import Column, Identifier, folded
from intake.problems import Unreadable, Wrong

MOST_REMEMBERED = 50_000  # different texts of one column: memory stays flat, however long the file
NO_BREAK_SPACE = "\u00a0"
MARKS = "-_/.:"  # that stand in ids, and begin none
WITHOUT_MARKS = str.maketrans("", "", MARKS + "\n")
MISSING = Wrong("missing", "Empty, but it must be filled in")


class Reading(dict[str, Any]):
    """What each text of a column means: {cell as it stands in the file: value}. `wrong` has those that mean nothing,
    `unusual` those that are worth a warning."""

    def __init__(self, column: Column, then: Callable[[Any], Any] | None = None) -> None:
        """`then` makes of what was read what is stored: a hash of an id."""
        super().__init__()
        self.column = column
        self.then = then
        self.not_known = {folded(word) for word in column.not_known} | {""}
        self.longest_not_known = max(map(len, self.not_known))
        self.wrong: dict[str, Wrong] = {}
        self.unusual: dict[str, Wrong] = {}
        self.is_plain = plain_ids(column) if isinstance(column, Identifier) and then else None

    def __missing__(self, cell: str) -> Any:
        value = self[cell] = self.read(cell)
        return value

    def read(self, cell: str) -> Any:
        text = trimmed(cell)
        if len(text) <= self.longest_not_known and folded(text) in self.not_known:
            return self.nothing(cell)
        try:
            value = self.column.read(text)
        except Unreadable as problem:
            self.wrong[cell] = problem.wrong
            return None
        if value is None:
            return self.nothing(cell)
        return self.then(value) if self.then else value

    def nothing(self, cell: str) -> None:
        if self.column.required:
            self.wrong[cell] = MISSING
        elif self.column.unusual:
            self.unusual[cell] = Wrong("not_known", self.column.unusual)

    def read_all(self, cells: Sequence[str]) -> list[Any]:
        """In the order of `cells`; None where one is empty, or wrong."""
        if len(self) > MOST_REMEMBERED or not self.column.is_repeated:
            self.clear()
            self.wrong.clear()
            self.unusual.clear()
        if self.then and self.is_plain and self.is_plain(cells):
            return [self.then(cell) if cell else None for cell in cells]
        return list(map(self.__getitem__, cells))

    def found_wrong(self, cells: Sequence[str]) -> Iterator[tuple[int, Wrong]]:
        return places(cells, self.wrong)

    def found_unusual(self, cells: Sequence[str]) -> Iterator[tuple[int, Wrong]]:
        return places(cells, self.unusual)


def plain_ids(column: Identifier) -> Callable[[Sequence[str]], bool]:
    """Whether each of some cells is an id of letters and digits such as nearly all are, or empty where it may be: then
    there is nothing to look at one by one. A few passes over the text of all."""
    words = [folded(word) for word in column.not_known if word[0] not in MARKS]

    def is_plain(cells: Sequence[str]) -> bool:
        text = "\n".join(cells)
        if text.count("\n") != len(cells) - 1 or (column.required and "" in cells):
            return False
        if not text.isascii() or not text.translate(WITHOUT_MARKS).isalnum() or max(map(len, cells)) > column.longest:
            return False
        lined, lowered = f"\n{text}", text.lower()
        return not any(f"\n{mark}" in lined for mark in MARKS) and not any(word in lowered for word in words)

    return is_plain


def places(cells: Sequence[str], known: Mapping[str, Wrong]) -> Iterator[tuple[int, Wrong]]:
    """(index of a cell, what is the matter with it)."""
    if known:
        for index, cell in enumerate(cells):
            if cell in known:
                yield index, known[cell]


def trimmed(cell: str) -> str:
    """Without spaces about it; a no-break space within it is a space."""
    return cell.replace(NO_BREAK_SPACE, " ").strip()
