"""A file of records that people keep here as well: each row is held against what is kept, and adds or changes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction

from intake.columns import begins_a_formula
from intake.dataset import Merged
from intake.loads.after import GIVEN_TWICE
from intake.loads.steps import Step
from intake.loads.taking import Taking
from intake.loads.wanted import Altered, Opened, Outcome, Wanted
from intake.merging import Asked, Change, Facts
from intake.models import Load, RecordChange
from intake.problems import Wrong, problem
from organisation.refused import Refused

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
        asked = self.asked(load)
        put = self.each(changes, lambda change: self.merging.put(change, asked))
        self.each(put, lambda change: self.merging.join(change, asked))
        self.compare(before, {change.key: change.row for change in changes})
        self.tell()
        self.undo_unless_wanted()
        RecordChange.objects.bulk_create(RecordChange(load=load, **one._asdict()) for one in self.outcome.altered)
        Load.objects.filter(pk=load.pk).update(rows=self.check.rows)
        self.counted(file, [load])

    def asked(self, load: Load) -> Asked:
        why = f"Load {load.pk}: {self.wanted.name}"
        return Asked(self.wanted.by, self.wanted.at, load.pk, self.wanted.accepted_because, why)

    def changes(self, before: dict[str, Facts]) -> Iterator[Change]:
        """Of rows that say something else than what is kept."""
        first: dict[str, int] = {}
        for rows in self.check.good(self.table):
            self.wanted.progress(Step.READ, self.check.rows)
            for number, *cells in zip(rows.numbers, *(rows.values[name] for name in self.present), strict=True):
                said = dict(zip(self.present, cells, strict=True))
                key, facts = self.merging.read(said)
                if key in first:
                    words = f"Given twice: row {first[key]:,} has it too. Keep one of them"
                    self.blame(number, self.dataset.key, Wrong(GIVEN_TWICE, words), key)
                    continue
                first[key] = number
                was = before.get(key)
                change = Change(key, number, was, said, {**(was or {}), **facts})
                if was != change.becomes and not self.has_formula(change):
                    yield change

    def has_formula(self, change: Change) -> bool:
        """What a spreadsheet would calculate, were it given out again. What is kept already may stay."""
        found = [name for name, text in change.becomes.items() if change.sets(name) and begins_a_formula(text or " ")]
        for name in found:
            self.blame(change.row, name, FORMULA, change.becomes[name])
        return bool(found)

    def each(
        self, changes: Iterable[Change], do: Callable[[Change], Iterable[tuple[str, Wrong]]]
    ) -> list[Change]:  # fmt: skip
        """Those that no rule forbids. What one that is forbidden had done is undone."""
        done = []
        for change in changes:
            try:
                with transaction.atomic():
                    warnings = do(change)
            except Refused as refused:
                wrong = Wrong("refused", refused.sentence.rstrip("."))
                self.blame(change.row, refused.field or self.dataset.key, wrong, self.cell(change, refused.field))
            else:
                done.append(change)
                self.check.warnings += [
                    problem(change.row, self.check.heading_of(name), wrong, self.cell(change, name))
                    for name, wrong in warnings
                ]
        return done

    def cell(self, change: Change, name: str | None) -> str:
        return str(change.said.get(name or self.dataset.key) or "")

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
    labels = of.labels
    return [
        {"key": one.key, "row": one.row, "is_new": one.was is None, "fields": fields(labels, one.was or {}, one.became)}
        for one in changes
    ]


def fields(labels: Mapping[str, str], was: Facts, became: Facts) -> list[tuple[str, str, str]]:
    """(label, before, after) of what differs."""
    return [
        (label, was.get(name, ""), became.get(name, ""))
        for name, label in labels.items()
        if was.get(name, "") != became.get(name, "")
    ]
