"""Terms of the plan: Standings of closed cycles from the database, those of an open one judged as it is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db.models import BigIntegerField, DateTimeField, F, Model, Q, Value
from django.utils import timezone

from figures.counting import Group, JudgedTerm, Uncounted, grouped
from figures.models import Cycle
from figures.months import last_day
from improvement.closing import previous_standings
from improvement.models import Funding, Standing
from improvement.models.action import NO_DATE, NO_OWNER
from improvement.standing import actions_of_plan, standings
from intake.models import Load
from intake.sources import Coverage, described
from organisation import clock
from organisation.scopes import Scope
from pages.tables import Column

PATHS = {"brag": "brag", "theme": "theme__code", "service": "service__slug"}
OF_STANDING: Mapping[str, Callable[[Standing], str]] = {
    "brag": lambda standing: standing.brag,
    "theme": lambda standing: standing.theme.code,
    "service": lambda standing: standing.service.slug,
}
COLUMNS = (
    Column("reference", "Action", "action__reference"),
    Column("title", "What", "action__title"),
    Column("service", "Service", "service__name"),
    Column("owner", "Owner", "owner", empty=NO_OWNER),
    Column("brag", "State", "brag"),
    Column("reason", "Why", "reason", sortable=False),
    Column("original", "Original date", "original_date", empty=NO_DATE),
    Column("agreed", "Agreed date", "agreed_date", empty=NO_DATE),
    Column("overdue", "Days overdue", "days_overdue", numeric=True),
)
OF_FUNDING = (
    Column("purpose", "Purpose", "purpose"),
    Column("theme", "Area of focus", "theme__title"),
    Column("source", "Source", "source"),
    Column("decided", "Decided", "decided_on"),
)


@dataclass(frozen=True)
class Plan:
    """The source of the plan's figures: it covers the months that have a cycle."""

    key: str = "plan"
    label: str = "The improvement plan"

    def coverage(self, months: Sequence[date] | None) -> Mapping[date, Coverage]:
        """One query: the loads stand among the cycles."""
        cycles = Cycle.objects.order_by().annotate(load=Value(None, BigIntegerField()))
        loads = Load.objects.order_by().current().filter(source=self.key)
        loads = loads.annotate(closed_at=Value(None, DateTimeField()), load=F("pk"))
        asked = cycles if months is None else cycles.filter(month__in=list(months))
        columns = ("month", "closed_at", "load")
        rows = list(asked.values_list(*columns).union(loads.values_list(*columns), all=True))
        today = clock.today()
        return {
            month: Coverage(
                timezone.localdate(closed_at) if closed_at else today,
                tuple(other for loaded, _, other in rows if other and loaded <= month),
            )
            for month, closed_at, load in rows
            if load is None
        }

    def loads(self, ids: Iterable[int]) -> Sequence[Mapping[str, Any]]:
        return described(ids)


PLAN = Plan()


def open_standings(months: Sequence[date]) -> dict[date, list[Standing]]:
    """What Standings would be now, of the months whose cycle is open."""
    every = list(Cycle.objects.all())
    cycles = [cycle for cycle in every if cycle.closed_at is None and cycle.month in months]
    if not cycles:
        return {}
    before, actions, today = previous_standings(cycles, every), actions_of_plan(), clock.today()
    return {cycle.month: standings(cycle, today, actions, before[cycle.pk]) for cycle in cycles}


def current_standings(cycle: Cycle) -> list[Standing]:
    """The Standings of a cycle: as written at its close, or as they would be now."""
    if cycle.closed_at is None:
        return open_standings([cycle.month])[cycle.month]
    return list(Standing.objects.filter(cycle=cycle).select_related("action__owner", "theme", "service"))


@dataclass(frozen=True, eq=False, kw_only=True)
class StandingTerm(JudgedTerm):
    """Standings that meet a condition, told twice: by `rows` to the database, by `meets` to those not yet written."""

    meets: Callable[[Standing], bool] = lambda standing: True

    def group(
        self, needed: Sequence[date], scope: Scope | None, by: Sequence[str], shared: dict
    ) -> Mapping[date, Mapping[Group, Decimal]]:
        known = shared.setdefault("open standings", {})
        if missing := [month for month in needed if month not in known]:
            known.update(dict.fromkeys(missing, None) | open_standings(missing))
        closed = [month for month in needed if known[month] is None]
        found = defaultdict(dict, grouped(self, closed, scope, by) if closed else {})
        for month in needed:
            rows = known[month]
            if rows is None:
                continue
            groups: dict[Group, Decimal] = defaultdict(Decimal)
            for standing in self.chosen(rows, scope, {}):
                groups[tuple(OF_STANDING[dimension](standing) for dimension in by)] += 1
            found[month] = groups
        return found

    def members(
        self, month: date, scope: Scope | None, wanted: Mapping[str, str | None], shared: dict
    ) -> Sequence[Standing]:
        judged = shared.get("open standings", {}).get(month)
        if judged is not None:
            return self.chosen(judged, scope, wanted)
        cycle = Cycle.objects.filter(month=month).first()
        return self.chosen(current_standings(cycle), scope, wanted) if cycle else []

    def stored(self, row: Model) -> Model:
        """Of a Standing that is not written yet, its action."""
        return row if row.pk else cast(Standing, row).action

    def chosen(self, rows: Iterable[Standing], scope: Scope | None, wanted: Mapping[str, str | None]) -> list[Standing]:
        conditions = dict(wanted)
        if scope:
            if scope.kind not in self.paths:
                raise Uncounted
            conditions[scope.kind] = scope.slug
        return [
            standing
            for standing in rows
            if self.meets(standing) and all(OF_STANDING[key](standing) == value for key, value in conditions.items())
        ]


def standing_term(where: Q | None = None, meets: Callable[[Standing], bool] = lambda standing: True) -> StandingTerm:
    condition = where or Q()
    return StandingTerm(
        records="actions",
        source=PLAN,
        rows=lambda months: Standing.objects.of_months(months).filter(condition),
        month="cycle__month",
        at_end=True,
        paths=PATHS,
        columns=COLUMNS,
        meets=meets,
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class FundingTerm(JudgedTerm):
    """Money allocated by the end of a month, whenever it was decided."""

    def group(
        self, needed: Sequence[date], scope: Scope | None, by: Sequence[str], shared: dict
    ) -> Mapping[date, Mapping[Group, Decimal]]:
        if scope:
            raise Uncounted
        rows = self.allocated()
        found: dict[date, dict[Group, Decimal]] = {}
        for month in needed:
            groups: dict[Group, Decimal] = defaultdict(Decimal)
            for row in rows:
                if row.decided_on <= last_day(month):
                    groups[(row.theme.code,) if by else ()] += row.allocated or 0
            found[month] = groups
        return found

    def members(
        self, month: date, scope: Scope | None, wanted: Mapping[str, str | None], shared: dict
    ) -> Sequence[Funding]:
        if scope:
            raise Uncounted
        return [
            row
            for row in self.allocated()
            if row.decided_on <= last_day(month) and wanted.get("theme", row.theme.code) == row.theme.code
        ]

    @staticmethod
    def allocated() -> list[Funding]:
        return list(Funding.objects.filter(allocated__isnull=False).select_related("theme"))


def funding_term(**options: Any) -> FundingTerm:
    return FundingTerm(
        source=PLAN,
        rows=lambda months: Funding.objects.none(),
        amount="allocated",
        at_end=True,
        paths={"theme": "theme"},
        columns=OF_FUNDING,
        **options,
    )
