"""A file of records of months: its rows are written as they come, and take the place of what the file before said of
the same months."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import lru_cache

from intake.checks.cells import MOST_REMEMBERED
from intake.checks.checking import Rows
from intake.dataset import Records
from intake.loads.after import already_elsewhere, given_twice
from intake.loads.changes import KINDS, first_changes
from intake.loads.difference import as_data, difference
from intake.loads.indexes import built_after, in_little_memory, to_build_later
from intake.loads.steps import Step
from intake.loads.taking import Taking
from intake.loads.wanted import Opened, Outcome, Wanted
from intake.loads.writing import Loads, Ready, write
from intake.loads.written import Written, last_key
from intake.models import BroughtFile, Load
from intake.references import keys


class TakingRecords(Taking):
    EMPTY = "The file has headings and no rows. If nothing happened in a month, say which month."

    def __init__(self, wanted: Wanted, opened: Opened, outcome: Outcome) -> None:
        super().__init__(wanted, opened, outcome)
        assert isinstance(wanted.dataset, Records)  # noqa: S101 - for the type checker
        self.dataset = wanted.dataset
        self.encrypt = keys.encrypting()
        self.before: dict[date, Load] = {}
        self.made: dict[date, Load] = {}
        self.file: BroughtFile | None = None

    def run(self) -> None:
        if later := to_build_later(self.dataset.model, self.wanted.path.stat().st_size):
            with in_little_memory():
                self.take(built_after(self.dataset.model, later))
        else:
            self.take(nullcontext())

    def take(self, writing: AbstractContextManager[None]) -> None:
        loads = Loads(self.make_loads)
        after = last_key(self.dataset)
        with writing:
            write(self.dataset.model, self.ready(), loads)
        if self.wanted.month:
            loads.make_missing([self.wanted.month])  # a month in which nothing happened reads zero
        written = Written(self.dataset, [load.pk for load in self.made.values()], after)
        self.written = written.checked(self.check.rows - len(self.check.bad_rows))
        for part in (self.check_whole, self.tell, self.compare, self.preview):
            self.wanted.progress(Step.COMPARE, self.check.rows)  # each may take long: it can be stopped between them
            part()
        self.undo_unless_wanted()
        self.finish()

    def preview(self) -> None:
        if self.wanted.is_preview:
            kinds = [kind for kind in KINDS if getattr(self.outcome, kind)]
            self.outcome.changes = first_changes(self.dataset, self.made, self.before, kinds)
        if self.wanted.is_preview and self.dataset.figures and self.made:
            self.outcome.figures = self.before_and_after(self.dataset.figures, max(self.made))

    def compare(self) -> None:
        self.outcome.months = months = difference(self.written, self.made, self.before)
        self.outcome.added = sum(month.added for month in months)
        self.outcome.changed = sum(month.changed for month in months)
        self.outcome.gone = sum(month.gone for month in months)

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
        months = [*map(first_day, self.dataset.day_of(rows.values))]
        columns = {**self.layout.stored(rows.values), "row": rows.numbers}
        for column in self.ids:
            if column.kept_in:
                columns[column.kept_in] = self.encrypt(map(str.strip, rows.raw[column.name]))
        return Ready(months, columns).by_month()

    def make_loads(self, months: Sequence[date]) -> Mapping[date, int]:
        """One a month. The one before stays the current one until all is well: see `finish`."""
        self.file = self.file or self.new_file()
        found = {load.month: load for load in Load.objects.of(self.dataset.source.key, months)}
        self.before.update(found)
        made = Load.objects.bulk_create(
            Load(
                **self.described(), month=month, rows=0, as_at=self.as_at(month), file=self.file,
                superseded_by=found.get(month),
            )
            for month in months
        )  # fmt: skip
        self.made.update((load.month, load) for load in made)
        return {load.month: load.pk for load in made}

    def as_at(self, month: date) -> date:
        """The last day of the month, or today where the month is not over."""
        return min(last_day(month), self.check.today)

    def check_whole(self) -> None:
        named = self.check.heading_of(self.dataset.key)
        errors = [
            *given_twice(self.written, self.check.bad_keys, named),
            *already_elsewhere(self.written, self.before.values(), named),
        ]
        self.check.errors += errors
        if wrong := {found.row for found in errors}:
            self.check.bad_rows |= wrong
            self.written = self.written.without(sorted(wrong))  # what is told of the good rows is told of no other
        for after in self.dataset.after:
            self.check.warnings += after(self.written.loads)

    def finish(self) -> None:
        """The loads stand from here, and those before are superseded."""
        assert self.file is not None  # noqa: S101 - for the type checker
        made = list(self.made.values())
        counts = {month.month: month.rows for month in self.outcome.months}
        for month, before in self.before.items():
            before.superseded_by = self.made[month]
        for load in made:
            load.rows, load.superseded_by = counts[load.month], None
        Load.objects.bulk_update(self.before.values(), ["superseded_by"])
        Load.objects.bulk_update(made, ["rows", "superseded_by"])
        self.counted(self.file, made, months=[*map(as_data, self.outcome.months)])
        self.wanted.progress(Step.SETTLE, self.check.rows)
        self.dataset.settle([load.pk for load in made])


@lru_cache(MOST_REMEMBERED)
def first_day(day: date) -> date:
    """Of its month."""
    return day.replace(day=1)


def last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])
