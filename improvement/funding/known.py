"""What is known of the plan's money on a day, and what of it goes over. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from figures.figure import POUNDS
from figures.words import capital, written
from improvement.models import Funding

NOTHING = Decimal(0)


class Amounts:
    """What is left of an amount, and what goes over."""

    allocated: Decimal | None
    committed: Decimal
    spent: Decimal
    why_over: str

    @property
    def left(self) -> Decimal:
        """Neither committed nor spent."""
        return (self.allocated or NOTHING) - max(self.committed, self.spent)

    @property
    def goes_over(self) -> str:
        return overruns(self.allocated, self.committed, self.spent)

    @property
    def over(self) -> str:
        """What goes over, with the reason that was given; '' where nothing does."""
        return with_reason(self.goes_over, self.why_over)


@dataclass(frozen=True)
class Money(Amounts):
    """Of one piece of funding. `allocated` None: not agreed. `as_at` None: nothing was reported of it yet."""

    funding: Funding
    allocated: Decimal | None
    decided_on: date
    committed: Decimal = NOTHING
    spent: Decimal = NOTHING
    as_at: date | None = None
    why_over: str = ""


@dataclass(frozen=True)
class Total(Amounts):
    allocated: Decimal
    committed: Decimal
    spent: Decimal
    why_over: str = ""  # the reasons of those in it that go over


def money_on(funding: Funding, on: date, known_by: datetime | None = None) -> Money | None:
    """As was known at the moment `known_by`; None: as is known now. None where nothing was decided by the day.

    The funding has been read with its allocations and spendings.
    """
    if funding.decided_on > on or (funding.added_at and known_by and funding.added_at > known_by):
        return None
    decided = [row for row in funding.allocations.all() if row.decided_on <= on and is_known(row.at, known_by)]
    reported = [row for row in funding.spendings.all() if row.as_at <= on and is_known(row.at, known_by)]
    last, report = decided[-1] if decided else None, reported[-1] if reported else None
    newest_first = sorted((row for row in (last, report) if row), key=lambda row: row.at, reverse=True)
    return Money(
        funding=funding,
        allocated=last.allocated if last else funding.allocated,
        decided_on=last.decided_on if last else funding.decided_on,
        committed=report.committed if report else NOTHING,
        spent=report.spent if report else NOTHING,
        as_at=report.as_at if report else None,
        why_over=next((row.why_over for row in newest_first if row.why_over), ""),
    )


def is_known(at: datetime, known_by: datetime | None) -> bool:
    return known_by is None or at <= known_by


def total(rows: Iterable[Money]) -> Total:
    every = list(rows)
    return Total(
        sum((row.allocated or NOTHING for row in every), NOTHING),
        sum((row.committed for row in every), NOTHING),
        sum((row.spent for row in every), NOTHING),
        "; ".join(dict.fromkeys(row.why_over.rstrip(".") for row in every if row.over and row.why_over)),
    )


def overruns(allocated: Decimal | None, committed: Decimal, spent: Decimal) -> str:
    """'£12,000 more is committed than allocated'; '' where nothing goes over."""
    found = []
    if allocated is None and committed:
        found.append(f"{pounds(committed)} is committed, and no amount is agreed")
    elif allocated is not None and committed > allocated:
        found.append(f"{pounds(committed - allocated)} more is committed than allocated")
    if spent > committed:
        found.append(f"{pounds(spent - committed)} more is spent than committed")
    return capital(" and ".join(found))


def with_reason(over: str, why: str) -> str:
    return f"{over}: {why.rstrip('.')}" if over and why else over


def pounds(amount: Decimal) -> str:
    """'£12,000'; with pence where there are any. Less than nothing with a minus sign."""
    if amount < 0:
        return f"−{pounds(-amount)}"
    return written(amount, POUNDS) if amount == amount.to_integral_value() else f"£{amount:,.2f}"
