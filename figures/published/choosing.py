"""Which areas the council stands beside, from a month on. Those of closed months stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from figures import closed, months
from figures.published.areas import Authority, offered
from figures.published.models import Comparator, Kind, Level, PublishedRow
from history import tracking
from organisation.models import User
from organisation.refused import Refused


@transaction.atomic
def choose_areas(
    *, holds_from: date, council: str, neighbours: Sequence[str], by: User, at: datetime
) -> Sequence[Comparator]:
    """Codes of authorities. The region is the council's own. Raises Refused."""
    refuse_closed(holds_from)
    if Comparator.objects.filter(holds_from=holds_from).exists():
        raise Refused(
            f"Areas are chosen from {months.name(holds_from)} already. Remove those first, or choose another month.",
            "holds_from",
        )
    if council in neighbours:
        raise Refused("The council is not its own neighbour. Leave it out.", "neighbours")
    known = {one.code: one for one in offered()}
    if missing := {council, *neighbours} - known.keys():
        raise Refused(f"No file that is loaded has {', '.join(sorted(missing))}. Choose from the list.", "council")
    chosen = [
        Comparator(kind=Kind.COUNCIL, area_code=council, area_name=known[council].name),
        *region_of(known[council]),
        *(Comparator(kind=Kind.NEIGHBOUR, area_code=code, area_name=known[code].name) for code in neighbours),
    ]
    for one in chosen:
        one.holds_from = holds_from
        tracking.save(one, by=by, at=at)
    return chosen


def region_of(council: Authority) -> list[Comparator]:
    rows = PublishedRow.objects.current().filter(level=Level.REGIONAL, area_code=council.region)
    row = rows.order_by("-month").first()
    return [Comparator(kind=Kind.REGION, area_code=row.area_code, area_name=row.area_name)] if row else []


@transaction.atomic
def remove_areas(*, holds_from: date, by: User, at: datetime) -> None:
    """Those chosen before hold on. Raises Refused."""
    refuse_closed(holds_from)
    rows = list(Comparator.objects.select_for_update().filter(holds_from=holds_from))
    if not rows:
        raise Refused(f"No areas are chosen from {months.name(holds_from)}. Somebody may have removed them.")
    for row in rows:
        tracking.remove(row, by=by, at=at)


def refuse_closed(holds_from: date) -> None:
    last = closed.last_closed_month()
    if last and holds_from <= last:
        raise Refused(f"{months.name(last)} is closed. Choose a later month.", "holds_from")
