"""What is wrong in a file, cell by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LONGEST_SHOWN = 100  # characters of a cell


class Wrong(NamedTuple):
    """Why a cell cannot be taken as it is: a code for programs, a sentence for people."""

    code: str
    message: str


class Unreadable(ValueError):
    """Raised by a column that cannot make anything of a cell."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.wrong = Wrong(code, message)


class Problem(NamedTuple):
    """One cell, or one row, that is wrong or unusual."""

    row: int  # as a spreadsheet numbers them: the headings are row 1
    column: str  # as it is headed in the file
    code: str
    value: str  # the cell as it stands in the file, its beginning if it is long
    message: str


def problem(row: int, column: str, wrong: Wrong, value: str) -> Problem:
    return Problem(row, column, wrong.code, value[:LONGEST_SHOWN], wrong.message)


@dataclass(frozen=True)
class Kind:
    """Problems of one code in one column."""

    code: str
    column: str
    count: int
    first: Sequence[Problem]

    @property
    def rows(self) -> Sequence[int]:
        return [found.row for found in self.first]


def by_kind(problems: Iterable[Problem], shown: int = 3) -> list[Kind]:
    """The most frequent first; of each its first rows."""
    kinds: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for found in problems:
        kinds[found.code, found.column].append(found)
    listed = [Kind(code, column, len(found), found[:shown]) for (code, column), found in kinds.items()]
    return sorted(listed, key=lambda kind: -kind.count)
