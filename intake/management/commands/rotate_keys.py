"""Changes what is stored to the newest keys of the settings."""

from typing import Any

from django.core.management.base import CommandError

from intake.references.keys import CannotOpen
from intake.references.rotating import rotate
from organisation import clock, commands
from organisation.refused import Refused


class Command(commands.Command):
    help = "Hashes and encrypts what is stored with the newest keys of REFERENCE_KEYS and ID_KEYS"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = rotate(at=clock.now())
        except (Refused, CannotOpen) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{done.hashes:,} hashes were made anew, {done.ids:,} ids encrypted with the newest key.")
