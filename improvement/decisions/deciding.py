"""New dates: agreed or refused by the director, or by whom the director has named for the area of focus."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from figures import months
from history import tracking
from history.models import write
from improvement.models import Action, DateChange, DateRequest, Decision, Theme
from improvement.standing import agreed_date
from organisation.models import User
from organisation.permissions import Permission
from organisation.refused import Refused


def may_decide(user: User, action: Action) -> bool:
    """Never the owner of the action."""
    if action.owner_id == user.pk:
        return False
    return action.theme.approver_id == user.pk or user.access.may(Permission.AGREE_DATES)


@transaction.atomic
def agree(*, request: DateRequest, by: User, at: datetime) -> DateChange:
    """The date moves; the original stays, and so does every date between. Raises Refused."""
    request, action = waiting(request, by)
    if action.completed_on:
        raise Refused("This action is complete, so it needs no new date. Refuse this one.")
    on = timezone.localdate(at)
    agreed = agreed_date(action, on)
    if agreed and agreed != request.from_date:
        raise Refused(f"The date has become {months.day(agreed)} since this was asked for. Ask the owner to ask again.")
    decide(request, Decision.AGREED, by, at)
    change = DateChange.objects.create(
        action=action,
        from_date=request.from_date,
        to_date=request.to_date,
        reason=request.reason,
        agreed_by=by,
        agreed_on=on,
    )
    words = f"from {months.day(change.from_date)} to {months.day(change.to_date)}: {change.reason}"
    write(about=action, verb="new date agreed", by=by, at=at, words=words)
    return change


@transaction.atomic
def refuse(*, request: DateRequest, words: str, by: User, at: datetime) -> None:
    """The date stays as it is. Raises Refused."""
    request, action = waiting(request, by)
    if not words:
        raise Refused("Say why the new date is refused", "words")
    request.words = words
    decide(request, Decision.REFUSED, by, at)
    write(about=action, verb="new date refused", by=by, at=at, words=f"{months.day(request.to_date)}: {words}")


def waiting(request: DateRequest, by: User) -> tuple[DateRequest, Action]:
    """Both held until the transaction ends. Two who decide at once: the second is told."""
    action = Action.objects.select_for_update().select_related(None).get(pk=request.action_id)
    found = DateRequest.objects.select_for_update().get(pk=request.pk)
    if not may_decide(by, action) or found.asked_by_id == by.pk:
        raise Refused("Nobody agrees a new date for their own action.")
    if found.decision != Decision.WAITING:
        raise Refused(f"This was decided already: {found.get_decision_display().lower()}.")
    return found, action


def decide(request: DateRequest, decision: Decision, by: User, at: datetime) -> None:
    request.decision, request.decided_by, request.decided_at = decision, by, at
    request.save(update_fields=["decision", "decided_by", "decided_at", "words"])


@transaction.atomic
def name_approver(*, theme: Theme, approver: User | None, by: User, at: datetime) -> None:
    """By the director. None: the director decides."""
    if not by.access.may(Permission.AGREE_DATES):
        raise Refused("Only the director names who agrees new dates.")
    if approver and not approver.is_active:
        raise Refused("They are kept from signing in. Choose somebody else", "approver")
    before = theme.approver
    theme.approver = approver
    tracking.save(theme, by=by, at=at)
    words = f"{approver or 'the director'}, before: {before or 'the director'}"
    write(about=theme, verb="named who agrees dates", by=by, at=at, words=words)
