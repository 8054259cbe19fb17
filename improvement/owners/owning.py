"""Who owns what of the plan, actions, collected measures and risks alike: a person, or a role that somebody holds.
Owners change hands, nothing is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from figures.words import count, listing
from history import tracking
from improvement.confirming import confirmed
from improvement.models import Action, CollectedMeasure, KeptNumber, KeptUpdate, OwnerRole, Risk
from organisation.models import User
from organisation.refused import Refused

Owned = Action | CollectedMeasure | Risk
GONE = "They are kept from signing in. Choose somebody else"
TAKEN = "There is a role of this title already. Choose another title"


@dataclass(frozen=True)
class Ownership:
    """A role, and then whoever holds it; a person; or neither: nobody yet."""

    role: OwnerRole | None = None
    person: User | None = None

    @property
    def owner(self) -> User | None:
        return self.role.held_by if self.role else self.person

    def held(self) -> Ownership:
        """As it is now, kept so until the transaction ends: nobody else is appointed meanwhile. Raises Refused."""
        if self.role:
            return Ownership(role=OwnerRole.objects.select_for_update().get(pk=self.role.pk))
        if self.person:
            refuse_who_is_gone(self.person, "owner")
        return self


NOBODY = Ownership()


@transaction.atomic
def set_owner(*, action: Action, owner: Ownership, by: User, at: datetime) -> Action:
    """Of one action. Given to a person it is the role's no longer; given to a role, it follows the role. Raises
    Refused."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    give(action, owner, by=by, at=at)
    return action


def give(record: Owned, owner: Ownership, *, by: User, at: datetime) -> None:
    """One that the transaction holds. Raises Refused."""
    owner = owner.held()
    if (record.owner, record.owner_role) == (owner.owner, owner.role):
        raise Refused("That is its owner already. Choose another", "owner")
    pass_on([record], owner, by=by, at=at, field="owner")


def pass_on(
    records: Sequence[Owned], to: Ownership, *, by: User | None, at: datetime, reason: str = "", field: str = "to"
) -> None:
    """Records of one kind that the transaction holds, all or none. What an owner before had typed and not saved ends.
    Nobody comes to own what they have assured. Raises Refused."""
    owner = to.owner
    if owner:
        refuse_own_assurance([record for record in records if isinstance(record, Action)], owner, field)
    for record in records:
        record.owner, record.owner_role = owner, to.role
    forget_typed(records, owner)
    tracking.save_all(records, ["owner", "owner_role"], by=by, at=at, reason=reason)


def forget_typed(records: Sequence[Owned], owner: User | None) -> None:
    """By anybody but the owner that they have now."""
    others = owner.pk if owner else None
    actions = [record for record in records if isinstance(record, Action)]
    measures = [record for record in records if isinstance(record, CollectedMeasure)]
    if actions:
        KeptUpdate.objects.filter(action__in=actions).exclude(by=others).delete()
    if measures:
        KeptNumber.objects.filter(measure__in=measures).exclude(by=others).delete()


def refuse_own_assurance(actions: Collection[Action], owner: User, field: str) -> None:
    if assured := [action.reference for action in actions if action.assured_by_id == owner.pk]:
        raise Refused(f"They have assured {listing(assured)}, and nobody assures their own work", field)


def refuse_who_is_gone(person: User, field: str) -> None:
    if not person.is_active:
        raise Refused(GONE, field)


# --- Roles ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_role(*, title: str, held_by: User | None, may_stay: str = "", by: User, at: datetime) -> OwnerRole:
    """Raises Refused."""
    if OwnerRole.objects.filter(title__iexact=title).exists():
        raise Refused(TAKEN, "title")
    if held_by:
        refuse_who_is_gone(held_by, "held_by")
    role = OwnerRole(title=title, held_by=held_by)
    tracking.save(role, by=by, at=at)
    confirmed(role, may_stay, by=by, at=at)
    return role


@transaction.atomic
def appoint(*, role: OwnerRole, to: User | None, by: User, at: datetime) -> OwnerRole:
    """All that the role owns changes hands in one step. None: the role is vacant, and what it owns is without an owner.
    Raises Refused."""
    role = OwnerRole.objects.select_for_update().get(pk=role.pk)
    if role.held_by == to:
        raise Refused(f"{to} holds it already" if to else "Nobody holds it already", "to")
    if to:
        refuse_who_is_gone(to, "to")
    role.held_by = to
    tracking.save(role, by=by, at=at)
    reason = f"{role.title}: {to or 'nobody holds the role'}"
    for owned in owned_by_role(role):
        pass_on(owned, Ownership(role=role), by=by, at=at, reason=reason)
    return role


def owned_by_role(role: OwnerRole) -> Iterator[Sequence[Owned]]:
    """Kind by kind, held until the transaction ends."""
    yield list(Action.objects.select_for_update().filter(owner_role=role))
    yield list(CollectedMeasure.objects.select_for_update().filter(owner_role=role))
    yield list(Risk.objects.select_for_update().filter(owner_role=role))


@transaction.atomic
def rename_role(*, role: OwnerRole, title: str, may_stay: str = "", by: User, at: datetime) -> OwnerRole:
    """What it owns stays its own. Raises Refused."""
    role = OwnerRole.objects.select_for_update().get(pk=role.pk)
    if OwnerRole.objects.filter(title__iexact=title).exclude(pk=role.pk).exists():
        raise Refused(TAKEN, "title")
    role.title = title
    tracking.save(role, by=by, at=at)
    confirmed(role, may_stay, by=by, at=at)
    return role


@transaction.atomic
def remove_role(*, role: OwnerRole, by: User, at: datetime) -> None:
    """Only one that owns nothing. Raises Refused."""
    role = OwnerRole.objects.select_for_update().get(pk=role.pk)
    if words := what_it_owns(role):
        raise Refused(f"The role {role} owns {words}. Give {it(words)} to somebody else first")
    tracking.remove(role, by=by, at=at)


def it(words: str) -> str:
    """'it' of one thing, 'them' of several."""
    return "it" if words.startswith("one ") and " and " not in words else "them"


def what_it_owns(role: OwnerRole) -> str:
    """'two actions and one risk'; '' for nothing. Three queries."""
    numbers = (
        (role.actions.count(), "action", "actions"),
        (role.collected_measures.count(), "collected measure", "collected measures"),
        (role.risks.count(), "risk", "risks"),
    )
    return listing([count(number, one, several) for number, one, several in numbers if number])
