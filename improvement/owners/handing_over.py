"""People leave: all that they own of the plan goes to somebody else in one step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from figures.words import count, listing
from history import tracking
from history.models import write, write_all
from improvement.models import Action, CollectedMeasure, OwnerRole, Risk, Theme
from improvement.owners.owning import Owned, Ownership, appoint, pass_on, refuse_who_is_gone
from organisation.models import User
from organisation.refused import Refused

Pass = Callable[[Sequence[Any], User, User, User, datetime], None]  # records, from whom, to whom, by whom, when


@dataclass(frozen=True)
class Kind:
    """Something that people own."""

    key: str
    label: str  # of the field that asks which
    nouns: tuple[str, str]  # of one, of several
    owned_by: Callable[[User], QuerySet[Any]]
    pass_on: Pass


def actions_of(owner: User) -> QuerySet[Action]:
    """Those of a role that they hold go with the role."""
    return Action.objects.filter(owner=owner, owner_role=None)


def pass_owned(records: Sequence[Owned], owner: User, to: User, by: User, at: datetime) -> None:
    pass_on(records, Ownership(person=to), by=by, at=at, reason=f"Handed over by {owner}")


def pass_roles(roles: Sequence[OwnerRole], owner: User, to: User, by: User, at: datetime) -> None:
    for role in roles:
        appoint(role=role, to=to, by=by, at=at)


def end_naming(areas: Sequence[Theme], owner: User, to: User, by: User, at: datetime) -> None:
    """Back to the director, who alone names somebody else."""
    for area in areas:
        area.approver = None
    tracking.save_all(areas, ["approver"], by=by, at=at, reason=f"Handed over by {owner}")
    words = dict.fromkeys(areas, f"the director, before: {owner}")
    write_all(words, verb="named who agrees dates", by=by, at=at)


KINDS = (
    Kind("actions", "Which actions?", ("action", "actions"), actions_of, pass_owned),
    Kind(
        "roles",
        "Which roles, each with all that it owns?",
        ("role", "roles"),
        lambda owner: OwnerRole.objects.filter(held_by=owner),
        pass_roles,
    ),
    Kind(
        "areas",
        "For which areas of focus do they agree new dates no longer? The director does, until they name somebody.",
        ("area of focus", "areas of focus"),
        lambda owner: Theme.objects.filter(approver=owner),
        end_naming,
    ),
    Kind(
        "measures",
        "Which collected measures?",
        ("collected measure", "collected measures"),
        lambda owner: CollectedMeasure.objects.filter(owner=owner, owner_role=None),
        pass_owned,
    ),
    Kind(
        "risks",
        "Which risks?",
        ("risk", "risks"),
        lambda owner: Risk.objects.filter(owner=owner, owner_role=None, closed_on=None),
        pass_owned,
    ),
)


@transaction.atomic
def hand_over(*, owner: User, to: User, chosen: Mapping[str, Collection[Any]], by: User, at: datetime) -> str:
    """What was chosen of each kind, to somebody who need not work for the council. Returns what it was, in words.
    Raises Refused, and then nothing has changed hands."""
    refuse_who_is_gone(to, "to")
    if owner == to:
        raise Refused("They own them already. Choose somebody else", "to")
    said = []
    for kind in KINDS:
        wanted = [record.pk for record in chosen.get(kind.key, ())]
        held = list(kind.owned_by(owner).select_for_update().filter(pk__in=wanted)) if wanted else []
        if held:
            kind.pass_on(held, owner, to, by, at)
            said.append(count(len(held), *kind.nouns))
    if not said:
        raise Refused("Select what to hand over")
    words = listing(said)
    write(about=to, verb="took over", by=by, at=at, words=f"{words} of {owner}")
    return words
