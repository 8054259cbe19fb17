"""Compiles a month's report into a folder, without a worker and without storing it."""

import hashlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from figures import months
from figures.models import Cycle
from organisation import clock, commands
from reports.compiling.drafting import compiled_now, rendered
from reports.compiling.narrative import NarrativeError
from reports.renderers import FORMATS, versions
from reports.tree import TreeError


class Command(commands.Command):
    help = "Compiles the report of a month: ./manage.py compile_report 2020-08 --out DIR"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("month", help="for example 2020-08")
        parser.add_argument("--out", metavar="DIR", required=True, type=Path, help="folder for the files")

    def handle(self, *args: Any, **options: Any) -> None:
        cycle = self.cycle(options["month"])
        out = writable(options["out"])
        at = clock.now()
        try:
            compiled = compiled_now(cycle)
        except (NarrativeError, TreeError) as problem:
            raise CommandError(f"The report cannot be compiled. {problem}") from None
        files = {FORMATS[key].file_name: content for key, content in rendered(compiled.paper).items()}
        manifest = {
            "month": months.code(cycle.month),
            "snapshot_at": at.isoformat(),
            "renderers": versions(),
            "files": [
                {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
                for name, content in files.items()
            ],
        }
        files["manifest.json"] = (json.dumps(manifest, indent=1) + "\n").encode()
        for name, content in files.items():
            write(out / name, content)
        self.stdout.write(f"{months.name(cycle.month)}: {len(files)} files in {out}")

    @staticmethod
    def cycle(text: str) -> Cycle:
        try:
            month = months.parse(text)
        except months.NotAMonth as problem:
            raise CommandError(str(problem)) from None
        cycle = Cycle.objects.filter(month=month).first()
        if cycle is None:
            known = ", ".join(months.code(m) for m in Cycle.objects.values_list("month", flat=True))
            raise CommandError(f"{months.name(month)} has no cycle. There are cycles for: {known or 'no month yet'}.")
        return cycle


def writable(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CommandError(f"The folder {out} cannot be made ({problem.strerror}). Name another with --out.") from None
    return out


def write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise CommandError(
            f"{path} cannot be written ({problem.strerror}). Name a folder that you may write to with --out."
        ) from None
