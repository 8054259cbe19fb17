"""The close of a cycle: its Standings are written, and from then on it says what it said."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from figures import months
from figures.models import Cycle
from history.models import write
from improvement.models import Standing
from improvement.standing import actions_of_plan, standings
from organisation.models import User


class AlreadyClosed(ValueError):
    pass


def previous_standings(cycle: Cycle) -> list[Standing]:
    """Those of the last closed cycle before this one."""
    last = Cycle.objects.filter(month__lt=cycle.month, closed_at__isnull=False).last()
    return list(Standing.objects.filter(cycle=last)) if last else []


@transaction.atomic
def close_cycle(*, cycle: Cycle, by: User, at: datetime) -> list[Standing]:
    """Writes a Standing for each action, as the records stand on the day of `at`. Raises AlreadyClosed."""
    cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if cycle.closed_at:
        raise AlreadyClosed(f"The cycle of {months.name(cycle.month)} is closed already.")
    before = previous_standings(cycle)
    since = before[0].judged_on if before else None
    known = {standing.action_id: standing for standing in before}
    written = standings(cycle, timezone.localdate(at), actions_of_plan(), known, since)
    Standing.objects.bulk_create(written)
    cycle.closed_at = at
    cycle.save(update_fields=["closed_at"])
    write(about=cycle, verb="closed", by=by, at=at, words=f"{len(written)} standings written")
    return written
