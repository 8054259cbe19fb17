"""Sends one reminder. The link is made here, so that it stands in the e-mail alone."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives

from improvement.models import Action, CollectedMeasure, Reminder, UpdateLink
from improvement.models.reminder import Kind
from improvement.reminders import letters
from improvement.reminders.recording import numbers_missing
from improvement.told import Told, by_urgency, told
from improvement.updates import linking
from jobs.later import TryLater
from jobs.running import JobProblem

Finishing = Callable[[], AbstractContextManager[Any]]

AWAY = "The mail server does not take e-mails."
AWAY_REMEDY = "Check EMAIL_URL and that the mail server runs; then send the reminders of the day again."
REFUSED = "The mail server refuses the e-mail address of {person}."
REFUSED_REMEDY = "Have an administrator check the address, then send a new link."


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
    hand_in(message, reminder, link)
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
    if reminder.kind == Kind.MANAGER:
        theirs = told(actions, reminder.cycle, at)
        named, measures = [one for one in theirs if one.missing or one.overdue], list(missing)
    else:
        measures = list(missing.filter(owner=reminder.person))
        own = told(actions.filter(owner=reminder.person), reminder.cycle, at)
        named = [one for one in own if one.missing or not one.complete]
    return ("" if named or measures else "Nothing of it was due any more"), by_urgency(named), measures


def hand_in(message: EmailMultiAlternatives, reminder: Reminder, link: UpdateLink | None) -> None:
    """A link of an e-mail that nobody took leads nowhere, so it goes too."""
    try:
        message.send()
    except OSError as problem:  # of the network, of the server's answer, of the folder
        if link:
            link.delete()
        if is_for_good(problem):
            raise JobProblem(REFUSED.format(person=reminder.person), REFUSED_REMEDY) from problem
        raise TryLater(AWAY, AWAY_REMEDY) from problem


def is_for_good(problem: OSError) -> bool:
    """The server knows no such address: its answer begins with 5."""
    return isinstance(problem, smtplib.SMTPRecipientsRefused) and all(
        500 <= code < 600 for code, _ in problem.recipients.values()
    )
