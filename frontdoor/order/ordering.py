"""An administrator sets another order of flags from a month on. Months that are closed keep theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from figures import closed, months
from frontdoor.models import FlagOutcome
from history import tracking
from organisation.models import User
from organisation.refused import Refused


@transaction.atomic
def add_order(*, holds_from: date, ranked: Sequence[tuple[str, str]], by: User, at: datetime) -> Sequence[FlagOutcome]:
    """`ranked`: (flag, outcome), the first wins. Raises Refused."""
    refuse_closed(holds_from)
    if FlagOutcome.objects.filter(holds_from=holds_from).exists():
        raise Refused(f"There is an order from {months.name(holds_from)} already. Choose another month.", "holds_from")
    rows = [
        FlagOutcome(holds_from=holds_from, position=position, flag=flag, outcome=outcome)
        for position, (flag, outcome) in enumerate(ranked, 1)
    ]
    for row in rows:
        tracking.save(row, by=by, at=at)
    return rows


@transaction.atomic
def remove_order(*, holds_from: date, by: User, at: datetime) -> None:
    """The order before it holds on. Raises Refused."""
    refuse_closed(holds_from)
    rows = list(FlagOutcome.objects.select_for_update().filter(holds_from=holds_from))
    if not rows:
        raise Refused(f"There is no order from {months.name(holds_from)}. Somebody may have removed it.")
    if not FlagOutcome.objects.filter(holds_from__lt=holds_from).exists():
        raise Refused("It is the first order: without it, no outcome would be known.")
    for row in rows:
        tracking.remove(row, by=by, at=at)


def refuse_closed(holds_from: date) -> None:
    last = closed.last_closed_month()
    if last and holds_from <= last:
        raise Refused(f"{months.name(last)} is closed. Choose a later month.", "holds_from")
