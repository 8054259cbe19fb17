"""Recommendations, areas of focus, and which action answers which recommendation: kept by the programme office."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from figures.words import listing
from history import tracking
from history.models import write
from improvement.confirming import confirmed
from improvement.models import Action, Recommendation, Theme
from organisation.models import User
from organisation.refused import Refused


@transaction.atomic
def add_recommendation(
    *,
    reference: str,
    words: str,
    kind: str,
    source: str,
    made_on: date,
    may_stay: str = "",
    by: User,
    at: datetime,
) -> Recommendation:
    """Raises Refused."""
    refuse_taken(reference)
    refuse_future(made_on, at)
    added = Recommendation(reference=reference, words=words, kind=kind, source=source, made_on=made_on)
    tracking.save(added, by=by, at=at)
    confirmed(added, may_stay, by=by, at=at)
    return added


@transaction.atomic
def change_recommendation(
    *,
    recommendation: Recommendation,
    reference: str,
    words: str,
    kind: str,
    source: str,
    made_on: date,
    may_stay: str = "",
    by: User,
    at: datetime,
) -> Recommendation:
    """Raises Refused."""
    refuse_taken(reference, but=recommendation)
    refuse_future(made_on, at)
    recommendation.reference, recommendation.words, recommendation.kind = reference, words, kind
    recommendation.source, recommendation.made_on = source, made_on
    tracking.save(recommendation, by=by, at=at)
    confirmed(recommendation, may_stay, by=by, at=at)
    return recommendation


def refuse_taken(reference: str, but: Recommendation | None = None) -> None:
    others = Recommendation.objects.exclude(pk=but.pk) if but else Recommendation.objects.all()
    if others.filter(reference=reference).exists():
        raise Refused(f"There is a recommendation {reference} already. Choose another reference", "reference")


def refuse_future(made_on: date, at: datetime) -> None:
    if made_on > timezone.localdate(at):
        raise Refused("The day on which it was made must be today or in the past", "made_on")


def set_answers(*, action: Action, answers: Collection[Recommendation], by: User, at: datetime) -> None:
    """Which recommendations the action answers. Within the transaction of whoever calls."""
    wanted = {each.pk for each in answers}
    if wanted != set(action.answers.values_list("pk", flat=True)):
        action.answers.set(wanted)
        words = listing(sorted(each.reference for each in answers)) or "no recommendation"
        write(about=action, verb="answers", by=by, at=at, words=words)


# --- Areas of focus ---------------------------------------------------------------------------------------------------


@transaction.atomic
def add_area(*, code: str, title: str, why: str, position: int, may_stay: str = "", by: User, at: datetime) -> Theme:
    """Raises Refused."""
    if Theme.objects.filter(code__iexact=code).exists():
        raise Refused(f"There is an area of focus {code} already. Choose another code", "code")
    area = Theme(code=code, title=title, why=why, position=position)
    tracking.save(area, by=by, at=at)
    confirmed(area, may_stay, by=by, at=at)
    return area


@transaction.atomic
def change_area(
    *, area: Theme, title: str, why: str, position: int, may_stay: str = "", by: User, at: datetime
) -> Theme:
    """Its code stays: figures and addresses name it so."""
    area.title, area.why, area.position = title, why, position
    tracking.save(area, by=by, at=at)
    confirmed(area, may_stay, by=by, at=at)
    return area
