"""Many actions changed alike in one step: what would change is told first, then all of it is done, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch

from figures import months
from figures.words import listing
from history import tracking
from history.models import write_all
from improvement.models import Action, KeptUpdate, Recommendation, Theme
from improvement.models.action import NO_DATE, NO_OWNER
from improvement.owners.owning import Ownership
from organisation.models import Service, User
from organisation.refused import Refused

FIELDS = ["owner", "owner_role", "service", "theme", "original_date"]
MEANWHILE = "Something of these actions changed since you looked. Check the changes again."


@dataclass(frozen=True)
class Wanted:
    """What all are to have in common; None leaves each as it is."""

    owner: Ownership | None = None
    service: Service | None = None
    theme: Theme | None = None
    answers: Recommendation | None = None  # besides those that each answers
    original_date: date | None = None  # where there is none

    def __bool__(self) -> bool:
        return any(each is not None for each in vars(self).values())


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Planned:
    """What would become of one action."""

    action: Action
    differences: Sequence[Difference]
    refusal: str = ""


def planned(actions: Collection[Action], wanted: Wanted) -> list[Planned]:
    """Of actions as `to_change` reads them. Pure."""
    return [Planned(action, differences(action, wanted), refusal(action, wanted)) for action in actions]


def differences(action: Action, wanted: Wanted) -> list[Difference]:
    found = []
    if wanted.owner and (action.owner, action.owner_role) != (wanted.owner.owner, wanted.owner.role):
        now = Ownership(role=action.owner_role, person=action.owner)
        found.append(Difference("Owner", named(now), named(wanted.owner)))
    if wanted.service and action.service != wanted.service:
        found.append(Difference("Service", str(action.service), str(wanted.service)))
    if wanted.theme and action.theme != wanted.theme:
        found.append(Difference("Area of focus", str(action.theme), str(wanted.theme)))
    answered = list(action.answers.all())
    if wanted.answers and wanted.answers not in answered:
        now_answered = listing(sorted(each.reference for each in answered)) or "no recommendation"
        after = listing(sorted(each.reference for each in (*answered, wanted.answers)))
        found.append(Difference("Answers", now_answered, after))
    if wanted.original_date and action.original_date is None:
        found.append(Difference("First date", NO_DATE, months.day(wanted.original_date)))
    return found


def named(owner: Ownership) -> str:
    who = owner.owner
    person = f"{who.in_full} ({who.name})" if who and who.name else who.in_full if who else NO_OWNER
    return f"{owner.role}, held by {person}" if owner.role and owner.owner else str(owner.role or person)


def refusal(action: Action, wanted: Wanted) -> str:
    owner = wanted.owner.owner if wanted.owner else None
    if owner and action.assured_by_id == owner.pk:
        return f"{owner.get_full_name()} has assured it, and nobody assures their own work"
    first = wanted.original_date
    if first and action.original_date is None and first < action.starts_on:
        return f"It starts on {months.day(action.starts_on)}, after the first date"
    return ""


def seen(plan: Sequence[Planned]) -> str:
    """A mark of all that was told: another where anything of it is different."""
    told = [(one.action.pk, one.refusal, *one.differences) for one in plan]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def to_change(actions: Collection[Action]) -> list[Action]:
    """With what is told of each."""
    found = Action.objects.filter(pk__in=[action.pk for action in actions])
    answers = Prefetch("answers", Recommendation.objects.all())
    return list(found.select_related("theme", "service", "owner", "owner_role").prefetch_related(answers))


@transaction.atomic
def change_many(*, actions: Collection[Action], wanted: Wanted, looked_at: str, by: User, at: datetime) -> int:
    """All or nothing. `looked_at` marks what was told before. Returns how many changed. Raises Refused."""
    owner = wanted.owner.held() if wanted.owner else None
    wanted = replace(wanted, owner=owner)
    list(Action.objects.select_for_update().filter(pk__in=[action.pk for action in actions]).order_by("pk"))
    plan = planned(to_change(actions), wanted)
    if refused := [f"{one.action.reference}: {one.refusal}" for one in plan if one.refusal]:
        raise Refused(f"Nothing was changed. {'. '.join(refused)}.")
    if seen(plan) != looked_at:
        raise Refused(MEANWHILE)
    changed = [one.action for one in plan if one.differences]
    for action in changed:
        apply(action, wanted)
    if owner:
        drop_kept(changed, owner.owner)
    tracking.save_all(changed, FIELDS, by=by, at=at, reason="Changed together with others")
    if wanted.answers:
        add_answer(changed, wanted.answers, by, at)
    return len(changed)


def apply(action: Action, wanted: Wanted) -> None:
    if wanted.owner:
        action.owner, action.owner_role = wanted.owner.owner, wanted.owner.role
    action.service = wanted.service or action.service
    action.theme = wanted.theme or action.theme
    action.original_date = action.original_date or wanted.original_date


def drop_kept(actions: Collection[Action], owner: User | None) -> None:
    """What owners before had typed and not saved ends."""
    KeptUpdate.objects.filter(action__in=actions).exclude(by=owner.pk if owner else None).delete()


def add_answer(actions: Collection[Action], recommendation: Recommendation, by: User, at: datetime) -> None:
    new = [action for action in actions if recommendation not in action.answers.all()]
    through = Action.answers.through
    through.objects.bulk_create(through(action=action, recommendation=recommendation) for action in new)
    words = {
        action: listing(sorted(each.reference for each in (*action.answers.all(), recommendation))) for action in new
    }
    write_all(words, verb="answers", by=by, at=at)
