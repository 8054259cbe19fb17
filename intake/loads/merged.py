"""A file of records that people keep here as well: each row is held against what is kept, and adds or changes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from intake.columns import Choice, Column, Day, is_formula_in_words
from intake.dataset import Merged
from intake.loads.after import GIVEN_TWICE
from intake.loads.steps import Step
from intake.loads.taking import Taking
from intake.loads.wanted import Altered, Opened, Outcome, Wanted
from intake.merging import Asked, Change, Facts, Telling
from intake.models import Load, RecordChange
from intake.problems import Wrong, problem
from organisation.refused import Refused
from organisation.words import day_of

OF_NO_MONTH = "This kind of file is of no month: it adds to what is kept, and changes it. Say no month."
FORMULA = Wrong("formula", "Begins as a formula does. Write it in words")


class TakingMerged(Taking):
    EMPTY = "The file has headings and no rows."

    def __init__(self, wanted: Wanted, opened: Opened, outcome: Outcome) -> None:
        super().__init__(wanted, opened, outcome)
        assert isinstance(wanted.dataset, Merged)  # noqa: S101 - for the type checker
        self.dataset = wanted.dataset
        self.merging = wanted.dataset.merging(self.check.today)
        self.present = [name for name in self.check.readings if name in opened.matched.places]

    def run(self) -> None:
        if self.wanted.month:
            raise Refused(OF_NO_MONTH)
        before = self.merging.now()
        changes = list(self.changes(before))
        file = self.new_file()
        load = Load.objects.create(
            **self.described(), month=self.merging.month(), rows=0, as_at=self.check.today, file=file
        )  # fmt: skip
        why = f"Load {load.pk}: {self.wanted.name}"
        asked = Asked(self.wanted.by, self.wanted.at, load.pk, self.wanted.accepted_because, why)
        self.wanted.progress(Step.COMPARE, self.check.rows)
        put = [change for change in changes if self.does(self.merging.put, change, asked)]
        asked = asked._replace(left_out={key for _, key, _ in self.check.bad_keys})
        for change in put:
            self.does(self.merging.join, change, asked)
        self.compare(before, {change.key: change.row for change in changes})
        self.tell()
        self.undo_unless_wanted()
        RecordChange.objects.bulk_create(RecordChange(load=load, **one._asdict()) for one in self.outcome.altered)
        Load.objects.filter(pk=load.pk).update(rows=self.check.rows)
        self.counted(file, [load])

    def changes(self, before: dict[str, Facts]) -> Iterator[Change]:
        """Of rows that say something else than what is kept."""
        rows = list(self.rows())
        first = {key: row for row, key, _ in reversed(self.check.bad_keys)}
        for row, said, raw in rows:
            key, facts = self.merging.read(said)
            was = before.get(key)
            change = Change(key, row, was, said, self.becomes(was or {}, facts, raw), raw)
            if first.setdefault(key, row) != row:
                earlier, row = sorted((first[key], row))
                words = f"Given twice: row {earlier:,} has it too. Keep one of them"
                self.blame(row, self.dataset.key, Wrong(GIVEN_TWICE, words), raw[self.dataset.key])
            elif was != change.becomes and not self.has_formula(change):
                yield change

    def becomes(self, was: Facts, facts: Facts, raw: Mapping[str, str]) -> Facts:
        """What the file says in other words than are kept is no change."""
        return {**was} | {
            name: said
            for name, said in facts.items()
            if name not in was or not self.merging.is_same(name, was[name], said, raw.get(name, ""))
        }

    def rows(self) -> Iterator[tuple[int, dict[str, Any], dict[str, str]]]:
        """(number, what each column of the file says, its cells as they stand), of good rows."""
        for block in self.check.good(self.table):
            self.wanted.progress(Step.READ, self.check.rows)
            said = zip(*(block.values[name] for name in self.present), strict=True)
            raw = zip(*(block.raw[name] for name in self.present), strict=True)
            for row, values, cells in zip(block.numbers, said, raw, strict=True):
                yield row, dict(zip(self.present, values, strict=True)), dict(zip(self.present, cells, strict=True))

    def has_formula(self, change: Change) -> bool:
        """What a spreadsheet would calculate, were it given out again. What is kept already may stay."""
        found = [name for name, text in change.becomes.items() if change.sets(name) and is_formula_in_words(text)]
        for name in found:
            self.blame(change.row, name, FORMULA, change.raw.get(name, ""))
        return bool(found)

    def does(self, do: Callable[[Change, Asked, Telling], None], change: Change, asked: Asked) -> bool:
        """False where a rule forbids it: what it had done is undone."""
        tell = Telling()
        with transaction.atomic():
            do(change, asked, tell)
            transaction.set_rollback(bool(tell.errors))
        for name, wrong in tell.errors:
            self.blame(change.row, name, wrong, change.raw.get(name, ""))
        if tell.errors:
            self.merging.undone()
            self.check.bad_keys.append((change.row, change.key, ""))
        self.check.warnings += [
            problem(change.row, self.check.heading_of(name), wrong, change.raw.get(name, ""))
            for name, wrong in tell.warnings
        ]
        return not tell.errors

    def blame(self, row: int, column: str, wrong: Wrong, value: str) -> None:
        self.check.errors.append(problem(row, self.check.heading_of(column), wrong, value))
        self.check.bad_rows.add(row)

    def compare(self, before: dict[str, Facts], rows: dict[str, int]) -> None:
        """What is kept now against what was, whatever the file said: rules may have done more, or less."""
        altered = [
            Altered(key, rows.get(key, 0), before.get(key), facts)
            for key, facts in self.merging.now().items()
            if facts != before.get(key)
        ]
        self.outcome.altered = sorted(altered, key=lambda one: one.row)
        self.outcome.added = sum(one.was is None for one in altered)
        self.outcome.changed = len(altered) - self.outcome.added


def altered(of: Merged, changes: Iterable[Altered | RecordChange]) -> list[dict[str, Any]]:
    """As pages show them: {key, row, is_new, fields [(label, before, after)]}."""
    columns = of.columns
    return [
        {
            "key": one.key,
            "row": one.row,
            "is_new": one.was is None,
            "fields": fields(columns, one.was or {}, one.became),
        }
        for one in changes
    ]


def fields(columns: Sequence[Column], was: Facts, became: Facts) -> list[tuple[str, str, str]]:
    """(label, before, after) of what differs, in words."""
    return [
        (column.label, in_words(column, was.get(column.name, "")), in_words(column, became.get(column.name, "")))
        for column in columns
        if was.get(column.name, "") != became.get(column.name, "")
    ]


def in_words(column: Column, fact: str) -> str:
    if fact and isinstance(column, Day):
        return day_of(date.fromisoformat(fact))
    return column.codes.get(fact, fact) if isinstance(column, Choice) else fact
