"""What was decided later of the demonstration's money, and what of it was committed and spent."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from demo.facts import plan
from demo.organisation import Organisation
from demo.plan import moment
from figures.months import last_day
from improvement.funding.keeping import change_allocation, report_spending
from improvement.models import Funding, Spending
from organisation import working_days
from organisation.models import User

REPORTED_AFTER = timedelta(days=12)
LAST = moment(date(2020, 11, 6), 15)  # of October, before the day on which the demonstration plays


@transaction.atomic
def load_spending(organisation: Organisation) -> bool:
    """True when it made it; False when something is reported already."""
    if Spending.objects.exists():
        return False
    by = organisation.people["programme-manager"]
    every = {funding.purpose: funding for funding in Funding.objects.all()}
    for entry in plan()["funding"]:
        tell(every[entry["purpose"]], entry, by)
    return True


def tell(funding: Funding, entry: dict[str, Any], by: User) -> None:
    if "agreed" in entry:
        decided_on, allocated, words = entry["agreed"]
        decision = {"allocated": Decimal(allocated), "decided_on": decided_on, "words": words}
        change_allocation(funding=funding, **decision, by=by, at=moment(decided_on, 16))
    for as_at, committed, spent, *why_over in entry.get("spending", []):
        report_spending(
            funding=funding,
            as_at=as_at,
            committed=Decimal(committed),
            spent=Decimal(spent),
            why_over="".join(why_over),
            by=by,
            at=reported_at(as_at),
        )


def reported_at(as_at: date) -> datetime:
    return min(moment(working_days.first_from(last_day(as_at) + REPORTED_AFTER)), LAST)
