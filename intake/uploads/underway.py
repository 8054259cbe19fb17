"""How far a job is with a file, and the wish to stop it.

Both stand in files beside what is kept of it: the transaction that writes the rows shows nothing to others before its
end, and on SQLite it lets nobody else write meanwhile, whoever presses a button.
"""

from __future__ import annotations

import json

from intake.loads.steps import Step, Stopped
from intake.models import Upload
from intake.uploads import kept
from organisation.models import User


class Progress:
    """Told by the job at each step and block of rows."""

    def __init__(self, upload: Upload) -> None:
        self.upload = upload

    def __call__(self, step: Step, rows: int) -> None:
        if is_to_stop(self.upload):
            raise Stopped
        with kept.Replacing(kept.beside(self.upload.stored, kept.PROGRESS)) as path:
            path.write_text(json.dumps([step, rows]), "ascii")


def how_far(upload: Upload) -> tuple[Step, int]:
    """The step at which its last job was, and the rows that it had read."""
    try:
        step, rows = json.loads(kept.beside(upload.stored, kept.PROGRESS).read_text("ascii"))
        return Step(step), int(rows)
    except (OSError, ValueError, TypeError):
        return Step.OPEN, 0


def ask_to_stop(upload: Upload, by: User) -> None:
    with kept.Replacing(kept.beside(upload.stored, kept.STOP)) as path:
        path.write_text(str(by.pk), "ascii")


def is_to_stop(upload: Upload) -> bool:
    return bool(upload.stored) and kept.beside(upload.stored, kept.STOP).exists()


def who_stops(upload: Upload) -> User | None:
    try:
        return User.objects.filter(pk=int(kept.beside(upload.stored, kept.STOP).read_text("ascii"))).first()
    except (OSError, ValueError):
        return None


def forget_stop(upload: Upload) -> None:
    if upload.stored:
        kept.beside(upload.stored, kept.STOP).unlink(missing_ok=True)
