"""The plan's money by area of focus: each piece as it is known today, with what goes over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from improvement.funding.known import NOTHING, Money, Total, overruns, total
from improvement.models import Allocation, Funding, Spending, Theme
from organisation.models import User


@dataclass(frozen=True)
class Area:
    theme: Theme
    rows: Sequence[Money]
    total: Total


@dataclass(frozen=True)
class Told:
    """One thing that happened to a piece of funding: a decision or a report."""

    on: date
    what: str  # 'decision' or 'report'
    record: Allocation | Spending
    over: str = ""


def money(user: User, on: date, **of: Any) -> list[Money]:
    """What somebody may see, as known today. One query."""
    rows = Funding.objects.visible_to(user).filter(decided_on__lte=on, **of).as_known(on)
    every = rows.select_related("theme", "action").order_by("theme__position", "theme__code", "pk")
    return [as_money(row) for row in every]


def as_money(row: Any) -> Money:
    """Of what `as_known` has read."""
    whys = sorted(((row.report_at, row.report_why), (row.decision_at, row.decision_why)), key=first_known)
    return Money(
        funding=row,
        allocated=row.now_allocated,
        decided_on=row.now_decided,
        committed=row.now_committed or NOTHING,
        spent=row.now_spent or NOTHING,
        as_at=row.now_as_at,
        why_over=next((why for _, why in reversed(whys) if why), ""),
    )


def first_known(told: tuple[datetime | None, str | None]) -> tuple[bool, float]:
    """What was never told comes first."""
    return told[0] is not None, told[0].timestamp() if told[0] else 0


def context(user: User, on: date) -> dict[str, Any]:
    every = money(user, on)
    return {"today": on, "areas": areas(every), "total": total(every), "count": len(every)}


def areas(every: Iterable[Money]) -> list[Area]:
    """In the order of the plan."""
    grouped = groupby(every, key=lambda row: row.funding.theme)
    return [Area(theme, rows, total(rows)) for theme, rows in ((theme, list(rows)) for theme, rows in grouped)]


def story(funding: Funding) -> list[Told]:
    """Decisions and reports, the newest first."""
    decisions = [
        Told(row.decided_on, "decision", row, overruns(row.allocated, row.committed, row.committed))
        for row in funding.allocations.all()
    ]
    reports = [
        Told(row.as_at, "report", row, overruns(row.allocated, row.committed, row.spent))
        for row in funding.spendings.all()
    ]
    return sorted([*decisions, *reports], key=lambda each: (each.on, each.record.at), reverse=True)
