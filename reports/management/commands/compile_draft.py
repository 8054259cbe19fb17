"""Asks for a draft of a month's report; a worker compiles it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from figures import months
from organisation import commands
from reports.asking import ask_for_draft
from reports.models import Report


class Command(commands.Command):
    help = "Queues the compilation of a draft: ./manage.py compile_draft 2020-10"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("month", help="for example 2020-10")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            month = months.parse(options["month"])
        except months.NotAMonth as problem:
            raise CommandError(str(problem)) from None
        report = Report.objects.filter(cycle__month=month).first()
        if report is None:
            raise CommandError(f"{months.name(month)} has no report yet. './manage.py compile_report' needs none.")
        job = ask_for_draft(report)
        self.stdout.write(
            f"Job {job.pk} is queued. A worker compiles the draft; './manage.py run' starts one where none runs."
        )
