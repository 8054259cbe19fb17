"""Somebody other than the owner looks at the evidence: assured, or returned with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from figures.months import day
from figures.words import listing
from history import tracking
from history.models import write
from improvement.models import Action, Assurance, Evidence, Outcome, Reported, Sight
from organisation.models import User
from organisation.permissions import Permission
from organisation.refused import Refused
from organisation.scopes import of_service

UNNAMED = "Evidence that its assurers may open"
LONGEST = 200  # characters that an action holds of its evidence


def may_assure(user: User, action: Action) -> bool:
    """Never the owner of the action."""
    return action.owner_id != user.pk and user.access.may(Permission.ASSURE_ACTIONS, of_service(action.service))


def has_evidence(action: Action) -> bool:
    return bool(action.evidence) or Evidence.objects.standing().filter(action=action).exists()


def ran_out(action: Action, on: date) -> date | None:
    """The day by which the last of its evidence was to be looked at again, where that day is past for all of it."""
    if action.evidence:
        return None
    days = list(Evidence.objects.standing().filter(action=action).values_list("review_on", flat=True))
    passed = [each for each in days if each and each < on]
    return max(passed) if passed and len(passed) == len(days) else None


def in_words(action: Action) -> str:
    """The titles of the pieces on which an assurance rests, as many as there is room for. Everybody who sees the action
    reads them, so what few may open is not named."""
    open_to_all = Evidence.objects.standing().filter(action=action, sight=Sight.PROGRAMME)
    words = listing(list(open_to_all.values_list("title", flat=True))) or UNNAMED
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 2].rsplit(' ', 1)[0]} …"


def why_not(action: Action, on: date) -> str:
    """What keeps it from being assured, in sentences. '' where nothing does."""
    if not has_evidence(action):
        return "There is no evidence yet, and nothing is assured without it."
    if last := ran_out(action, on):
        return (
            f"All of its evidence was to be looked at again by {day(last)}. It is assured once there is newer evidence."
        )
    return ""


@transaction.atomic
def assure(*, action: Action, by: User, at: datetime) -> Assurance:
    """Blue from now on. Raises Refused."""
    action, completed_on = to_assure(action, by)
    today = timezone.localdate(at)
    if missing := why_not(action, today):
        raise Refused(missing)
    action.assured_by, action.assured_on = by, today
    action.evidence = action.evidence or in_words(action)
    tracking.save(action, by=by, at=at)
    write(about=action, verb="assured", by=by, at=at)
    return record(action, completed_on, Outcome.ASSURED, "", by, at)


@transaction.atomic
def return_to_owner(*, action: Action, words: str, by: User, at: datetime) -> Assurance:
    """It is complete no longer: its dates count again, from where they were. Raises Refused."""
    action, completed_on = to_assure(action, by)
    if not words:
        raise Refused("Say what is missing", "words")
    returned = record(action, completed_on, Outcome.RETURNED, words, by, at)
    action.completed_on = None
    tracking.save(action, by=by, at=at)
    write(about=action, verb="returned", by=by, at=at, words=words)
    return returned


def to_assure(action: Action, by: User) -> tuple[Action, date]:
    """And the day on which it was reported complete. Held until the transaction ends, so that of two who decide at once
    the second is told."""
    found = Action.objects.select_for_update().get(pk=action.pk)
    if not may_assure(by, found):
        raise Refused("Nobody assures their own work.")
    if found.updates.filter(reported=Reported.COMPLETE, by=by).exists():
        raise Refused("You reported it complete, and nobody assures their own work.")
    if found.completed_on is None:
        raise Refused("This action is not complete, so there is nothing to assure.")
    if found.assured_by_id:
        raise Refused("Somebody has assured this action already.")
    return found, found.completed_on


def record(action: Action, completed_on: date, outcome: Outcome, words: str, by: User, at: datetime) -> Assurance:
    return Assurance.objects.create(
        action=action, outcome=outcome, completed_on=completed_on, by=by, at=at, words=words
    )
