"""What the plan says of recommendations on a day: which actions answer each. An answer has no history of its own, so
that a closed cycle keeps what it said."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from figures.models import Cycle
from improvement.models import Action, Recommendation, RecommendationStanding
from organisation import clock


def recommendations_at(cycle: Cycle, at: datetime) -> list[RecommendationStanding]:
    """As they would be written if the cycle closed at the moment: unsaved. Two queries."""
    on = timezone.localdate(at)
    answering = Action.objects.filter(added_on__lte=on).only("reference", "theme").select_related("theme")
    found = Recommendation.objects.filter(made_on__lte=on).order_by("-made_on", "reference")
    return [
        RecommendationStanding(
            cycle=cycle,
            recommendation=each,
            reference=each.reference,
            words=each.words,
            source=each.came_from,
            made_on=each.made_on,
            answered_by=[action.reference for action in each.answered_by.all()],
        )
        for each in found.prefetch_related(Prefetch("answered_by", answering))
    ]


def current_recommendations(cycle: Cycle) -> list[RecommendationStanding]:
    """As written at the cycle's close, or as they would be now."""
    if cycle.closed_at is None:
        return recommendations_at(cycle, clock.now())
    return list(RecommendationStanding.objects.filter(cycle=cycle).select_related("recommendation"))
