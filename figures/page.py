"""One request for a page of a figure: what was asked, by whom, and the numbers that they may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from django.http import QueryDict
from django.utils import timezone

from figures import months
from figures.asked import WHOLE, Asked, Places, asked, breakdown_options, places
from figures.dimensions import SERVICE, TEAM
from figures.figure import Figure, Value
from figures.models import Threshold
from figures.notes.drawn import Note, part_of, read
from figures.reader import Reader
from figures.reading import Reading
from figures.showing import may_see_own, may_see_records, shown_to, will_show
from organisation.models import User
from organisation.scopes import Scope

CHARTED = 24  # months


class Page:
    """One request: what was asked, by whom, and a reader that reads each number once."""

    def __init__(self, figure: Figure, params: QueryDict, user: User, now: datetime) -> None:
        self.figure, self.user, self.now = figure, user, now
        self.today = timezone.localdate(now)
        self.reader = Reader()
        self.places: Places = places()
        self.reader.learn(TEAM, [Value(team.slug, team.label) for team in self.places.teams])
        self.reader.learn(SERVICE, [Value(service.slug, service.label) for service in self.places.services])
        self.asked: Asked = asked(params, figure, self.places, self.reader, self.will_show)
        self.all_months = params.get("months") == "all"

    def will_show(self, scope: Scope | None, by: Sequence[str]) -> bool:
        return will_show(self.user.access, self.figure, scope, by)

    @property
    def breakdown_options(self) -> list[tuple[str, str]]:
        return breakdown_options(self.figure, self.asked.scope, self.asked.part, self.will_show)

    @property
    def may_see_records(self) -> bool:
        return may_see_records(self.user.access, self.figure, self.asked.scope)

    @property
    def may_see_own(self) -> bool:
        """Those of the records that are theirs, and no others."""
        return may_see_own(self.user.access, self.figure, self.asked.scope)

    def readings(self, wanted: Sequence[date], by: Sequence[str] = ()) -> list[Reading]:
        """Of the part that was asked for, broken down further by `by`. Raises NotShown."""
        part = self.asked.part
        keys = [*dict(part), *by]
        scope = self.asked.scope
        found = shown_to(self.user.access, self.reader, self.figure, wanted, scope, keys, teams=self.places.teams)
        return [reading for reading in found if set(part) <= set(reading.by)]

    @cached_property
    def held_against(self) -> list[Threshold]:
        """The figure's thresholds and targets, the earliest first."""
        return list(Threshold.objects.visible_to(self.user).filter(figure=self.figure.key))

    @cached_property
    def notes(self) -> list[Note]:
        """On the chart of what was asked for."""
        return read([self.figure.key]).on(self.figure.key, self.part_code)

    @property
    def part_code(self) -> str:
        """How notes name what was asked for."""
        return part_of(self.asked.scope.slug if self.asked.scope else None, self.asked.part)

    def months(self) -> list[date]:
        """Those that the page shows, the last one that which was asked for."""
        everything = months.since(self.asked.first or self.asked.at, self.asked.at)
        return everything if self.all_months else everything[-CHARTED:]

    def reading(self) -> Reading | None:
        """Of the month and part that were asked for; None where there is none. Raises NotShown."""
        return next(iter(self.readings([self.asked.at])), None)

    def value_label(self, dimension: str, code: str) -> str:
        inside = self.reader.values(self.figure.dimension(dimension), self.asked.scope)
        found = next((value.label for value in inside if value.code == code), "")
        return found or self.reader.label(self.figure, dimension, code)

    @property
    def where(self) -> str:
        return self.asked.scope.label if self.asked.scope else WHOLE

    @property
    def names(self) -> list[str]:
        """Of what was asked for less than the whole: ['Level 1', 'Assessment team']."""
        found = [self.value_label(key, code) for key, code in self.asked.part]
        return [*found, self.asked.scope.label] if self.asked.scope else found

    @property
    def title(self) -> str:
        """'Vacancy rate: Level 1, Assessment team'."""
        return f"{self.figure.label}: {', '.join(self.names)}" if self.names else self.figure.label

    @property
    def is_everywhere(self) -> bool:
        """Of the whole council: no service or team was chosen, be it as a part of the figure."""
        return self.asked.scope is None and not {TEAM.key, SERVICE.key} & set(dict(self.asked.part))

    @property
    def whole_url(self) -> str:
        return self.asked.url(scope=None, **dict.fromkeys(dict(self.asked.part)))

    @property
    def crumbs(self) -> list[dict[str, str]]:
        """The way back from a part to the whole figure."""
        return [{"label": self.figure.label, "url": self.whole_url}] if self.names else []

    @property
    def part(self) -> str:
        """'Level: Newly qualified; Team: Intake'."""
        label = {each.key: each.label for each in self.figure.dimensions}
        return "; ".join(f"{label[key]}: {self.value_label(key, code)}" for key, code in self.asked.part)

    def place_label(self, dimension: str, code: str) -> str:
        """With what became of a team or service by then: 'Duty (merged into Intake)'."""
        span = self.places.spans.get((dimension, code))
        return self.value_label(dimension, code) + (span.note(self.asked.at) if span else "")
