"""Removes the demonstration's data from this machine, and nothing else."""

import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from jobs import starting

REMOVED = ("council.sqlite3*", "broker", "scheduler*", "logs", "outbox", "evidence")


class Command(BaseCommand):
    help = "Removes the demonstration's data under DATA_DIR. The next 'make demo' makes them anew."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        try:
            refuse_unless_demonstration()
            lock = starting.hold(settings.DATA_DIR, settings.PORT)
        except starting.CannotStart as refusal:
            sys.exit(str(refusal))
        with lock:
            paths = [path for pattern in REMOVED for path in sorted(settings.DATA_DIR.glob(pattern))]
            for path in paths:
                self.stdout.write(f"Removing {path}")
                remove(path)
        self.stdout.write("The demonstration's data are removed." if paths else "There is nothing to remove.")


def refuse_unless_demonstration() -> None:
    path = Path(str(settings.DATABASES["default"]["NAME"]))
    if not settings.DEMO:
        raise starting.CannotStart("Only the demonstration can be reset, and DEMO is not set. Use 'make demo-reset'.")
    if path != settings.DATA_DIR / "council.sqlite3":
        raise starting.CannotStart(
            f"The data are not under {settings.DATA_DIR} but where DATABASE_URL says. "
            "Drop that database by its own means."
        )
    if path.exists():
        refuse_real_people(path)


def refuse_real_people(path: Path) -> None:
    """Somebody may have used the same folder in earnest: everyone in the demonstration is marked as made up."""
    try:
        rows = ask(path, "SELECT count(*) FROM organisation_user WHERE NOT generated")
    except sqlite3.Error as problem:
        if "no such table" in str(problem):  # never migrated: nothing is in it
            return
        raise starting.CannotStart(
            f"{path} cannot be read ({problem}), so it is left alone. Remove it by hand if it is of no use."
        ) from None
    if rows:
        raise starting.CannotStart(
            f"{path} holds people who are not of the demonstration, so it is left alone. "
            "Set DATA_DIR to another folder."
        )


def ask(path: Path, question: str) -> int:
    database = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        return int(database.execute(question).fetchone()[0])
    finally:
        database.close()


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
