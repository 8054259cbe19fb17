"""What was recommended to the demonstration council, which action answers what, and what success looks like."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml
from django.db import transaction

from demo.facts import HERE
from demo.organisation import Organisation, morning
from history import tracking
from improvement.models import Action, OwnerRole, Recommendation


@cache
def recommendations() -> dict[str, Any]:
    return yaml.safe_load((HERE / "recommendations.yaml").read_text("utf-8"))


def success_of(reference: str) -> str:
    return recommendations()["success"][reference]


@transaction.atomic
def load_recommendations(organisation: Organisation) -> bool:
    """True when it made them; False when they were there already."""
    if Recommendation.objects.exists():
        return False
    actions = {action.reference: action for action in Action.objects.all()}
    for entry in recommendations()["recommendations"]:
        made = Recommendation(
            reference=entry["ref"],
            words=entry["words"],
            kind=entry["kind"],
            source=entry["source"],
            made_on=entry["made"],
            generated=True,
        )
        tracking.save(made, by=None, at=morning(entry["made"]))
        made.answered_by.set([actions[reference] for reference in entry["answered"]])
    for entry in recommendations()["roles"]:
        role = OwnerRole(title=entry["title"], held_by=organisation.people[entry["held_by"]])
        tracking.save(role, by=None, at=morning(entry["since"]))
        for reference in entry["owns"]:
            actions[reference].owner_role = role
            tracking.save(actions[reference], by=None, at=morning(entry["since"]))
    return True
