"""Loading a file: all of it or nothing, in one transaction.

A dry run is the same work, undone at its end: so it says exactly what a load would say.
"""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from intake.checks.checking import Check, Rows
from intake.checks.headings import Matched, fitting, matched
from intake.columns import Identifier
from intake.dataset import Dataset, Layout
from intake.files import table as tables
from intake.files.table import Table
from intake.files.workbook import Sheets
from intake.loads.after import already_elsewhere, given_twice
from intake.loads.changes import Change, first_changes
from intake.loads.difference import Difference, as_data, difference, rows_by_load
from intake.loads.steps import Progress, Step
from intake.loads.writing import Loads, Ready, write
from intake.models import BroughtFile, Load
from intake.problems import Problem
from intake.references import keys
from intake.references.rotating import refuse_other_keys
from organisation.models import User
from organisation.refused import Refused

BLOCK = 1024 * 1024


class Undone(Exception):
    """Ends the transaction of a file that is not loaded."""


@dataclass
class Outcome:
    """What became of a file. `refused` is a sentence where it could not be read at all."""

    rows: int = 0
    good: int = 0
    errors: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()
    refused: str | None = None
    load: int | None = None
    months: Sequence[Difference] = ()
    figures: Sequence[tuple[str, str, str]] = ()
    changes: Mapping[str, Sequence[Change]] = field(default_factory=dict)  # of a preview: {kind: the first of them}
    left_out: Sequence[str] = ()
    said: str = ""
    layout: str = ""
    headings: Sequence[str] = ()
    sheets: Sheets | None = None  # of a workbook
    harmless: Collection[str] = ()  # codes of warnings that need no reason

    def saw(self, sheets: Sheets) -> None:
        self.sheets = sheets

    @property
    def needs_reason(self) -> bool:
        """Whether any warning stops the file until somebody says why it does not."""
        return any(found.code not in self.harmless for found in self.warnings)

    @property
    def added(self) -> int:
        return sum(month.added for month in self.months)

    @property
    def changed(self) -> int:
        return sum(month.changed for month in self.months)

    @property
    def gone(self) -> int:
        return sum(month.gone for month in self.months)


@dataclass(frozen=True)
class Wanted:
    """A file and what its sender says of it. `remembered`: {plain heading: column}, see intake.checks.headings.
    `accepted_because`: why its warnings do not stop it; empty: they do."""

    dataset: Dataset
    path: Path
    name: str
    by: User | None
    at: datetime
    sheet: str | None = None
    month: date | None = None
    remembered: Mapping[str, str] = field(default_factory=dict)
    accepted_because: str = ""
    dry_run: bool = False
    is_preview: bool = (
        False  # of a dry run: it tells changed records, and what figures of the newest month would become
    )
    progress: Progress = lambda step, rows: None


