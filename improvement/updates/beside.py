"""What stands beside an action's form on its owner's page: evidence, a new date asked for, a return, the month told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from figures.models import Cycle
from improvement.models import Assurance, DateRequest, Decision, Evidence
from improvement.told import Told
from organisation.models import User


@dataclass
class Beside:
    month: date | None = None  # of the last update
    pieces: list[Evidence] = field(default_factory=list)
    waiting: DateRequest | None = None  # a new date asked for and not decided
    refused: DateRequest | None = None  # since the last update
    returned: Assurance | None = None  # and not complete again


def beside(owner: User, own: Sequence[Told]) -> dict[int, Beside]:
    """By the key of the action, in a fixed number of queries."""
    prefetch_related_objects(
        [one.action for one in own], Prefetch("assurances", Assurance.objects.select_related("by"))
    )
    month = dict(Cycle.objects.filter(pk__in={one.last.cycle_id for one in own if one.last}).values_list("pk", "month"))
    found = {
        one.action.pk: Beside(month.get(one.last.cycle_id) if one.last else None, returned=one.action.returned)
        for one in own
    }
    for piece in Evidence.objects.standing().visible_to(owner).filter(action__in=found):
        found[piece.action_id].pieces.append(piece)
    last = {one.action.pk: one.last for one in own}
    for asked in DateRequest.objects.filter(action__in=found).select_related("decided_by"):
        here, written = found[asked.action_id], last[asked.action_id]
        here.waiting = asked if asked.decision == Decision.WAITING else None
        is_news = asked.decided_at and (written is None or asked.decided_at > written.at)
        here.refused = asked if asked.decision == Decision.REFUSED and is_news else None
    return found
