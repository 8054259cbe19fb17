"""What a cycle calls areas of focus and collected measures. A closed one keeps what they were called at its close: its
report names them so for ever."""

from __future__ import annotations

from datetime import datetime

from figures.models import Cycle
from improvement.models import AreaStanding, CollectedMeasure, MeasureStanding, Theme


def areas_now(cycle: Cycle) -> list[AreaStanding]:
    """As they would be written if the cycle closed now: unsaved, in the order of the plan."""
    return [
        AreaStanding(
            cycle=cycle, theme=theme, code=theme.code, title=theme.title, why=theme.why, position=theme.position
        )
        for theme in Theme.objects.all()
    ]


def current_areas(cycle: Cycle) -> list[AreaStanding]:
    """As written at the cycle's close, or as they are now. Where it closed without any, there is nothing to keep."""
    kept = list(AreaStanding.objects.filter(cycle=cycle)) if cycle.closed_at else []
    return kept or areas_now(cycle)


def titles_of_areas(known_by: datetime | None) -> list[tuple[str, str]]:
    """Code and title, in the order of the plan: as the cycle kept them that closed at the moment, or as they are."""
    kept = AreaStanding.objects.known_by(known_by).values_list("code", "title") if known_by else ()
    return list(kept or Theme.objects.values_list("code", "title"))


def measures_at(cycle: Cycle, at: datetime) -> list[MeasureStanding]:
    """As they would be written if the cycle closed at the moment: unsaved."""
    defined = CollectedMeasure.objects.filter(added_at__lte=at)
    return [MeasureStanding(cycle=cycle, measure=measure, name=measure.name) for measure in defined]


def names_of_measures(known_by: datetime | None) -> dict[int, str]:
    """By the key of the measure, as the cycle kept them that closed at the moment; none where no cycle did."""
    if known_by is None:
        return {}
    return dict(MeasureStanding.objects.known_by(known_by).values_list("measure", "name"))
