"""The file sent back: every row as it came, and beside it what is wrong in it.

Row by row, so that memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from intake.checks.headings import fitting
from intake.files import table as tables
from intake.files.table import Table
from intake.models import Upload
from intake.problems import Problem
from intake.registry import dataset
from intake.uploads import kept
from intake.uploads.advice import advice
from intake.uploads.bringing import remembered

ROW, WRONG, UNUSUAL = "Row in your file", "What is wrong", "What is unusual"


def opened(upload: Upload) -> Table:
    """As the check opened it. Raises Refused where it cannot be read any more."""
    fits = fitting(dataset(upload.dataset).layouts(), remembered(upload))
    return tables.opened(kept.path_of(upload.stored), upload.name, fits=fits, sheet=upload.sheet or None)


def headings(table: Table) -> list[str]:
    """What was added comes first, so that it is seen: a sheet may be wide."""
    return [ROW, WRONG, UNUSUAL, *table.headings]


def rows(upload: Upload, table: Table) -> Iterator[list[str | int]]:
    wrong = ByRow(kept.problems(upload, kept.ERRORS))
    unusual = ByRow(kept.problems(upload, kept.WARNINGS))
    for number, row in enumerate(table.rows, table.heading_row + 1):
        if any(cell.strip() for cell in row):
            yield [number, sentence(wrong.of(number)), sentence(unusual.of(number)), *row]


def sentence(problems: Iterable[Problem]) -> str:
    return "; ".join(f"{found.column.strip()}: {found.message or advice(found.code).title}" for found in problems)


class ByRow:
    """Problems in the order of their rows, asked for in that order."""

    def __init__(self, problems: Iterator[Problem]) -> None:
        self.groups = groupby(problems, key=lambda found: found.row)
        self.row, self.found = self.following()

    def following(self) -> tuple[int | None, list[Problem]]:
        row, found = next(self.groups, (None, iter(())))
        return row, list(found)

    def of(self, number: int) -> list[Problem]:
        while self.row is not None and self.row < number:
            self.row, self.found = self.following()
        return self.found if self.row == number else []