def load_file(wanted: Wanted) -> Outcome:
    """Never raises for what is wrong with the file: the outcome says it."""
    outcome = Outcome()
    try:
        layout, found, table = understood(wanted, outcome)
        sha256 = sha256_of(wanted.path)
        with transaction.atomic():
            in_turn(wanted.dataset)
            refuse_other_keys(wanted.at)
            refuse_again(wanted.dataset, sha256)
            Loading(wanted, layout, found, table, sha256, outcome).run()
    except Refused as refused:
        outcome.refused = refused.sentence
        outcome.load = None
    except Undone:
        outcome.load = None
    return outcome


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def in_turn(dataset: Dataset) -> None:
    """Two loads of one dataset follow one another. On SQLite a transaction that writes has the database to itself."""
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(dataset.source.key.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def refuse_again(dataset: Dataset, sha256: str) -> None:
    """The same bytes, whatever they are called, all of whose months still stand."""
    for file in BroughtFile.objects.filter(dataset=dataset.name, sha256=sha256).prefetch_related("loads"):
        loads = file.loads.all()
        if loads and all(load.stands for load in loads):
            raise Refused(
                f"This very file is loaded already: load {loads[0].pk}, as {file.name}, on "
                f"{timezone.localtime(file.loaded_at):%d/%m/%Y}. Nothing was changed."
            )


def understood(wanted: Wanted, outcome: Outcome) -> tuple[Layout, Matched, Table]:
    """The table, and the layout whose headings fit it best. Raises Refused."""
    layouts = wanted.dataset.layouts()
    fits = fitting(layouts, wanted.remembered)
    table = tables.opened(wanted.path, wanted.name, fits=fits, sheet=wanted.sheet, tell_sheets=outcome.saw)
    every = [(layout, matched(table.headings, layout.columns, wanted.remembered)) for layout in layouts]
    layout, found = max(every, key=lambda one: (not one[1].missing, len(one[1].places)))
    outcome.said, outcome.layout = table.said, layout.name
    outcome.headings, outcome.left_out = table.headings, [head for head in found.left_out if head not in found.personal]
    if not found.fits:
        outcome.errors = heading_errors(found, table.heading_row)
        raise Refused(said_of_headings(found))
    return layout, found, table


def heading_errors(found: Matched, row: int) -> list[Problem]:
    return [
        *(Problem(row, head, "personal_column", head, f"Looks like {like}") for head, like in found.personal.items()),
        *(Problem(row, column.name, "missing_column", "", "The file has no such column") for column in found.missing),
        *(Problem(row, head, "column_twice", head, "Another column has this meaning too") for head in found.twice),
    ]


def said_of_headings(found: Matched) -> str:
    """The gravest first: what must not be sent at all."""
    if found.personal:
        said = "; ".join(f"‘{head}’ looks like {like}" for head, like in found.personal.items())
        return f"The file has columns that may not be sent: {said}. Remove them and send the file again."
    if found.missing:
        names = ", ".join(f"‘{column.name}’" for column in found.missing)
        return f"The file has no column {names}. Add it, or say which heading means it."
    names = ", ".join(f"‘{head}’" for head in found.twice)
    return f"Two columns mean the same: {names}. Remove one of them."


def first_days(days: Sequence[date | None]) -> list[date]:
    firsts = {day: day.replace(day=1) for day in set(days) if day}
    return [firsts[day] for day in days if day]


def last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


class Loading:
    """One file, within its transaction."""

    def __init__(
        self, wanted: Wanted, layout: Layout, found: Matched, table: Table, sha256: str, outcome: Outcome
    ) -> None:
        self.wanted, self.layout, self.table, self.sha256, self.outcome = wanted, layout, table, sha256, outcome
        self.dataset = wanted.dataset
        self.ids = [column for column in layout.columns if isinstance(column, Identifier)]
        then = {column.name: keys.hashing(column.of) for column in self.ids}
        today = timezone.localdate(wanted.at)
        self.check = Check(wanted.dataset, layout, found, table.headings, wanted.month, today, then)
        self.encrypt = keys.encrypting()
        self.before: dict[date, Load] = {}
        self.made: dict[date, Load] = {}
        self.file: BroughtFile | None = None

    def run(self) -> None:
        loads = Loads(self.make_loads)
        write(self.dataset.model, self.ready(), loads)
        if self.wanted.month:
            loads.make_missing([self.wanted.month])  # a month in which nothing happened reads zero
        self.wanted.progress(Step.COMPARE, self.check.rows)
        self.check_whole()
        self.tell()
        self.outcome.months = difference(self.dataset, self.made, self.before)
        if self.wanted.is_preview:
            self.outcome.changes = first_changes(self.dataset, self.made, self.before)
        if self.wanted.is_preview and self.dataset.figures and self.made:
            self.outcome.figures = self.before_and_after(self.dataset.figures, max(self.made))
        if self.check.errors or (self.outcome.needs_reason and not self.wanted.accepted_because) or self.wanted.dry_run:
            raise Undone
        self.finish()

    def before_and_after(
        self, figures: Callable[[date], Sequence[tuple[str, str]]], month: date
    ) -> list[tuple[str, str, str]]:
        """What each figure of the month is, now and with this file. Only before all of it is undone."""
        made = Load.objects.filter(pk__in=[load.pk for load in self.made.values()])
        made.update(undone_at=self.wanted.at)  # of a month that had none they stand already
        before = figures(month)
        made.update(undone_at=None)
        self.finish()
        return [(label, old, new) for (label, old), (_, new) in zip(before, figures(month), strict=True)]

    def ready(self) -> Iterator[Ready]:
        for rows in self.check.good(self.table):
            self.wanted.progress(Step.READ, self.check.rows)
            if rows.numbers:
                yield self.stored(rows)

    def stored(self, rows: Rows) -> Ready:
        months = first_days(self.dataset.day_of(rows.values))
        columns = {**self.layout.stored(rows.values), "row": rows.numbers}
        for column in self.ids:
            if column.kept_in:
                columns[column.kept_in] = [*map(self.encrypt, map(str.strip, rows.raw[column.name]))]
        return Ready(months, columns)

    def make_loads(self, months: Sequence[date]) -> Mapping[date, int]:
        """One a month. The one before stays the current one until all is well: see `finish`."""
        self.file = self.file or BroughtFile.objects.create(**self.described(), loaded_at=self.wanted.at)
        found = {load.month: load for load in Load.objects.of(self.dataset.source.key, months)}
        self.before.update(found)
        made = Load.objects.bulk_create(
            Load(
                source=self.dataset.source.key, month=month, name=self.wanted.name[:200], sha256=self.sha256, rows=0,
                as_at=self.as_at(month), loaded_at=self.wanted.at, loaded_by=self.wanted.by, file=self.file,
                superseded_by=found.get(month),
            )
            for month in months
        )  # fmt: skip
        self.made.update((load.month, load) for load in made)
        return {load.month: load.pk for load in made}

    def as_at(self, month: date) -> date:
        """The last day of the month, or today where the month is not over."""
        return min(last_day(month), self.check.today)

    def described(self) -> dict[str, Any]:
        return {
            "dataset": self.dataset.name, "layout": self.layout.name, "name": self.wanted.name[:200],
            "sha256": self.sha256, "size": self.wanted.path.stat().st_size, "said": self.table.said[:200], "rows": 0,
            "loaded_by": self.wanted.by, "accepted_because": self.wanted.accepted_because,
        }  # fmt: skip

    def check_whole(self) -> None:
        ids = [load.pk for load in self.made.values()]
        named = self.check.heading_of(self.dataset.key)
        errors = [
            *given_twice(self.dataset, ids, self.check.bad_keys, named),
            *already_elsewhere(self.dataset, ids, self.before.values(), named),
        ]
        self.check.errors += errors
        self.check.bad_rows |= {found.row for found in errors}
        for after in self.dataset.after:
            self.check.warnings += after(ids)

    def tell(self) -> None:
        self.outcome.rows = self.check.rows
        self.outcome.good = self.check.rows - len(self.check.bad_rows)
        self.outcome.errors = sorted(self.check.errors)
        self.outcome.warnings, self.outcome.harmless = sorted(self.check.warnings), self.check.harmless
        if not self.check.rows and not self.wanted.month:
            raise Refused("The file has headings and no rows. If nothing happened in a month, say which month.")

    def finish(self) -> None:
        """The loads stand from here, and those before are superseded."""
        counts = rows_by_load(self.dataset, [load.pk for load in self.made.values()])
        for month, before in self.before.items():
            before.superseded_by = self.made[month]
        for load in self.made.values():
            load.rows, load.superseded_by = counts.get(load.pk, 0), None
        Load.objects.bulk_update(self.before.values(), ["superseded_by"])
        Load.objects.bulk_update(self.made.values(), ["rows", "superseded_by"])
        BroughtFile.objects.filter(loads__in=self.made.values()).update(
            rows=self.outcome.rows, warnings=len(self.outcome.warnings), added=self.outcome.added,
            changed=self.outcome.changed, gone=self.outcome.gone, months=[*map(as_data, self.outcome.months)],
        )  # fmt: skip
        self.wanted.progress(Step.SETTLE, self.check.rows)
        self.dataset.settle([load.pk for load in self.made.values()])
        self.outcome.load = min(load.pk for load in self.made.values())
