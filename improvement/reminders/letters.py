"""Reminders as messages: plain text and HTML, from one template each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from figures import months
from improvement.models import CollectedMeasure, Reminder, UpdateLink
from improvement.models.reminder import Kind
from improvement.reminders.letter_words import OPENINGS, About, Line, full_name, lines, of_people
from improvement.told import Told
from organisation.models import Council, User


@dataclass(frozen=True)
class Letter:
    subject: str
    lead: str
    groups: Sequence[tuple[str, Sequence[Line]]]  # a heading, or none, and the actions under it
    url: str
    button: str
    notes: Sequence[str]


def to_owner(
    reminder: Reminder,
    actions: Sequence[Told],
    measures: Sequence[CollectedMeasure],
    link: UpdateLink,
    token: str,
    at: datetime,
) -> EmailMultiAlternatives:
    month = months.name(reminder.cycle.month)
    about = About(reminder, actions, measures, timezone.localdate(at))
    subject, lead = OPENINGS[Kind(reminder.kind)](about)
    until = months.day(timezone.localdate(link.expires_at))
    letter = Letter(
        subject=subject,
        lead=lead,
        groups=[("", lines(actions, measures, month))],
        url=absolute(reverse("update_link", args=[token])),
        button="Update your actions" if actions else "Enter your numbers",
        notes=[
            "You do not have to sign in. The link is for you alone: whoever has it can update these actions, so do "
            "not pass this e-mail on.",
            f"It works until the report of {month} is signed, and until {until} at the latest.",
        ],
    )
    return written(letter, reminder.person, at)


def to_manager(
    reminder: Reminder, actions: Sequence[Told], measures: Sequence[CollectedMeasure], at: datetime
) -> EmailMultiAlternatives:
    month = months.name(reminder.cycle.month)
    owners = {one.action.owner for one in actions} | {each.owner for each in measures}
    names = sorted((full_name(owner), owner.pk) for owner in owners if owner)
    groups = [
        (
            name,
            lines(
                [one for one in actions if one.action.owner_id == pk],
                [each for each in measures if each.owner_id == pk],
                month,
            ),
        )
        for name, pk in names
    ]
    about = About(reminder, actions, measures, timezone.localdate(at), whose="")
    subject, lead = of_people(about, len(groups))
    letter = Letter(
        subject=subject,
        lead=lead,
        groups=groups,
        url=absolute(reverse("plan:plan")),
        button="Open the plan",
        notes=[
            "You get this once a month, as the manager of these people, or in the programme office for people whose "
            "manager is not known. Only they can write their updates: each was sent a link of their own.",
        ],
    )
    return written(letter, reminder.person, at)


# --- The message ------------------------------------------------------------------------------------------------------


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def written(letter: Letter, person: User, at: datetime) -> EmailMultiAlternatives:
    """Its subject is made of our words, months and numbers alone."""
    council = Council.current()
    words = {"letter": letter, "person": person, "council": council}
    message = EmailMultiAlternatives(
        subject=letter.subject.replace("\xa0", " "),
        body=render_to_string("emails/letter.txt", words),
        to=[person.email],
        reply_to=[council.email],
        # RFC 3834: whoever is away from work does not have it answered to the programme office
        headers={"Date": format_datetime(at), "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("emails/letter.html", words), "text/html")
    return message
