"""How great a risk is: likelihood times impact, each of five, by thresholds that have dates. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from figures.words import count
from improvement.models.risk import Level


@dataclass(frozen=True)
class Thresholds:
    """The scores at which a risk begins to be medium, high and very high, from a day on."""

    holds_from: date
    medium: int
    high: int
    very_high: int


THRESHOLDS = (Thresholds(date.min, 5, 10, 16),)

LIKELIHOODS = {1: "Rare", 2: "Unlikely", 3: "Possible", 4: "Likely", 5: "Almost certain"}
IMPACTS = {1: "Slight", 2: "Minor", 3: "Moderate", 4: "Major", 5: "Severe"}


def thresholds_on(day: date) -> Thresholds:
    held = (each for each in THRESHOLDS if each.holds_from <= day)
    return max(held, key=lambda each: each.holds_from)


def level(score: int, on: date) -> Level:
    held = thresholds_on(on)
    if score >= held.very_high:
        return Level.VERY_HIGH
    if score >= held.high:
        return Level.HIGH
    return Level.MEDIUM if score >= held.medium else Level.LOW


def movement(before: int | None, now: int) -> str:
    """'up from 9'; 'new' where there is nothing to compare with."""
    if before is None:
        return "new"
    if before == now:
        return "unchanged"
    return f"{'up' if now > before else 'down'} from {before}"


def lateness(review_on: date, on: date) -> str:
    """'review 12 days overdue'; '' where its day has not passed."""
    days = (on - review_on).days
    return f"review {count(days, 'day')} overdue" if days > 0 else ""
