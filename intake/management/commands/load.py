"""Loads a file, all of it or nothing."""

import json
from argparse import ArgumentParser
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from intake.dataset import Dataset
from intake.loads.difference import as_data
from intake.loads.loading import load_file
from intake.loads.wanted import Outcome, Wanted
from intake.problems import by_kind
from intake.registry import NoSuchDataset, dataset
from intake.words import rows_of
from organisation import clock, commands
from organisation.models import User


class Command(commands.Command):
    help = "Loads a file: ./manage.py load contacts contacts-2020-10.csv"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dataset", help="which kind of file: see ./manage.py datasets")
        parser.add_argument("file", type=Path)
        parser.add_argument("--month", help="for example 2020-10: every row must be of it")
        parser.add_argument("--sheet", help="of a workbook; without it the one whose headings fit")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--accept-warnings", metavar="REASON", default="", help="why they do not stop the file")
        parser.add_argument("--by", metavar="EMAIL", help="the person in whose name it is loaded")
        parser.add_argument("--json", action="store_true", help="one object, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = Wanted(
            dataset=self.dataset(options["dataset"]),
            path=self.file(options["file"]),
            name=options["file"].name,
            by=self.person(options["by"]),
            at=clock.now(),
            sheet=options["sheet"],
            month=self.month(options["month"]),
            accepted_because=options["accept_warnings"].strip(),
            dry_run=options["dry_run"],
        )
        outcome = load_file(wanted)
        if options["json"]:
            self.stdout.write(json.dumps(as_object(outcome), indent=1, ensure_ascii=False))
        else:
            self.tell(wanted, outcome)
        if outcome.load is None:
            raise SystemExit(1)

    def tell(self, wanted: Wanted, outcome: Outcome) -> None:
        if outcome.refused:
            self.stdout.write(outcome.refused)
        for name, problems in (("error", outcome.errors), ("warning", outcome.warnings)):
            for kind in by_kind(problems):
                rows = rows_of(kind.rows, kind.count)
                self.stdout.write(f"{name}: {kind.column}: {kind.first[0].message} ({kind.count:,}; rows {rows})")
        if outcome.load is not None:
            self.stdout.write(
                f"Load {outcome.load}: {outcome.rows:,} rows; {outcome.added:,} added, {outcome.changed:,} changed, "
                f"{outcome.gone:,} gone."
            )
        elif wanted.dry_run and not outcome.refused:
            self.stdout.write(f"This was a dry run. {good_rows(outcome)} Nothing was loaded.")
        elif not outcome.refused:
            said = "Correct the errors." if outcome.errors else "Accept the warnings with --accept-warnings REASON."
            self.stdout.write(f"{good_rows(outcome)} Nothing was loaded. {said}")

    @staticmethod
    def dataset(name: str) -> Dataset:
        try:
            return dataset(name)
        except NoSuchDataset as problem:
            raise CommandError(str(problem)) from None

    @staticmethod
    def file(path: Path) -> Path:
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        return path

    @staticmethod
    def person(email: str | None) -> User | None:
        if email is None:
            return None
        found = User.objects.filter(email__iexact=email).first()
        if found is None:
            raise CommandError(f"Nobody has the e-mail address {email}.")
        return found

    @staticmethod
    def month(text: str | None) -> date | None:
        if text is None:
            return None
        try:
            return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no time zone
        except ValueError:
            raise CommandError(f"'{text}' is not a month. Write it as 2020-10.") from None


def good_rows(outcome: Outcome) -> str:
    return f"{outcome.good:,} of {outcome.rows:,} rows are good."


def as_object(outcome: Outcome) -> dict[str, Any]:
    return {
        "rows": outcome.rows,
        "good": outcome.good,
        "errors": [found._asdict() for found in outcome.errors],
        "warnings": [found._asdict() for found in outcome.warnings],
        "refused": outcome.refused,
        "load": outcome.load,
        "added": outcome.added,
        "changed": outcome.changed,
        "gone": outcome.gone,
        "needs_reason": outcome.needs_reason,
        "months": [*map(as_data, outcome.months)],
        "left_out": list(outcome.left_out),
        "read_as": outcome.said,
        "layout": outcome.layout,
    }
