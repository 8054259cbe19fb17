"""Terms of the plan: Standings of closed cycles from the database, those of an open one judged as it is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db.models import Count, Model, Q, Sum

from figures.counting import Group, JudgedTerm, Uncounted, amount_of, within
from figures.models import Cycle
from improvement.closing import previous_standings
from improvement.models import Standing
from improvement.models.action import NO_DATE, NO_OWNER
from improvement.plan_source import PLAN, UPDATES, OfCycle, Plan
from improvement.rules.dated import known_rules
from improvement.standing import actions_of_plan, standings
from organisation import clock
from organisation.scopes import Scope
from pages.tables import Column

PATHS = {"brag": "brag", "theme": "theme__code", "service": "service__slug", "owner": "owner_code"}
OF_STANDING: Mapping[str, Callable[[Standing], str | None]] = {
    "brag": lambda standing: standing.brag,
    "theme": lambda standing: standing.theme.code,
    "service": lambda standing: standing.service.slug,
    "owner": lambda standing: str(standing.owned_by_id) if standing.owned_by_id else None,
}
Monthly = dict[date, dict[Group, Decimal]]
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
    Column("late", "Days late when complete", "days_late", numeric=True),
    Column("updated", "Updated", "updated"),
)


def open_standings(months: Sequence[date], known: OfCycle | None = None) -> dict[date, list[Standing]]:
    """What Standings would be now, of the months whose cycle is open. `known`: all cycles and rules, where they are
    read already."""
    every, rules = (known.cycles, known.rules) if known else (list(Cycle.objects.all()), None)
    cycles = [cycle for cycle in every if cycle.closed_at is None and cycle.month in months]
    if not cycles:
        return {}
    today, rules = clock.today(), known_rules() if rules is None else rules
    before, actions = previous_standings(cycles, every), actions_of_plan(cycles, today)
    return {cycle.month: standings(cycle, today, actions, before[cycle.pk], rules) for cycle in cycles}


def current_standings(cycle: Cycle) -> list[Standing]:
    """The Standings of a cycle: as written at its close, or as they would be now."""
    if cycle.closed_at is None:
        return open_standings([cycle.month])[cycle.month]
    return list(Standing.objects.filter(cycle=cycle).select_related("action__owner", "theme", "service"))


@dataclass(frozen=True, eq=False, kw_only=True)
class StandingTerm(JudgedTerm):
    """Standings that meet a condition, told twice: by `rows` to the database, by `meets` to those not yet written."""

    meets: Callable[[Standing], bool] = lambda standing: True
    where: Q | None = None
    beside: tuple[StandingTerm, ...] = ()  # counted in the same query, since they are asked for next

    def group(
        self, needed: Sequence[date], scope: Scope | None, by: Sequence[str], shared: dict
    ) -> Mapping[date, Mapping[Group, Decimal]]:
        known = shared.setdefault("open standings", {})
        if missing := [month for month in needed if month not in known]:
            known.update(dict.fromkeys(missing, None) | open_standings(missing, known_of_plan(shared)))
        closed = [month for month in needed if known[month] is None]
        found = defaultdict(dict, self.closed(closed, scope, by, shared) if closed else {})
        for month in needed:
            rows = known[month]
            if rows is None:
                continue
            groups: dict[Group, Decimal] = defaultdict(Decimal)
            for standing in self.chosen(rows, scope, {}):
                groups[tuple(OF_STANDING[dimension](standing) for dimension in by)] += amount_of(self, standing)
            found[month] = groups
        return found

    def closed(self, months: Sequence[date], scope: Scope | None, by: Sequence[str], shared: dict) -> Monthly:
        """Sums of closed cycles, from the database."""
        asked = (tuple(months), scope, tuple(by))
        if (self, *asked) not in shared:
            terms = (self, *self.beside)
            shared |= {(term, *asked): sums for term, sums in zip(terms, together(terms, *asked), strict=True)}
        return shared[self, *asked]

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


def together(
    terms: Sequence[StandingTerm], months: Sequence[date], scope: Scope | None, by: Sequence[str]
) -> list[Monthly]:
    """One query, however many terms."""
    lookups = [PATHS[key] for key in by]
    every = within(terms[0], Standing.objects.of_months(months).with_owner_code(), scope).order_by()
    amounts = {
        f"sum_{n}": Sum(term.amount, filter=term.where) if term.amount else Count("pk", filter=term.where)
        for n, term in enumerate(terms)
    }
    found: list[Monthly] = [defaultdict(dict) for _ in terms]
    for month, *rest in every.values_list("cycle__month", *lookups).annotate(**amounts):
        group = tuple(rest[: len(by)])
        for sums, amount in zip(found, rest[len(by) :], strict=True):
            if amount:
                sums[month][group] = Decimal(amount)
    return found


def known_of_plan(shared: Mapping[str, Any]) -> OfCycle | None:
    """What a Reader has read already to know what the plan covers, if that is all."""
    known = (shared.get("coverage", {}).get(source.key, {}).values() for source in (PLAN, UPDATES))
    return next((each for found in known for each in found if each and each.cycles), None)


def standing_term(
    where: Q | None = None,
    meets: Callable[[Standing], bool] = lambda standing: True,
    *,
    amount: str = "",
    source: Plan = PLAN,
    beside: tuple[StandingTerm, ...] = (),
) -> StandingTerm:
    return StandingTerm(
        records="actions",
        source=source,
        amount=amount,
        rows=lambda months: Standing.objects.of_months(months).filter(where or Q()).with_owner_code(),
        month="cycle__month",
        at_end=True,
        paths=PATHS,
        columns=COLUMNS,
        meets=meets,
        where=where,
        beside=beside,
    )
