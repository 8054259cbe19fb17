"""Who owns what of the plan: a person, or a role that somebody holds. Owners change hands, nothing is lost."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from figures.words import listing
from history import tracking
from improvement.confirming import confirmed
from improvement.models import Action, KeptUpdate, OwnerRole
from organisation.models import User
from organisation.refused import Refused

GONE = "They are kept from signing in. Choose somebody else"


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
    owner = owner.held()
    action = Action.objects.select_for_update().get(pk=action.pk)
    if (action.owner, action.owner_role) == (owner.owner, owner.role):
        raise Refused("That is its owner already. Choose another", "owner")
    pass_on([action], owner, by=by, at=at, field="owner")
    return action


def pass_on(
    actions: Sequence[Action], to: Ownership, *, by: User, at: datetime, reason: str = "", field: str = "to"
) -> None:
    """Actions that the transaction holds, all or none. What an owner before had typed and not saved ends. Nobody comes
    to own what they have assured. Raises Refused."""
    owner = to.owner
    if owner:
        refuse_own_assurance(actions, owner, field)
    for action in actions:
        action.owner, action.owner_role = owner, to.role
    KeptUpdate.objects.filter(action__in=actions).exclude(by=owner.pk if owner else None).delete()
    tracking.save_all(actions, ["owner", "owner_role"], by=by, at=at, reason=reason)


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
        raise Refused("There is a role of this title already. Choose another title", "title")
    if held_by:
        refuse_who_is_gone(held_by, "held_by")
    role = OwnerRole(title=title, held_by=held_by)
    tracking.save(role, by=by, at=at)
    confirmed(role, may_stay, by=by, at=at)
    return role


@transaction.atomic
def appoint(*, role: OwnerRole, to: User | None, by: User, at: datetime) -> OwnerRole:
    """All actions of the role change hands in one step. None: the role is vacant, and its actions are without an owner.
    Raises Refused."""
    role = OwnerRole.objects.select_for_update().get(pk=role.pk)
    if role.held_by == to:
        raise Refused(f"{to} holds it already" if to else "Nobody holds it already", "to")
    if to:
        refuse_who_is_gone(to, "to")
    role.held_by = to
    tracking.save(role, by=by, at=at)
    owned = list(Action.objects.select_for_update().filter(owner_role=role))
    pass_on(owned, Ownership(role=role), by=by, at=at, reason=f"{role.title}: {to or 'nobody holds the role'}")
    return role
