"""What the plan says of its risks on a day: how each stood, from the reviews until then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from figures.models import Cycle
from improvement.models import Risk, RiskReview, RiskStanding
from improvement.risks.levels import level
from organisation import clock


def risks_of_plan() -> list[Risk]:
    """Every risk with what its standing at any moment needs. Two queries."""
    reviews: QuerySet[RiskReview] = RiskReview.objects.order_by("at", "pk")
    return list(Risk.objects.with_place().prefetch_related(Prefetch("reviews", reviews)))


def reviews_until(risk: Risk, at: datetime) -> Sequence[RiskReview]:
    """Oldest first."""
    return [review for review in risk.reviews.all() if review.at <= at]


def risk_standings(
    cycle: Cycle, at: datetime, risks: Iterable[Risk], before: Mapping[int, RiskStanding], since: date | None
) -> list[RiskStanding]:
    """Unsaved. Open risks, and those that were closed since the cycle before, which closed on the day `since`."""
    made = (risk_standing(cycle, at, risk, before.get(risk.pk), since) for risk in risks)
    return [each for each in made if each]


def risk_standing(
    cycle: Cycle, at: datetime, risk: Risk, before: RiskStanding | None, since: date | None
) -> RiskStanding | None:
    on, reviews = timezone.localdate(at), reviews_until(risk, at)
    closed_on = risk.closed_on if risk.closed_on and risk.closed_on <= on else None
    if not reviews or (closed_on and not was_open(risk, before, since)):
        return None
    last = reviews[-1]
    return RiskStanding(
        cycle=cycle,
        risk=risk,
        theme=risk.area,
        action=risk.action,
        title=risk.title,
        owner=risk.owner.job_title if risk.owner else "",
        likelihood=last.likelihood,
        impact=last.impact,
        level=level(last.score, on),
        previous=before.score if before and before.is_open else None,
        mitigation=last.mitigation,
        reviewed_on=timezone.localdate(last.at),
        review_on=last.review_on,
        closed_on=closed_on,
        why_closed=risk.why_closed if closed_on else "",
        judged_on=on,
    )


def was_open(risk: Risk, before: RiskStanding | None, since: date | None) -> bool:
    """At the close of the cycle before, or raised after it."""
    return before.is_open if before else since is None or risk.raised_on > since


def standings_now(cycle: Cycle, at: datetime) -> list[RiskStanding]:
    """As they would be written if the cycle closed at the moment. Four queries."""
    closed = Cycle.objects.filter(closed_at__isnull=False, month__lt=cycle.month).order_by("month").last()
    before = {row.risk_id: row for row in RiskStanding.objects.filter(cycle=closed)} if closed else {}
    since = timezone.localdate(closed.closed_at) if closed else None
    return risk_standings(cycle, at, risks_of_plan(), before, since)


def current_risk_standings(cycle: Cycle) -> list[RiskStanding]:
    """As written at the cycle's close, or as they would be now."""
    if cycle.closed_at is None:
        return standings_now(cycle, clock.now())
    return list(RiskStanding.objects.filter(cycle=cycle).select_related("risk", "theme", "action"))
