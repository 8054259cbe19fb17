"""The close of a cycle: its Standings are written, and from then on it says what it said."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from figures import months
from figures.models import Cycle
from history.models import write
from improvement.models import AreaStanding, MeasureStanding, RecommendationStanding, RiskStanding, Standing
from improvement.names import areas_now, measures_at
from improvement.recommendations.standing import recommendations_at
from improvement.risks.standing import standings_now
from improvement.rules.dated import known_rules
from improvement.standing import actions_of_plan, standings
from organisation.models import User


class AlreadyClosed(ValueError):
    pass


def previous_standings(cycles: Iterable[Cycle], every: Iterable[Cycle] | None = None) -> dict[int, dict[int, Standing]]:
    """Cycle id to action id to Standing, of the last closed cycle before each. Two queries, however many cycles; one
    where `every` cycle that there is has been read already."""
    closed = [cycle for cycle in (Cycle.objects.all() if every is None else every) if cycle.closed_at]
    last = {cycle.pk: max((c for c in closed if c.month < cycle.month), key=by_month, default=None) for cycle in cycles}
    rows = Standing.objects.filter(cycle__in={before.pk for before in last.values() if before})
    known: dict[int, dict[int, Standing]] = {}
    for row in rows:
        known.setdefault(row.cycle_id, {})[row.action_id] = row
    return {pk: known.get(before.pk, {}) if before else {} for pk, before in last.items()}


def by_month(cycle: Cycle) -> date:
    return cycle.month


@transaction.atomic
def close_cycle(*, cycle: Cycle, by: User, at: datetime) -> list[Standing]:
    """Writes a Standing for each action, what stands of each risk and recommendation, and what areas of focus and
    measures are called, as the records are on the day of `at`. Raises AlreadyClosed."""
    cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if cycle.closed_at:
        raise AlreadyClosed(f"The cycle of {months.name(cycle.month)} is closed already.")
    before = previous_standings([cycle])[cycle.pk]
    on = timezone.localdate(at)
    written = standings(cycle, on, actions_of_plan([cycle], on), before, known_rules())
    Standing.objects.bulk_create(written)
    RiskStanding.objects.bulk_create(standings_now(cycle, at))
    RecommendationStanding.objects.bulk_create(recommendations_at(cycle, at))
    AreaStanding.objects.bulk_create(areas_now(cycle))
    MeasureStanding.objects.bulk_create(measures_at(cycle, at))
    cycle.closed_at = at
    cycle.save(update_fields=["closed_at"])
    write(about=cycle, verb="closed", by=by, at=at, words=f"{len(written)} standings written")
    return written
