"""Sends the reminders of a day: who gets which e-mail about the plan."""

import json
from argparse import ArgumentParser
from datetime import date
from time import monotonic, sleep
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from figures.words import capital, count
from improvement.models import Reminder
from improvement.models.reminder import Kind
from improvement.reminders import recording as reminders
from improvement.reminders.reminding import Letter
from jobs import handing_in
from jobs.models import Job, State
from jobs.running import run_job
from organisation import clock, commands, working_days

AWAY = (
    "The mail server did not take {waiting}. Nothing is lost: the worker tries again, at longer and longer intervals; "
    "so does this command."
)


class Command(commands.Command):
    help = "Sends the reminders of a day, each once: ./manage.py send_reminders --on 2020-11-09"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="the day, for example 2020-11-09; without it today")
        parser.add_argument("--dry-run", action="store_true", help="say who would get what, and change nothing")
        parser.add_argument("--json", action="store_true", help="a list of objects, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        day, dry = day_of(options["on"]), options["dry_run"]
        if dry:
            letters, sent = reminders.wanted(day)[1], set[tuple[str, int]]()
        else:
            new = reminders.record(day=day, at=clock.now())
            letters = [Letter(Kind(each.kind), each.person, tuple(each.actions), tuple(each.measures)) for each in new]
            sent = self.send()
        if options["json"]:
            found = [as_object(each, dry, (each.kind, each.person.pk) in sent) for each in letters]
            self.stdout.write(json.dumps(found, indent=1, ensure_ascii=False))
        else:
            self.tell(day, letters, dry)

    def send(self) -> set[tuple[str, int]]:
        """Here and now, also what waited since earlier; ends at once while the mail server is away. A worker that is
        quicker has sent them: a job is done by one alone."""
        waiting = reminders.hurry()
        for reminder in waiting:
            if reminder.job_id:
                run_job(reminder.job_id)
            if is_away(reminder):
                break
        wait_for_workers([each.pk for each in waiting])
        done = Reminder.objects.filter(pk__in=[each.pk for each in waiting]).exclude(sent_at=None)
        left = Reminder.objects.waiting().count()
        if left:
            self.stderr.write(AWAY.format(waiting=count(left, "e-mail")))
        self.sent = done.count()
        return {(kind, person) for kind, person in done.values_list("kind", "person")}

    def tell(self, day: date, letters: list[Letter], dry: bool) -> None:
        if not working_days.is_working(day):
            self.stdout.write("The council does not work on that day: it sends no reminders.")
        for each in letters:
            named = ", ".join(each.actions + each.measures)
            self.stdout.write(f"{each.kind:8} {each.person.email:40} {each.person.job_title}: {named}")
        new = f"{capital(count(len(letters), 'e-mail'))} for {day}"
        if dry:
            self.stdout.write(f"{new}. This was a dry run: nothing was recorded or sent.")
            return
        earlier = Reminder.objects.filter(day=day).count() - len(letters)
        self.stdout.write(f"{new}, {earlier} recorded before. {capital(count(self.sent, 'e-mail'))} sent now.")


def is_away(reminder: Reminder) -> bool:
    """The server, for everybody: one that only takes this e-mail not now holds up no other."""
    put_off = Reminder.objects.waiting().filter(job__state=State.QUEUED, job__put_off__gt=0)
    return put_off.filter(pk=reminder.pk, job__progress_text=handing_in.AWAY).exists()


def wait_for_workers(reminders: list[int]) -> None:
    """One may be sending what it was quicker to take."""
    jobs = list(Reminder.objects.filter(pk__in=reminders).values_list("job", flat=True))
    end = monotonic() + settings.EMAIL_TIMEOUT
    while monotonic() < end and Job.objects.filter(pk__in=jobs, state=State.RUNNING).exists():
        sleep(0.2)


def day_of(text: str | None) -> date:
    if text is None:
        return clock.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"'{text}' is not a date. Write it as 2020-11-09.", returncode=2) from None


def as_object(letter: Letter, dry: bool, sent: bool) -> dict[str, Any]:
    return {
        "kind": str(letter.kind),
        "person": letter.person.email,
        "job_title": letter.person.job_title,
        "actions": list(letter.actions),
        "measures": list(letter.measures),
        "dry_run": dry,
        "sent": sent,
    }
