"""Terms of the plan's money: what was allocated, committed and spent by the end of a month, as known at its close."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from figures.counting import Group, JudgedTerm, Uncounted
from figures.models import Cycle
from figures.months import last_day
from improvement.funding.known import Money, money_on
from improvement.models import Funding
from improvement.plan_source import PLAN
from organisation.scopes import Scope
from pages.tables import Column

COLUMNS = (
    Column("purpose", "Purpose", "purpose"),
    Column("theme", "Area of focus", "theme__title"),
    Column("source", "Source", "source"),
    Column("decided", "First decided", "decided_on"),
)


def money_of(months: Iterable[date]) -> dict[date, list[Money]]:
    """What was known of each piece of funding at the end of each month, by the month's close. Four queries."""
    wanted = list(months)
    closed: dict[date, datetime | None] = dict(Cycle.objects.filter(month__in=wanted).values_list("month", "closed_at"))
    every = list(Funding.objects.select_related("theme", "action").prefetch_related("allocations", "spendings"))
    return {
        month: [money for row in every if (money := money_on(row, last_day(month), closed.get(month)))]
        for month in wanted
    }


@dataclass(frozen=True, eq=False, kw_only=True)
class FundingTerm(JudgedTerm):
    value: Callable[[Money], Decimal | None]

    def group(
        self, needed: Sequence[date], scope: Scope | None, by: Sequence[str], shared: dict
    ) -> Mapping[date, Mapping[Group, Decimal]]:
        found: dict[date, dict[Group, Decimal]] = {}
        for month, rows in known(needed, scope, shared).items():
            groups: dict[Group, Decimal] = defaultdict(Decimal)
            for money in rows:
                groups[(money.funding.theme.code,) if by else ()] += self.value(money) or 0
            found[month] = groups
        return found

    def members(
        self, month: date, scope: Scope | None, wanted: Mapping[str, str | None], shared: dict
    ) -> Sequence[Funding]:
        found = []
        for money in known([month], scope, shared)[month]:
            amount, theme = self.value(money), money.funding.theme.code
            if amount is not None and wanted.get("theme", theme) == theme:
                row = copy(money.funding)
                row.counted = amount
                found.append(row)
        return found


def known(needed: Sequence[date], scope: Scope | None, shared: dict) -> Mapping[date, Sequence[Money]]:
    """Money belongs to areas of focus, so it is counted for no service and no team."""
    if scope:
        raise Uncounted
    read: dict[date, list[Money]] = shared.setdefault("funding", {})
    if missing := [month for month in needed if month not in read]:
        read.update(money_of(missing))
    return {month: read[month] for month in needed}


def funding_term(value: Callable[[Money], Decimal | None]) -> FundingTerm:
    return FundingTerm(
        source=PLAN,
        rows=lambda months: Funding.objects.none(),
        amount="counted",
        at_end=True,
        paths={"theme": "theme"},
        columns=COLUMNS,
        value=value,
    )
