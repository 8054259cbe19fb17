"""Writes an empty file of a dataset, to fill in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from intake.declared import template
from intake.registry import NoSuchDataset, dataset
from organisation import commands
from pages.exports import FORMATS


class Command(commands.Command):
    help = "Writes a template to fill in: ./manage.py dataset_template contacts --out contacts.xlsx"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dataset", help="which kind of file: see ./manage.py datasets")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="its name ends in .xlsx or .csv")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        format = out.suffix.lower().removeprefix(".")
        if format not in FORMATS:
            raise CommandError(f"{out.name} ends in neither .xlsx nor .csv. Name it {out.stem}.xlsx, for example.")
        try:
            of = dataset(options["dataset"])
            with out.open("wb") as file:
                template.write(of, format, file)
        except NoSuchDataset as problem:
            raise CommandError(str(problem)) from None
        except OSError as problem:
            raise CommandError(f"{out} cannot be written ({problem.strerror}).") from None
        self.stdout.write(f"Wrote {out}.")
