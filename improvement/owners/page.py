"""Owners: roles with who holds them, and people, each with how many actions, measures and risks are theirs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q

from improvement.models import Action, OwnerRole
from organisation.models import User


def context(today: date) -> dict[str, Any]:
    """Actions that are not complete are counted apart: they are what needs an owner."""
    under_way = Count("actions", filter=Q(actions__completed_on__isnull=True), distinct=True)
    more = {
        "measures": Count("collected_measures", distinct=True),
        "open_risks": Count("risks", filter=Q(risks__closed_on=None), distinct=True),
    }
    roles = OwnerRole.objects.select_related("held_by").annotate(owns=Count("actions", distinct=True), open=under_way)
    owning = User.objects.annotate(owns=Count("actions", distinct=True), open=under_way)
    owning = owning.annotate(**more, roles_held=Count("owner_roles", distinct=True))
    own = Q(owns__gt=0) | Q(measures__gt=0) | Q(open_risks__gt=0) | Q(roles_held__gt=0)
    listed = own | ~Q(body="") & Q(is_active=True)
    people = owning.filter(listed).order_by("job_title", "pk")
    return {
        "today": today,
        "roles": roles.annotate(**more),
        "people": people,
        "without": Action.objects.filter(owner=None).count(),
    }
