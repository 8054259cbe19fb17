"""The plan's money: pieces of funding added, decided anew, and what of each is committed and spent."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import cast

from django.db import transaction
from django.utils import timezone

from figures import months
from history.models import write
from improvement.confirming import confirmed
from improvement.funding.known import NOTHING, Money, money_on, overruns, pounds
from improvement.models import Action, Allocation, Funding, Spending, Theme
from improvement.seen import saved_before
from organisation.models import User
from organisation.refused import Refused


@transaction.atomic
def add_funding(
    *,
    place: Theme | Action,
    purpose: str,
    source: str,
    lead: str,
    allocated: Decimal | None,
    decided_on: date,
    by: User,
    at: datetime,
    may_stay: str = "",
) -> Funding:
    """`allocated` None: the amount is not agreed. Raises Refused."""
    refuse_future(decided_on, at, "decided_on")
    funding = Funding.objects.create(
        theme=place.theme if isinstance(place, Action) else place,
        action=place if isinstance(place, Action) else None,
        purpose=purpose,
        source=source,
        lead=lead,
        allocated=allocated,
        decided_on=decided_on,
        added_at=at,
    )
    amount = "amount not agreed" if allocated is None else pounds(allocated)
    write(about=funding, verb="added", by=by, at=at, words=f"{amount}, decided {months.day(decided_on)}")
    confirmed(funding, may_stay, by=by, at=at)
    return funding


@transaction.atomic
def change_allocation(
    *,
    funding: Funding,
    allocated: Decimal,
    decided_on: date,
    words: str,
    seen: int | None = None,
    by: User,
    at: datetime,
    why_over: str = "",
    may_stay: str = "",
) -> Allocation:
    """A new decision; those before it stay. `seen` is the key of the newest that the form showed, 0 for none: sent
    twice it is saved once. Raises Refused, without `why_over` where more is committed already; SavedMeanwhile where
    another was saved since."""
    funding, now = held(funding, at)
    said = {"allocated": allocated, "decided_on": decided_on, "words": words}
    if same := saved_before(funding.allocations.all(), seen, said, by):
        return same
    refuse_future(decided_on, at, "decided_on")
    if decided_on < now.decided_on:
        raise Refused(
            f"A decision of {months.day(now.decided_on)} is recorded. This one must not be earlier", "decided_on"
        )
    if allocated < now.committed and not why_over:
        over = overruns(allocated, now.committed, NOTHING)
        raise Refused(f"{over}. Say why, or change the amount", "why_over")
    change = Allocation.objects.create(
        funding=funding,
        allocated=allocated,
        decided_on=decided_on,
        words=words,
        committed=now.committed,
        why_over=why_over if allocated < now.committed else "",
        by=by,
        at=at,
    )
    before = "not agreed" if now.allocated is None else pounds(now.allocated)
    write(about=funding, verb="allocation changed", by=by, at=at, words=f"{before} to {pounds(allocated)}: {words}")
    confirmed(funding, may_stay, by=by, at=at)
    return change


@transaction.atomic
def report_spending(
    *,
    funding: Funding,
    as_at: date,
    committed: Decimal,
    spent: Decimal,
    seen: int | None = None,
    by: User,
    at: datetime,
    why_over: str = "",
    may_stay: str = "",
) -> Spending:
    """`seen` is the key of the newest report that the form showed, 0 for none: sent twice it is saved once. Raises
    Refused, without `why_over` where something goes over; SavedMeanwhile where another was saved since."""
    funding, _ = held(funding, at)
    said = {"as_at": as_at, "committed": committed, "spent": spent}
    if same := saved_before(funding.spendings.all(), seen, said, by):
        return same
    refuse_future(as_at, at, "as_at")
    then = money_on(funding, as_at)
    if then is None:
        raise Refused(f"This money was decided on {months.day(funding.decided_on)}, which is later", "as_at")
    over = overruns(then.allocated, committed, spent)
    if over and not why_over:
        raise Refused(f"{over}. Say why, or change the amounts", "why_over")
    report = Spending.objects.create(
        funding=funding,
        as_at=as_at,
        allocated=then.allocated or NOTHING,
        committed=committed,
        spent=spent,
        why_over=why_over if over else "",
        by=by,
        at=at,
    )
    words = f"as at {months.day(as_at)}: {pounds(committed)} committed, {pounds(spent)} spent"
    write(about=funding, verb="spending reported", by=by, at=at, words=f"{words}. {over}" if over else words)
    confirmed(funding, may_stay, by=by, at=at)
    return report


def held(funding: Funding, at: datetime) -> tuple[Funding, Money]:
    """And what is known of it; held until the transaction ends."""
    found = Funding.objects.select_for_update().get(pk=funding.pk)
    return found, cast(Money, money_on(found, timezone.localdate(at)))  # it was decided before it was added


def refuse_future(day: date, at: datetime, field: str) -> None:
    if day > timezone.localdate(at):
        raise Refused("The day must be today or in the past", field)
