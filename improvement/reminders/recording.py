"""Reminders: recorded once, each with the job that sends it, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from figures.models import Cycle
from improvement.models import Action, CollectedMeasure, Reminder
from improvement.models.collected_measure import CollectedMeasureQuerySet
from improvement.models.reminder import ONCE_A_CYCLE, Kind, ReminderQuerySet
from improvement.reminders.reminding import Known, Letter, Owed, letters
from improvement.told import Told, told
from improvement.updates import linking
from improvement.updates.page import cycle_to_update
from jobs import queue
from jobs.models import State
from organisation.models import Holding, User
from organisation.refused import Refused
from organisation.roles import PROGRAMME_OFFICE

SEND = "improvement.send_reminder"
OWN = (Kind.OPENED, Kind.DUE, Kind.OVERDUE)
REPLACED = "A later e-mail says it too"


def wanted(day: date) -> tuple[Cycle | None, list[Letter]]:
    """Who is to get what for the day and has not got it. It changes nothing."""
    end = timezone.make_aware(datetime.combine(day, time.max))
    cycle = cycle_to_update(end)
    if cycle is None:
        return None, []
    return cycle, letters(day, cycle, owed(cycle, end), known(day, cycle))


def owed(cycle: Cycle, at: datetime) -> dict[User, Owed]:
    """By owner, of those who are there. A fixed number of queries."""
    actions: dict[User, list[Told]] = {}
    for one in told(Action.objects.filter(owner__is_active=True).select_related("owner__manager"), cycle, at):
        if one.action.owner:
            actions.setdefault(one.action.owner, []).append(one)
    measures: dict[User, list[str]] = {}
    for measure in numbers_missing(cycle):
        if measure.owner:
            measures.setdefault(measure.owner, []).append(measure.name)
    owners = sorted(actions.keys() | measures.keys(), key=lambda owner: (owner.job_title, owner.pk))
    return {owner: Owed(actions.get(owner, ()), measures.get(owner, ())) for owner in owners}


def numbers_missing(cycle: Cycle) -> CollectedMeasureQuerySet:
    missing = CollectedMeasure.objects.missing(cycle.month)
    return missing.filter(owner__is_active=True).select_related("owner__manager")


def known(day: date, cycle: Cycle) -> Known:
    once = list(Reminder.objects.filter(cycle=cycle, kind__in=ONCE_A_CYCLE).values_list("kind", "person"))
    return Known(
        office=programme_office(day),
        opened={person for kind, person in once if kind == Kind.OPENED},
        managers={person for kind, person in once if kind == Kind.MANAGER},
        today=set(Reminder.objects.filter(day=day, kind__in=OWN).values_list("person", flat=True)),
    )


def programme_office(day: date) -> list[User]:
    holdings = Holding.objects.held_on(day).of_role(PROGRAMME_OFFICE.key).values("user")
    return list(User.objects.active().filter(pk__in=holdings).order_by("job_title", "pk"))


@transaction.atomic
def record(*, day: date, at: datetime) -> list[Reminder]:
    """The new ones. Sent for a day twice, each e-mail is recorded once: two at a time wait for each other."""
    list(Cycle.objects.select_for_update().filter(closed_at=None).order_by("pk"))
    new = unsaved(day=day, at=at)
    replaced(new).update(not_sent=REPLACED)
    return [ask(reminder) for reminder in new]


def unsaved(*, day: date, at: datetime) -> list[Reminder]:
    cycle, found = wanted(day)
    if cycle is None:
        return []
    new = [
        Reminder(
            kind=letter.kind,
            person=letter.person,
            cycle=cycle,
            day=day,
            actions=list(letter.actions),
            measures=list(letter.measures),
            recorded_at=at,
        )
        for letter in found
    ]
    of = {reminder.person_id: reminder for reminder in new if reminder.kind in OWN}
    for earlier in replaced(new):
        later = of[earlier.person_id]
        later.actions = list(dict.fromkeys([*earlier.actions, *later.actions]))
        later.measures = list(dict.fromkeys([*earlier.measures, *later.measures]))
    return new


def replaced(new: Sequence[Reminder]) -> ReminderQuerySet:
    """What waits still when its owner gets another: that one says all of it, so that they come as one e-mail when the
    mail server is back. One that is being sent stays."""
    people = [reminder.person_id for reminder in new if reminder.kind in OWN]
    cycles = {reminder.cycle_id for reminder in new}
    waiting = Reminder.objects.waiting().filter(kind__in=OWN, person__in=people, cycle__in=cycles)
    return waiting.exclude(job__state=State.RUNNING)


def ask(reminder: Reminder, by: User | None = None) -> Reminder:
    """Within the caller's transaction."""
    reminder.save()
    reminder.job = queue.enqueue(SEND, by=by, key=f"reminder-{reminder.pk}", reminder_id=reminder.pk)
    reminder.save(update_fields=["job"])
    return reminder


@transaction.atomic
def send_anew(*, person: User, cycle: Cycle, by: User, at: datetime) -> Reminder:
    """A new link, which ends the ones before. Raises Refused."""
    if not person.is_active:
        raise Refused(f"{person.get_full_name()} is kept from signing in, and is sent nothing.")
    actions = [one.action.reference for one in told(Action.objects.filter(owner=person), cycle, at) if one.asked]
    measures = [measure.name for measure in numbers_missing(cycle).filter(owner=person)]
    if not actions and not measures:
        raise Refused(f"{person.get_full_name()} owns no action that is due an update.")
    linking.end_all(person=person, cycle=cycle, by=by, at=at)
    day = timezone.localdate(at)
    anew = Reminder(
        kind=Kind.LINK,
        person=person,
        cycle=cycle,
        day=day,
        actions=actions,
        measures=measures,
        recorded_at=at,
        asked_by=by,
    )
    return ask(anew, by)


@transaction.atomic
def hurry() -> list[Reminder]:
    """Those that wait for a mail server, or failed to reach one for days: they may be tried at once."""
    waiting = list(Reminder.objects.waiting().exclude(job=None).select_related("job"))
    for reminder in waiting:
        assert reminder.job is not None  # noqa: S101 - for the type checker
        if reminder.job.state == State.FAILED:
            queue.retry(reminder.job, reminder.asked_by)
        else:
            queue.hurry(reminder.job)
    return waiting


def keys(reminders: Iterable[Reminder]) -> list[int]:
    return [reminder.job_id for reminder in reminders if reminder.job_id]
