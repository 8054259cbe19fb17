"""Sends the reminders of a day: who gets which e-mail about the plan."""

import json
from argparse import ArgumentParser
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from time import monotonic, sleep
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from figures.words import capital, count
from improvement.models import Reminder
from improvement.reminders import posting
from improvement.reminders import recording as reminders
from jobs import handing_in
from jobs.models import Job, State
from jobs.running import run_job
from organisation import clock, commands, working_days

AWAY = (
    "The mail server did not take {waiting}. Nothing is lost: the worker tries again, at longer and longer intervals; "
    "so does this command."
)


FRESH = timedelta(minutes=1)
Named = tuple[list[str], list[str]]  # references of actions, names of measures
Letter = tuple[Reminder, Named]


class Command(commands.Command):
    help = (
        "Sends the reminders of a day, each once, and those that still wait for the mail server: "
        "./manage.py send_reminders --on 2020-11-09"
    )
    sent: AbstractSet[int] = frozenset()  # keys of reminders, by whomever they were sent

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="the day, for example 2020-11-09; without it today")
        parser.add_argument("--dry-run", action="store_true", help="say who would get what, and change nothing")
        parser.add_argument("--json", action="store_true", help="a list of objects, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        self.here = set[int]()  # of those that this run sent
        day, dry, at = day_of(options["on"]), options["dry_run"], clock.now()
        new = reminders.unsaved(day=day, at=at) if dry else reminders.record(day=day, at=at)
        waiting = Reminder.objects.waiting().exclude(pk__in=[each.pk for each in new if each.pk])
        if dry:
            waiting = waiting.exclude(pk__in=reminders.replaced(new))
        waited = list(waiting.select_related("person", "cycle", "job"))
        letters = list(posting.named(waited + new, at))
        if not dry:
            anothers = {each.pk for each in waited if is_fresh(each)}
            self.send([reminder.pk for reminder in waited + new])
            others = {each.pk for each in waited if each.pk in anothers | (self.sent - self.here)}
            letters = [(each, named) for each, named in letters if each.pk not in others]
        if options["json"]:
            found = [as_object(reminder, named, dry, reminder.pk in self.sent) for reminder, named in letters]
            self.stdout.write(json.dumps(found, indent=1, ensure_ascii=False))
        else:
            self.tell(day, letters, dry)

    def send(self, asked: list[int]) -> None:
        """Here and now, also what waited since earlier; ends at once while the mail server is away. A worker that is
        quicker has sent them: a job is done by one alone."""
        for reminder in reminders.hurry():
            if reminder.job_id and run_job(reminder.job_id):
                self.here.add(reminder.pk)
            if is_away(reminder):
                break
        wait_for_workers(asked)
        self.sent = set(Reminder.objects.filter(pk__in=asked).exclude(sent_at=None).values_list("pk", flat=True))
        left = Reminder.objects.waiting().count()
        if left:
            self.stderr.write(AWAY.format(waiting=count(left, "e-mail")))

    def tell(self, day: date, letters: list[Letter], dry: bool) -> None:
        if not working_days.is_working(day):
            self.stdout.write("The council does not work on that day: it sends no reminders.")
        for reminder, (actions, measures) in letters:
            waited = "" if reminder.day == day else f" (waits since {reminder.day})"
            who = f"{reminder.kind:8} {reminder.person.email:40} {reminder.person.job_title}"
            self.stdout.write(f"{who}: {', '.join(actions + measures)}{waited}")
        if dry:
            said = f"{capital(count(len(letters), 'e-mail'))} to be sent for {day}."
            self.stdout.write(f"{said} This was a dry run: nothing was recorded or sent.")
            return
        listed = {reminder.pk for reminder, _ in letters}
        earlier = Reminder.objects.filter(day=day).exclude(pk__in=listed).count()
        new = f"{capital(count(len(letters), 'e-mail'))} to be sent for {day}, {earlier} recorded before"
        now = len(self.sent & (self.here | listed))
        self.stdout.write(f"{new}. {capital(count(now, 'e-mail'))} sent now.")


def is_fresh(reminder: Reminder) -> bool:
    """Another run has just recorded it, and tells of it: two that run at the same time do not both list it."""
    job = reminder.job
    return job is not None and not job.put_off and timezone.now() - job.queued_at < FRESH


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


def as_object(reminder: Reminder, named: Named, dry: bool, sent: bool) -> dict[str, Any]:
    return {
        "kind": str(reminder.kind),
        "day": reminder.day.isoformat(),
        "person": reminder.person.email,
        "job_title": reminder.person.job_title,
        "actions": named[0],
        "measures": named[1],
        "dry_run": dry,
        "sent": sent,
    }
