"""Sends one reminder. The link is made here, so that it stands in the e-mail alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from improvement.models import Action, CollectedMeasure, Reminder, UpdateLink
from improvement.models.reminder import Kind
from improvement.reminders import letters
from improvement.reminders.recording import numbers_missing
from improvement.reminders.reminding import dates_near
from improvement.told import Told, by_urgency, told
from improvement.updates import linking
from jobs.handing_in import Unanswered, hand_in
from jobs.later import TryLater
from jobs.running import JobProblem

Finishing = Callable[[], AbstractContextManager[Any]]

THEN = "Then send the reminders of the day again."


def post(reminder: Reminder, at: datetime, finishing: Finishing) -> None:
    """Raises TryLater while the mail server is away, JobProblem where it knows no such address."""
    if reminder.sent_at or reminder.not_sent:
        return
    why_not, actions, measures = still_due(reminder, at)
    if why_not:
        with finishing():
            Reminder.objects.filter(pk=reminder.pk).update(not_sent=why_not)
        return
    if reminder.kind == Kind.MANAGER:
        link, message = None, letters.to_manager(reminder, actions, measures, at)
    else:
        link, token = linking.make_link(person=reminder.person, cycle=reminder.cycle, at=at)
        message = letters.to_owner(reminder, actions, measures, link, token, at)
    hand_in_letter(message, reminder, link)
    with finishing():
        Reminder.objects.filter(pk=reminder.pk).update(sent_at=at, link=link)


def still_due(reminder: Reminder, at: datetime) -> tuple[str, list[Told], list[CollectedMeasure]]:
    """Why it is not sent any more, or what it names: of what it was recorded for, what is still so."""
    if not reminder.person.is_active:
        return "Kept from signing in since", [], []
    if reminder.cycle.closed_at:
        return "The cycle closed before", [], []
    missing = numbers_missing(reminder.cycle).filter(name__in=reminder.measures)
    actions = Action.objects.filter(reference__in=reminder.actions, owner__is_active=True)
    if reminder.kind != Kind.MANAGER:
        missing, actions = missing.filter(owner=reminder.person), actions.filter(owner=reminder.person)
    measures = list(missing)
    named = still_named(Kind(reminder.kind), told(actions, reminder.cycle, at), measures, timezone.localdate(at))
    return ("" if named or measures else "Nothing of it was due any more"), by_urgency(named), measures


def named(reminders: Iterable[Reminder], at: datetime) -> Iterator[tuple[Reminder, tuple[list[str], list[str]]]]:
    """Those that would be sent at the time, each with the actions and measures that it would name."""
    for reminder in reminders:
        why_not, actions, measures = still_due(reminder, at)
        if not why_not:
            yield reminder, ([one.action.reference for one in actions], [each.name for each in measures])


def still_named(kind: Kind, actions: Sequence[Told], measures: Sequence[CollectedMeasure], on: date) -> Sequence[Told]:
    """As reminding.letters names them."""
    if kind == Kind.LINK:
        return [one for one in actions if one.asked]
    if kind == Kind.OPENED:
        is_missing = measures or any(one.missing for one in actions)
        return [one for one in actions if one.asked] if is_missing else []
    late = [one for one in actions if one.missing or one.overdue]
    return late if kind == Kind.MANAGER else [one for one in actions if one in late or dates_near(on, one)]


def hand_in_letter(message: EmailMultiAlternatives, reminder: Reminder, link: UpdateLink | None) -> None:
    """A link of an e-mail that nobody took leads nowhere, so it goes too."""
    try:
        hand_in(message, person=str(reminder.person), then=THEN)
    except Unanswered:  # the e-mail may have arrived
        raise
    except (TryLater, JobProblem):
        if link:
            link.delete()
        raise
