"""Lists the files that the product takes."""

import json
from argparse import ArgumentParser
from typing import Any

from intake.declared.data import described
from intake.registry import datasets
from organisation import commands


class Command(commands.Command):
    help = "Lists the kinds of file that can be loaded: ./manage.py datasets [--json]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="with every column, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["json"]:
            self.stdout.write(json.dumps([described(one) for one in datasets().values()], indent=1, ensure_ascii=False))
            return
        for one in datasets().values():
            self.stdout.write(f"{one.name}: {one.label}. {one.means}")
            for layout in one.layouts():
                self.stdout.write(f"  {layout.label}: {', '.join(column.name for column in layout.columns)}")
