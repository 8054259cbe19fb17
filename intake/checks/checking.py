"""Every row of a file held against its dataset: what is good goes on, what is wrong is told cell by cell.

Blocks of rows are turned into columns and each column is read at once, so a good row costs its parsing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import compress
from typing import Any

from intake.checks.cells import MOST_REMEMBERED, Reading
from intake.checks.headings import Matched
from intake.columns import Column, Day, Identifier
from intake.dataset import Dataset, Layout, Merged, Records, RowCheck, Values
from intake.files.table import Block, Table
from intake.problems import Problem, Wrong, by_kind, problem
from organisation.refused import Refused

MOST_ERRORS = 200_000


@dataclass(frozen=True)
class Rows:
    """Good rows of a block, column by column."""

    numbers: Sequence[int]
    values: Values
    raw: Mapping[str, Sequence[str]]  # cells as they stand in the file, of columns of which they are wanted


@dataclass
class Check:
    """A file while it is read. `bad_keys`: keys of rows that are wrong, since another row may share them."""

    dataset: Dataset
    layout: Layout
    matched: Matched
    headings: Sequence[str]
    month: date | None
    today: date
    then: Mapping[str, Callable[[Any], Any]]  # {column: what makes of its value what is stored}
    rows: int = 0
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    bad_rows: set[int] = field(default_factory=set)
    bad_keys: list[tuple[int, str, str]] = field(default_factory=list)  # (row, key, as it stands in the file)

    def __post_init__(self) -> None:
        self.past = [column.name for column in self.layout.columns if isinstance(column, Day) and column.is_past]
        every = isinstance(self.dataset, Merged)
        self.originals = [column.name for column in self.layout.columns if every or is_kept(column)]
        # cells that stand together in many rows are judged once
        self.judges = [lru_cache(MOST_REMEMBERED)(check.wrong) for check in self.layout.checks]
        self.readings = {column.name: Reading(column, self.then.get(column.name)) for column in self.layout.columns}

    def good(self, table: Table) -> Iterator[Rows]:
        """Raises Refused where so much is wrong that a list of it would help nobody, and fill the memory."""
        for block in table.blocks():
            if block.rows:
                yield self.checked(block)
            if len(self.errors) > MOST_ERRORS:
                raise Refused(too_many(self.errors))

    def checked(self, block: Block) -> Rows:
        self.rows += len(block.rows)
        cells = dict(enumerate(zip(*block.rows, strict=True)))
        empty = [""] * len(block.rows)
        raw = {name: cells.get(self.matched.places.get(name, -1), empty) for name in self.readings}
        values = {name: reading.read_all(raw[name]) for name, reading in self.readings.items()}
        wrong = Found(block.numbers, raw, self.heading_of, self.errors)
        for name, reading in self.readings.items():
            wrong.add(name, reading.found_wrong(raw[name]))
            if name in self.matched.places:  # a file without the column says nothing about any row of it
                Found(block.numbers, raw, self.heading_of, self.warnings).add(name, reading.found_unusual(raw[name]))
        self.check_width(block, wrong)
        self.check_days(values, wrong)
        for check, judge in zip(self.layout.checks, self.judges, strict=True):
            warns = check.is_unusual or check.is_harmless
            found = Found(block.numbers, raw, self.heading_of, self.warnings) if warns else wrong
            found.add(check.columns[0], broken(check, judge, values))
        return self.kept(block.numbers, values, raw, wrong.indexes)

    @property
    def harmless(self) -> set[str]:
        """Codes of warnings that are told, and need no reason."""
        return {check.code for check in self.layout.checks if check.is_harmless} | set(self.dataset.harmless)

    def heading_of(self, name: str) -> str:
        """As the file heads the column; the dataset's own name where the file has none."""
        place = self.matched.places.get(name)
        return self.headings[place] if place is not None else name

    def check_width(self, block: Block, wrong: Found) -> None:
        if not block.too_wide:
            return
        by_number = dict(zip(block.numbers, range(len(block.numbers)), strict=True))
        for number, width in block.too_wide:
            said = f"The row has {width} cells, the headings {len(self.headings)}. Is a comma in a cell without quotes?"
            wrong.add(self.layout.columns[0].name, [(by_number[number], Wrong("too_many_cells", said))])

    def check_days(self, values: Values, wrong: Found) -> None:
        """No day that is still to come where none can be, and the month that was asked for."""
        said = Wrong("in_the_future", f"After today, {self.today:%d/%m/%Y}")
        today = self.today.toordinal()
        for name in self.past:
            if max(map(date.toordinal, filter(None, values[name])), default=0) > today:
                wrong.add(name, ((i, said) for i, day in enumerate(values[name]) if day and day.toordinal() > today))
        if isinstance(self.dataset, Records):
            self.check_months(self.dataset, values, wrong)

    def check_months(self, dataset: Records, values: Values, wrong: Found) -> None:
        if self.month is None:
            return
        said = Wrong("another_month", f"Not in {self.month:%B %Y}, the month that was given")
        days = enumerate(dataset.day_of(values))
        wrong.add(dataset.month_of, ((i, said) for i, day in days if day and day.replace(day=1) != self.month))

    def kept(self, numbers: Sequence[int], values: Values, raw: Mapping[str, Sequence[str]], bad: set[int]) -> Rows:
        originals = {name: raw[name] for name in self.originals}
        if not bad:
            return Rows(numbers, values, originals)
        self.bad_rows |= {numbers[i] for i in bad}
        if self.dataset.key in values:  # a layout without ids makes its keys when all rows are good
            keys = values[self.dataset.key]
            self.bad_keys += [(numbers[i], keys[i], raw[self.dataset.key][i]) for i in bad if keys[i]]
        good = [i not in bad for i in range(len(numbers))]
        return Rows(
            list(compress(numbers, good)),
            {name: list(compress(column, good)) for name, column in values.items()},
            {name: list(compress(column, good)) for name, column in originals.items()},
        )


def is_kept(column: Column) -> bool:
    return isinstance(column, Identifier) and bool(column.kept_in)


class Found:
    """Collects what is the matter with cells of a block, and which rows they stand in."""

    def __init__(
        self,
        numbers: Sequence[int],
        raw: Mapping[str, Sequence[str]],
        heading_of: Callable[[str], str],
        problems: list[Problem],
    ) -> None:
        self.numbers, self.raw, self.heading_of, self.problems = numbers, raw, heading_of, problems
        self.indexes: set[int] = set()

    def add(self, name: str, found: Iterable[tuple[int, Wrong]]) -> None:
        for index, wrong in found:
            self.indexes.add(index)
            self.problems.append(problem(self.numbers[index], self.heading_of(name), wrong, self.raw[name][index]))


def too_many(errors: Sequence[Problem]) -> str:
    most = by_kind(errors)[0]
    first = most.first[0]
    return (
        f"More than {MOST_ERRORS:,} cells are wrong, most of them in ‘{most.column}’ ({first.message}, first in row "
        f"{first.row:,}). Correct that in your own system and choose the file again."
    )


def broken(check: RowCheck, judge: Callable[..., bool], values: Values) -> Iterator[tuple[int, Wrong]]:
    """`judge`: what the check asks, for cells that it has not met yet."""
    cells = [values[name] for name in check.columns]
    wrong = [*map(judge, *cells)]
    if any(wrong):
        for index, (is_wrong, *row) in enumerate(zip(wrong, *cells, strict=True)):
            if is_wrong:
                yield index, Wrong(check.code, check.message(*row))
