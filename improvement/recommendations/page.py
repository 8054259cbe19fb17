"""Recommendations, and what answers each: those that nothing answers first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.http import QueryDict

from improvement.models import Action, Brag, Recommendation
from improvement.plan.page import STATES, Plan
from improvement.told import Told, by_urgency, told
from improvement.updates.page import cycle_to_update
from organisation.models import User

UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Answered:
    """A recommendation and the actions that answer it. `number` counts also those that this person does not see."""

    recommendation: Recommendation
    number: int
    actions: Sequence[Told]

    @property
    def states(self) -> list[tuple[Brag, int]]:
        """Of the actions that are seen, those states that there are."""
        counts = Counter(one.judgement.brag for one in self.actions)
        return [(state, counts[state]) for state in STATES if counts[state]]

    @property
    def unseen(self) -> int:
        return self.number - len(self.actions)


def with_answers(user: User) -> QuerySet[Recommendation]:
    """Each with `number`, how many actions answer it."""
    found = Recommendation.objects.visible_to(user).annotate(number=Count("answered_by", distinct=True))
    return found.order_by("-made_on", "reference")


def unanswered(user: User) -> int:
    """How many recommendations nothing answers."""
    return Recommendation.objects.visible_to(user).filter(answered_by=None).count()


def answered(recommendations: Iterable[Recommendation], actions: Iterable[Told]) -> list[Answered]:
    """What nothing answers first, then the newest."""
    by_recommendation: dict[int, list[Told]] = {}
    for one in actions:
        for each in one.action.answers.all():
            by_recommendation.setdefault(each.pk, []).append(one)
    found = [Answered(each, each.number, by_recommendation.get(each.pk, [])) for each in recommendations]  # type: ignore[attr-defined]
    return sorted(found, key=lambda each: each.number > 0)


def context(plan: Plan, user: User, params: QueryDict) -> dict[str, Any]:
    every = answered(with_answers(user), plan.actions)
    only = params.get("list") == UNANSWERED
    left = sum(not each.number for each in every)
    return {
        "today": plan.today,
        "everything": len(every),
        "left": left,
        "only": only,
        "found": [each for each in every if not only or not each.number],
    }


def one(user: User, reference: str, now: datetime) -> Answered | None:
    """None where there is none that this person may see."""
    found = with_answers(user).filter(reference=reference).first()
    if found is None:
        return None
    actions = told(Action.objects.visible_to(user).filter(answers=found), cycle_to_update(now), now)
    return Answered(found, found.number, by_urgency(actions))  # type: ignore[attr-defined]
