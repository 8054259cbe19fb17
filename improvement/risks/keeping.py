"""Risks: raised, reviewed, closed. What a review said is never changed: the next one follows it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from figures import months
from history import tracking
from history.models import write
from improvement.confirming import confirmed
from improvement.models import Action, Risk, RiskReview, Theme
from improvement.owners.owning import Ownership, give
from improvement.risks.levels import level
from improvement.seen import saved_before
from organisation.models import User
from organisation.permissions import Permission
from organisation.refused import Refused

OTHERS = "Only its owner and the programme office review a risk."


def may_review(user: User, risk: Risk) -> bool:
    return risk.closed_on is None and (risk.owner_id == user.pk or user.access.may(Permission.KEEP_PLAN))


@transaction.atomic
def raise_risk(
    *,
    title: str,
    place: Theme | Action,
    owner: Ownership,
    likelihood: int,
    impact: int,
    mitigation: str,
    review_on: date,
    by: User,
    at: datetime,
    may_stay: str = "",
) -> Risk:
    """Of an action, or of an area of focus as a whole; with its first review. Raises Refused."""
    on = timezone.localdate(at)
    owner = owner.held()
    refuse_early(review_on, on)
    risk = Risk(
        reference=next_reference(),
        title=title,
        theme=place if isinstance(place, Theme) else None,
        action=place if isinstance(place, Action) else None,
        owner=owner.owner,
        owner_role=owner.role,
        raised_on=on,
    )
    tracking.save(risk, by=by, at=at)
    review = record(risk, likelihood, impact, mitigation, review_on, "", by, at)
    write(about=risk, verb="raised", by=by, at=at, words=in_words(review, on))
    confirmed(risk, may_stay, by=by, at=at)
    return risk


def next_reference() -> str:
    """One after the last that was given. The first area of focus is held meanwhile, so that of two raised at once each
    gets its own."""
    Theme.objects.select_for_update().order_by("pk").first()
    given = Risk.objects.values_list("reference", flat=True)
    return f"R{max((int(each[1:]) for each in given if each[1:].isdigit()), default=0) + 1}"


@transaction.atomic
def review_risk(
    *,
    risk: Risk,
    likelihood: int,
    impact: int,
    mitigation: str,
    review_on: date,
    words: str,
    seen: int | None = None,
    by: User,
    at: datetime,
    may_stay: str = "",
) -> RiskReview:
    """`seen` is the key of the newest review that the form showed. Sent twice it is saved once. Raises Refused,
    SavedMeanwhile where another was saved since."""
    risk = held(risk)
    on = timezone.localdate(at)
    if not may_review(by, risk):
        raise Refused(OTHERS)
    said = {
        "likelihood": likelihood,
        "impact": impact,
        "mitigation": mitigation,
        "review_on": review_on,
        "words": words,
    }
    if same := saved_before(risk.reviews.all(), seen, said, by):
        return same
    refuse_early(review_on, on)
    review = record(risk, likelihood, impact, mitigation, review_on, words, by, at)
    write(about=risk, verb="reviewed", by=by, at=at, words=in_words(review, on))
    confirmed(risk, may_stay, by=by, at=at)
    return review


@transaction.atomic
def give_risk(*, risk: Risk, owner: Ownership, by: User, at: datetime) -> Risk:
    """To a person, or to a role and whoever holds it. Raises Refused."""
    risk = held(risk)
    give(risk, owner, by=by, at=at)
    return risk


@transaction.atomic
def close_risk(*, risk: Risk, words: str, by: User, at: datetime, may_stay: str = "") -> Risk:
    """It can happen no longer, or has happened. Raises Refused."""
    risk = held(risk)
    if not words:
        raise Refused("Say why it is closed", "words")
    risk.closed_on, risk.why_closed = timezone.localdate(at), words
    tracking.save(risk, by=by, at=at)
    write(about=risk, verb="closed", by=by, at=at, words=words)
    confirmed(risk, may_stay, by=by, at=at)
    return risk


def held(risk: Risk) -> Risk:
    """Until the transaction ends, so that of two who change it at once the second is told."""
    found = Risk.objects.select_for_update().get(pk=risk.pk)
    if found.closed_on:
        raise Refused(f"This risk was closed on {months.day(found.closed_on)}.")
    return found


def refuse_early(review_on: date, on: date) -> None:
    if review_on <= on:
        raise Refused("The next review must be after today", "review_on")


def record(
    risk: Risk, likelihood: int, impact: int, mitigation: str, review_on: date, words: str, by: User, at: datetime
) -> RiskReview:
    return RiskReview.objects.create(
        risk=risk,
        likelihood=likelihood,
        impact=impact,
        mitigation=mitigation,
        review_on=review_on,
        words=words,
        by=by,
        at=at,
    )


def in_words(review: RiskReview, on: date) -> str:
    return f"{level(review.score, on).label}, {review.likelihood} × {review.impact} = {review.score}"
