"""Readings of figures, for people who script and for checks."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from figures import months, registry
from figures.counting import records
from figures.figure import Figure, NoSuchDimension, Term
from figures.reader import Reader
from figures.reading import Reading, number
from figures.words import shown, side
from organisation import commands
from organisation.scopes import NoSuchScope, Scope, scope


class Command(commands.Command):
    help = "Prints readings of figures: ./manage.py figures 2020-08 workforce.vacancy_rate --by level --json"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("month", nargs="?", help="for example 2020-08")
        parser.add_argument("keys", nargs="*", metavar="KEY", help="figures; without any, all")
        parser.add_argument("--scope", metavar="SLUG", help="a service or team; without it the whole council")
        parser.add_argument("--by", metavar="DIMENSION", action="append", default=[], help="break down by; may repeat")
        parser.add_argument("--records", action="store_true", help="with the records that each side was counted from")
        parser.add_argument("--list", action="store_true", help="the figures there are, with their definitions")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = self.listed() if options["list"] else self.read(options)
        except (months.NotAMonth, registry.NoSuchFigure, NoSuchDimension, NoSuchScope) as problem:
            raise CommandError(str(problem)) from None
        if options["json"]:
            self.stdout.write(json.dumps([row for row, _ in found], ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(line for _, line in found))

    def listed(self) -> list[tuple[dict, str]]:
        return [(described(figure), f"{figure.key}: {figure.label}") for figure in registry.figures().values()]

    def read(self, options: dict[str, Any]) -> list[tuple[dict, str]]:
        if not options["month"]:
            raise CommandError("Name a month, for example './manage.py figures 2020-08', or use --list.")
        month = months.parse(options["month"])
        by = list(dict.fromkeys(key for value in options["by"] for key in value.split(",")))
        part = scope(options["scope"])
        reader = Reader()
        found = []
        for figure in self.chosen(options["keys"], by):
            for reading in reader.readings(figure, [month], part, by):
                row = reading.as_dict()
                if options["records"]:
                    row["records"] = self.records(reading, part)
                found.append((row, line(reading)))
        return found

    def chosen(self, keys: list[str], by: list[str]) -> list[Figure]:
        """Without keys, all; of those with --by, the ones that break down so."""
        if keys:
            return [registry.figure(key) for key in keys]
        everything = registry.figures().values()
        known = {dimension.key for figure in everything for dimension in figure.dimensions}
        for key in by:
            if key not in known:
                raise CommandError(f"No figure is broken down by '{key}'. There are: {', '.join(sorted(known))}.")
        return [figure for figure in everything if {d.key for d in figure.dimensions} >= set(by)]

    @staticmethod
    def records(reading: Reading, part: Scope | None) -> dict[str, list[dict]]:
        def of(terms: tuple[Term, ...]) -> list[dict]:
            if reading.counted is None:
                return []
            wanted = {key: None if value == "not_recorded" else value for key, value in reading.by}
            return [
                {"id": identity, "amount": number(amount), "factor": factor}
                for term in terms
                for identity, amount, factor in records(term, reading.month, part, wanted)
            ]

        return {"counted": of(reading.figure.counted), "of": of(reading.figure.of)}


def described(figure: Figure) -> dict[str, object]:
    return {
        "key": figure.key,
        "label": figure.label,
        "unit": figure.unit.name,
        "definition": figure.definition,
        "source": figure.origin,
        "better": figure.better.value,
        "dimensions": [dimension.key for dimension in figure.dimensions],
    }


def line(reading: Reading) -> str:
    group = "".join(f", {key} {value}" for key, value in reading.by)
    sides = f" ({side(reading.counted)} of {side(reading.of)})" if reading.of is not None else ""
    unit = "" if reading.figure.unit.name in ("%", "£") or reading.exact is None else f" {reading.figure.unit.name}"
    return f"{reading.figure.key}{group}: {shown(reading)}{unit}{sides}"
