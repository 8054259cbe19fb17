"""Owners: roles with who holds them, and people, each with how many actions are theirs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q

from improvement.models import Action, OwnerRole
from organisation.models import User


def context(today: date) -> dict[str, Any]:
    """Actions that are not complete are counted apart: they are what needs an owner."""
    under_way = Count("actions", filter=Q(actions__completed_on__isnull=True), distinct=True)
    roles = OwnerRole.objects.select_related("held_by").annotate(owns=Count("actions", distinct=True), open=under_way)
    owning = User.objects.annotate(owns=Count("actions", distinct=True), open=under_way)
    owning = owning.annotate(measures=Count("collected_measures", distinct=True))
    listed = Q(owns__gt=0) | Q(measures__gt=0) | ~Q(body="") & Q(is_active=True)
    people = owning.filter(listed).order_by("job_title", "pk")
    return {
        "today": today,
        "roles": roles,
        "people": people,
        "without": Action.objects.filter(owner=None).count(),
    }
