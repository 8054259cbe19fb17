"""The term of the plan's risks: as closed cycles had them, and those of an open one judged as it is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from django.db.models import Model

from figures.counting import Group, JudgedTerm, Uncounted
from figures.models import Cycle
from improvement.models import RiskStanding
from improvement.plan_source import PLAN
from improvement.risks.standing import standings_now
from organisation import clock
from organisation.scopes import Scope
from pages.tables import Column

OF_RISK: Mapping[str, Callable[[RiskStanding], str]] = {
    "level": lambda row: row.level,
    "theme": lambda row: row.theme.code,
    "likelihood": lambda row: str(row.likelihood),
    "impact": lambda row: str(row.impact),
}
COLUMNS = (
    Column("reference", "Risk", "risk__reference"),
    Column("title", "What could happen", "risk__title"),
    Column("theme", "Area of focus", "theme__title"),
    Column("owner", "Owner", "owner"),
    Column("level", "Level", "level"),
    Column("likelihood", "Likelihood", "likelihood", numeric=True),
    Column("impact", "Impact", "impact", numeric=True),
    Column("review", "Next review", "review_on"),
)


@dataclass(frozen=True, eq=False, kw_only=True)
class RiskTerm(JudgedTerm):
    """Risks that were open when a month's cycle closed, or are now."""

    def group(
        self, needed: Sequence[date], scope: Scope | None, by: Sequence[str], shared: dict
    ) -> Mapping[date, Mapping[Group, Decimal]]:
        found: dict[date, dict[Group, Decimal]] = {}
        for month, rows in known(needed, scope, shared).items():
            groups: dict[Group, Decimal] = defaultdict(Decimal)
            for row in rows:
                groups[tuple(OF_RISK[dimension](row) for dimension in by)] += 1
            found[month] = groups
        return found

    def members(
        self, month: date, scope: Scope | None, wanted: Mapping[str, str | None], shared: dict
    ) -> Sequence[RiskStanding]:
        rows = known([month], scope, shared)[month]
        return [row for row in rows if all(OF_RISK[key](row) == value for key, value in wanted.items())]

    def stored(self, row: Model) -> Model:
        """Of what is not written yet, its risk."""
        return row if row.pk else cast(RiskStanding, row).risk


def known(needed: Sequence[date], scope: Scope | None, shared: dict) -> Mapping[date, Sequence[RiskStanding]]:
    """Month to its open risks. They belong to areas of focus, so they are counted for no service and no team."""
    if scope:
        raise Uncounted
    read: dict[date, list[RiskStanding]] = shared.setdefault("risk standings", {})
    if missing := [month for month in needed if month not in read]:
        read.update({month: [] for month in missing})
        rows = RiskStanding.objects.filter(cycle__month__in=missing, closed_on__isnull=True)
        for row in rows.select_related("cycle", "risk", "theme", "action"):
            read[row.cycle.month].append(row)
        for cycle in Cycle.objects.filter(month__in=missing, closed_at__isnull=True):
            read[cycle.month] = [row for row in standings_now(cycle, clock.now()) if row.is_open]
    return {month: read[month] for month in needed}


def risk_term() -> RiskTerm:
    return RiskTerm(
        records="risks",
        source=PLAN,
        rows=lambda months: RiskStanding.objects.none(),
        at_end=True,
        paths={"level": "level", "theme": "theme__code", "likelihood": "likelihood", "impact": "impact"},
        columns=COLUMNS,
    )
