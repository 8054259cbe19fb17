"""Undoes the load of a file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from intake.loads.undoing import undo
from intake.models import Load
from organisation import clock, commands
from organisation.refused import Refused


class Command(commands.Command):
    help = "Undoes a load, all months of its file: ./manage.py undo_load 27"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("load", type=int, help="its number")

    def handle(self, *args: Any, **options: Any) -> None:
        load = Load.objects.select_related("file").filter(pk=options["load"]).first()
        if load is None:
            raise CommandError(f"There is no load {options['load']}.")
        try:
            undone = undo(load=load, by=None, at=clock.now())
        except Refused as refused:
            raise CommandError(refused.sentence) from None
        months = ", ".join(f"{one.month:%B %Y}" for one in undone)
        self.stdout.write(f"Load {load.pk} of {load.name} is undone. What stood before stands again in {months}.")
