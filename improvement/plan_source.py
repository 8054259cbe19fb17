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
from django.utils import timezone

from figures.models import Cycle
from improvement.models import Standing
from intake.models import Load
from intake.sources import described
from organisation import clock

COLUMNS = ("month", "cycle", "opened_on", "closed_at", "is_known", "load")


class OfCycle(NamedTuple):
    """What is known of a month; `cycles` are all that there are, where every month was asked for."""

    as_at: date
    loads: tuple[int, ...]
    cycles: tuple[Cycle, ...] = ()


@dataclass(frozen=True)
class Plan:
    key: str = "plan"
    label: str = "The improvement plan"

    def coverage(self, months: Sequence[date] | None) -> Mapping[date, OfCycle]:
        """One query: the loads stand among the cycles."""
        wanted = self.cycles() if months is None else self.cycles().filter(month__in=list(months))
        rows = list(wanted.values_list(*COLUMNS).union(loads().values_list(*COLUMNS), all=True))
        cycles = [
            (Cycle(pk=pk, month=month, opened_on=opened, closed_at=closed), known)
            for month, pk, opened, closed, known, _ in rows
            if pk
        ]
        brought = [(month, load) for month, *_, load in rows if load]
        every = tuple(cycle for cycle, _ in cycles) if months is None else ()
        today = clock.today()
        return {
            cycle.month: OfCycle(
                timezone.localdate(cycle.closed_at) if cycle.closed_at else today,
                tuple(load for month, load in brought if month <= cycle.month),
                every,
            )
            for cycle, known in cycles
            if known
        }

    def loads(self, ids: Iterable[int]) -> Sequence[Mapping[str, Any]]:
        return described(ids)

    def cycles(self) -> QuerySet:
        none = {"load": Value(None, BigIntegerField())}
        return Cycle.objects.order_by().annotate(cycle=F("pk"), is_known=Value(True), **none)


class Updates(Plan):
    """It covers the months whose Standings say whether actions were updated: those written before that was kept say
    nothing of it, which is not zero."""

    def cycles(self) -> QuerySet:
        silent = Standing.objects.filter(cycle=OuterRef("pk"), updated="")
        return super().cycles().annotate(is_known=~Exists(silent))


def loads() -> QuerySet:
    nothing = {
        "cycle": Value(None, BigIntegerField()),
        "opened_on": Value(None, DateField()),
        "closed_at": Value(None, DateTimeField()),
        "is_known": Value(None, BooleanField()),
    }
    return Load.objects.order_by().current().filter(source=PLAN.key).annotate(load=F("pk"), **nothing)


PLAN = Plan()
UPDATES = Updates("plan_updates", "The improvement plan: whether actions were updated, and their evidence")
