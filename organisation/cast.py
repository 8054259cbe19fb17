"""Whom one can be in the demonstration: for each role a made-up person who holds it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from organisation.models import Holding, User
from organisation.roles import ROLES, Role


@dataclass(frozen=True)
class Part:
    user: User
    role: Role
    scope: str  # "" where it adds nothing


def can_be_played(day: date) -> dict[int, User]:
    """Made-up people with a role on that day: {key: person}. Nobody who is real."""
    holdings = Holding.objects.held_on(day).filter(user__generated=True, user__is_active=True).select_related("user")
    return {holding.user_id: holding.user for holding in holdings}


def parts(day: date) -> list[Part]:
    """One for each role that somebody holds, in the order of the roles. Whoever has fewest roles shows a role best."""
    holdings = list(
        Holding.objects.held_on(day)
        .filter(user__generated=True, user__is_active=True)
        .select_related("user", "service", "team__service")
    )
    held = Counter(holding.user_id for holding in holdings)
    taken: set[int] = set()
    found = []
    for role in ROLES.values():
        of_role = [holding for holding in holdings if holding.role == role.key]
        if of_role:
            chosen = min(of_role, key=lambda one: (one.user_id in taken, held[one.user_id], one.pk))
            taken.add(chosen.user_id)
            found.append(Part(chosen.user, role, scope_that_adds(chosen, role)))
    return found


def scope_that_adds(holding: Holding, role: Role) -> str:
    return "" if role.whole_council or holding.scope is None else holding.scope_label
