"""An administrator changes the rules of the plan. What held when a cycle closed is settled: other rules replace it from
a later month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from figures import months
from figures.closed import AHEAD
from figures.models import Cycle
from history import tracking
from improvement.models import PlanRule
from organisation.models import User
from organisation.refused import Refused


@transaction.atomic
def add_rule(*, holds_from: date, recoverable_days: int, update_days: int, by: User, at: datetime) -> PlanRule:
    """Raises Refused."""
    refuse_month(holds_from)
    rule = PlanRule(holds_from=holds_from, recoverable_days=recoverable_days, update_days=update_days)
    tracking.save(rule, by=by, at=at)
    return rule


@transaction.atomic
def change_rule(
    *, rule: PlanRule, holds_from: date, recoverable_days: int, update_days: int, by: User, at: datetime
) -> PlanRule:
    """Raises Refused."""
    rule = PlanRule.objects.select_for_update().get(pk=rule.pk)
    refuse_settled(rule)
    refuse_month(holds_from, but=rule)
    rule.holds_from, rule.recoverable_days, rule.update_days = holds_from, recoverable_days, update_days
    tracking.save(rule, by=by, at=at)
    return rule


@transaction.atomic
def remove_rule(*, rule: PlanRule, by: User, at: datetime) -> None:
    """Raises Refused."""
    rule = PlanRule.objects.select_for_update().get(pk=rule.pk)
    refuse_settled(rule)
    tracking.remove(rule, by=by, at=at)


def last_judged() -> date | None:
    """The day on which a cycle closed last: the rules of until then are settled."""
    closed_at = Cycle.objects.aggregate(last=Max("closed_at"))["last"]
    return timezone.localdate(closed_at) if closed_at else None


def is_settled(rule: PlanRule, judged: date | None) -> bool:
    return judged is not None and rule.holds_from <= judged


def open_months(today: date) -> Sequence[date]:
    """From which a rule may begin to hold."""
    judged, this = last_judged(), today.replace(day=1)
    first = months.add(judged.replace(day=1), 1) if judged else months.add(this, -AHEAD)
    return months.since(first, months.add(this, AHEAD))


def refuse_settled(rule: PlanRule) -> None:
    judged = last_judged()
    if judged and is_settled(rule, judged):
        raise Refused(
            f"A cycle that closed on {months.day(judged)} was judged by it, so it stays as it was. "
            "Add rules from a later month: they replace it."
        )


def refuse_month(holds_from: date, *, but: PlanRule | None = None) -> None:
    if holds_from.day != 1:
        raise Refused("Rules hold from the first day of a month.", "holds_from")
    judged = last_judged()
    if judged and holds_from <= judged:
        raise Refused(f"A cycle was judged on {months.day(judged)}. Choose a later month.", "holds_from")
    same = PlanRule.objects.filter(holds_from=holds_from)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refused(
            f"There are rules from {months.name(holds_from)} already. Change those, or choose another month.",
            "holds_from",
        )
