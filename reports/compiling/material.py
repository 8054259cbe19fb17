"""What a paper is made from: the cycle, its report, one Reader, and shorthands for readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from figures import months
from figures.figure import Figure
from figures.models import Cycle, Kind, Threshold
from figures.notes.drawn import Notes
from figures.notes.drawn import read as read_notes
from figures.published.benchmarks import Benchmark, benchmarks
from figures.reader import Reader
from figures.reading import Reading
from figures.suppression import published
from improvement.counting import current_standings
from improvement.funding.counting import money_of
from improvement.funding.known import Money
from improvement.models import AreaStanding, RecommendationStanding, RiskStanding, Standing
from improvement.names import current_areas
from improvement.recommendations.standing import current_recommendations
from improvement.risks.standing import current_risk_standings
from intake.models import Load
from organisation.models import Council
from reports.models import Narrative, Report

HISTORY_MONTHS = 25
CENSUS_MONTH, FIRST_CENSUS = 9, 2017  # of the census whose definitions the workforce's figures follow
CENSUSES_SHOWN = 5


@dataclass
class Material:
    """Everything is read within one snapshot, through one Reader."""

    cycle: Cycle
    report: Report
    council: Council
    as_at: date
    reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        self.reader = Reader(ahead=self.span)

    @property
    def month(self) -> date:
        return self.cycle.month

    @property
    def septembers(self) -> list[date]:
        """The last months of the workforce census's years that have passed, oldest first."""
        years = range(max(FIRST_CENSUS, self.month.year - CENSUSES_SHOWN), self.month.year + 1)
        return [date(year, CENSUS_MONTH, 1) for year in years if date(year, CENSUS_MONTH, 1) < self.month]

    @cached_property
    def span(self) -> list[date]:
        """The months of which a printed reading's history is shown."""
        first = months.add(self.month, 1 - HISTORY_MONTHS)
        return months.since(min([first, *self.septembers]), self.month)

    @property
    def saved(self) -> bool:
        """False where nobody has begun the month's report: it is compiled from what reports have in common."""
        return self.report.pk is not None

    def reading(self, figure: Figure, month: date | None = None) -> Reading:
        return published(self.reader, figure, [month or self.month])[0]

    def series(self, figure: Figure, wanted: Sequence[date]) -> list[Reading]:
        return published(self.reader, figure, wanted)

    def parts(self, figure: Figure, *by: str, month: date | None = None) -> list[Reading]:
        """The month broken down, small numbers hidden."""
        return published(self.reader, figure, [month or self.month], by=by)

    def label(self, reading: Reading, dimension: str) -> str:
        return self.reader.label(reading.figure, dimension, dict(reading.by)[dimension])

    @cached_property
    def narratives(self) -> dict[str, str]:
        if not self.saved:
            return {}
        return dict(Narrative.objects.filter(report=self.report).values_list("section", "words"))

    @cached_property
    def standings(self) -> list[Standing]:
        return current_standings(self.cycle)

    def knew(self, at: datetime) -> bool:
        """What happened at the moment was known when the cycle closed; in an open one, by the day of the paper."""
        return at <= self.cycle.closed_at if self.cycle.closed_at else timezone.localdate(at) <= self.as_at

    @cached_property
    def risks(self) -> list[RiskStanding]:
        """As the cycle's close found them: the open ones, and those that closed since the cycle before."""
        return current_risk_standings(self.cycle)

    @cached_property
    def recommendations(self) -> list[RecommendationStanding]:
        return current_recommendations(self.cycle)

    @cached_property
    def areas(self) -> dict[int, AreaStanding]:
        """Areas of focus, by the key of each, as they were called and stood in the plan when the cycle closed."""
        return {area.theme_id: area for area in current_areas(self.cycle)}

    def place_of(self, theme: int) -> tuple[int, str]:
        """Where an area stands in the plan."""
        return self.areas[theme].position, self.areas[theme].code

    @cached_property
    def money(self) -> list[Money]:
        """At the end of the month, as known when its cycle closed, in the order of the plan."""
        rows = money_of([self.month])[self.month]
        return sorted(rows, key=lambda row: (self.place_of(row.funding.theme_id), row.funding.pk))

    @cached_property
    def before(self) -> Cycle | None:
        """The cycle before, if there is one."""
        return Cycle.objects.filter(month=months.add(self.month, -1)).first()

    @cached_property
    def thresholds(self) -> dict[str, Threshold]:
        held = Threshold.objects.of_kind(Kind.THRESHOLD).held_in(self.month)
        return {threshold.figure: threshold for threshold in held}

    @cached_property
    def benchmarks(self) -> list[Benchmark]:
        """Published by the report's own date, of the areas of its month, from what was loaded when that closed."""
        return benchmarks(self.as_at, self.month, known_by=self.cycle.closed_at)

    @cached_property
    def notes(self) -> Notes:
        """On charts, of months up to this one; of a closed one those that stood when it closed."""
        return read_notes(until=self.month)

    @cached_property
    def generated_loads(self) -> set[int]:
        return set(Load.objects.filter(generated=True).values_list("id", flat=True))

    def is_generated(self, *readings: Reading) -> bool:
        return any(load in self.generated_loads for reading in readings for load in reading.loads)
