"""The plan as a source of figures: it covers the months that have a cycle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast
from django.utils import timezone

from figures.models import Cycle
from improvement.models import PlanRule, Standing
from improvement.rules.dated import Rule
from intake.models import Load
from intake.sources import described
from organisation import clock

COLUMNS = ("month", "cycle", "opened_on", "closed_at", "is_known", "load", "recoverable", "due")

NUMBER = BigIntegerField()
NO_NUMBER = Cast(Value(None), NUMBER)  # PostgreSQL takes a bare NULL for text where two meet in a union
NO_RULE = {"recoverable": NO_NUMBER, "due": NO_NUMBER}
NO_CYCLE = {
    "cycle": NO_NUMBER,
    "opened_on": Value(None, DateField()),
    "closed_at": Value(None, DateTimeField()),
    "is_known": Value(None, BooleanField()),
}


class OfCycle(NamedTuple):
    """What is known of a month; `cycles` are all that there are, where every month was asked for, and `rules` all by
    which open ones are judged."""

    as_at: date
    loads: tuple[int, ...]
    cycles: tuple[Cycle, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Plan:
    key: str = "plan"
    label: str = "The improvement plan"

    def coverage(self, months: Sequence[date] | None) -> Mapping[date, OfCycle]:
        """One query: loads and rules stand among the cycles."""
        wanted = self.cycles() if months is None else self.cycles().filter(month__in=list(months))
        rows = list(
            wanted.values_list(*COLUMNS).union(*(each.values_list(*COLUMNS) for each in (loads(), rules())), all=True)
        )
        cycles = [
            (Cycle(pk=pk, month=month, opened_on=opened, closed_at=closed), known)
            for month, pk, opened, closed, known, *_ in rows
            if pk
        ]
        brought = [(month, load) for month, *_, load, _, _ in rows if load]
        judging = tuple(Rule(month, days, due) for month, *_, days, due in rows if due)
        every = tuple(cycle for cycle, _ in cycles) if months is None else ()
        today = clock.today()
        return {
            cycle.month: OfCycle(
                timezone.localdate(cycle.closed_at) if cycle.closed_at else today,
                tuple(load for month, load in brought if month <= cycle.month),
                every,
                judging,
            )
            for cycle, known in cycles
            if known
        }

    def loads(self, ids: Iterable[int]) -> Sequence[Mapping[str, Any]]:
        return described(ids)

    def cycles(self) -> QuerySet:
        return Cycle.objects.order_by().annotate(cycle=F("pk"), is_known=Value(True), load=NO_NUMBER, **NO_RULE)


class Updates(Plan):
    """It covers the months whose Standings say whether actions were updated: those written before that was kept say
    nothing of it, which is not zero."""

    def cycles(self) -> QuerySet:
        silent = Standing.objects.filter(cycle=OuterRef("pk"), updated="")
        return super().cycles().annotate(is_known=~Exists(silent))


def loads() -> QuerySet:
    return Load.objects.order_by().current().filter(source=PLAN.key).annotate(load=F("pk"), **NO_CYCLE, **NO_RULE)


def rules() -> QuerySet:
    found = PlanRule.objects.order_by().annotate(month=F("holds_from"), load=NO_NUMBER, **NO_CYCLE)
    return found.annotate(recoverable=Cast("recoverable_days", NUMBER), due=Cast("update_days", NUMBER))


PLAN = Plan()
UPDATES = Updates("plan_updates", "The improvement plan: whether actions were updated, and their evidence")
