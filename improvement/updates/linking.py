"""Links that open one person's updates of one cycle: made, found, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from figures import months
from figures.models import Cycle
from figures.words import small
from improvement import tokens
from improvement.models import UpdateLink
from organisation.models import User
from organisation.refused import Refused

WORKS_FOR = timedelta(days=60)  # at most: it ends when the cycle closes


@dataclass(frozen=True)
class Ended:
    """Why a link opens nothing, and what its reader can do."""

    happened: str
    remedy: str


ASK = "Ask the programme office to send you a new one."


def make_link(*, person: User, cycle: Cycle, at: datetime) -> tuple[UpdateLink, str]:
    """With its token, which nobody knows afterwards but the reader of the e-mail. Those made before stay: the owner may
    have an older e-mail open."""
    token = tokens.new()
    link = UpdateLink.objects.create(
        person=person,
        cycle=cycle,
        token_hash=tokens.hashed(token),
        sent_to=person.email,
        made_at=at,
        expires_at=at + WORKS_FOR,
    )
    return link, token


def find(token: str) -> UpdateLink | None:
    return UpdateLink.objects.filter(token_hash=tokens.hashed(token)).select_related("person", "cycle").first()


def ended(link: UpdateLink, at: datetime) -> Ended | None:
    """None: it works."""
    if link.cycle.closed_at:
        month = months.name(link.cycle.month)
        return Ended(
            f"The report of {month} is signed, so its updates are closed.",
            "When the next month opens you are sent a new link. If something must still be said, write to the "
            "programme office.",
        )
    if not link.person.is_active:
        return Ended("The person whom it was sent to is no longer in the tracker.", "Write to the programme office.")
    if link.revoked_at:
        on = months.day(timezone.localdate(link.revoked_at))
        return Ended(
            f"The programme office ended it on {on}.",
            f"If you have a newer e-mail, use its link. If not, {small(ASK)}",
        )
    if link.sent_to != link.person.email:
        return Ended("The e-mail address of its owner has changed since it was sent.", ASK)
    if link.expires_at <= at:
        return Ended(f"It worked until {months.day(timezone.localdate(link.expires_at))}.", ASK)
    return None


def used(link: UpdateLink, at: datetime) -> None:
    UpdateLink.objects.filter(pk=link.pk).update(used_at=at)


@transaction.atomic
def revoke(*, person: User, cycle: Cycle, by: User, at: datetime) -> int:
    """Returns how many. Raises Refused."""
    ended = end_all(person=person, cycle=cycle, by=by, at=at)
    if not ended:
        raise Refused(f"{person.get_full_name()} has no link that works.")
    return ended


def end_all(*, person: User, cycle: Cycle, by: User, at: datetime) -> int:
    """All that work of this person's for this cycle."""
    return UpdateLink.objects.filter(person=person, cycle=cycle).working(at).update(revoked_at=at, revoked_by=by)
