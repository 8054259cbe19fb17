"""The numbers of the front-door page: one reader, each question asked once, and only what this person may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import QueryDict

from figures import months as calendar
from figures.asked import read_month
from figures.control_charts import control_chart
from figures.figure import NOT_RECORDED, Figure
from figures.notes.drawn import Notes, drawn, read
from figures.reader import Reader
from figures.reading import Reading
from figures.showing import shown_to
from frontdoor import coverage
from frontdoor import figures as per_child
from frontdoor import incident_figures as per_incident
from frontdoor.dimensions import CATEGORY, as_value
from frontdoor.figures import REFERRAL_RATE
from frontdoor.findings import signal
from frontdoor.models import Category
from frontdoor.return_figures import RETURNED_3, RETURNED_12
from frontdoor.said import Said, said_in
from organisation.models import User


@dataclass(frozen=True)
class Counting:
    """What is counted, and its figures."""

    code: str
    noun: str  # 'contacts'
    unit: str  # 'children'
    all: Figure
    closed: Figure
    rate: Figure
    two: Figure
    decided: Figure
    charted: int = 24  # months


CHILD = Counting(
    "child",
    "contacts",
    "children",
    per_child.CONTACTS,
    per_child.NFA,
    per_child.NFA_RATE,
    per_child.NFA_THRESHOLD_OR_CONSENT,
    per_child.DECIDED_IN_TIME,
)
INCIDENT = Counting(
    "incident",
    "incidents",
    "incidents",
    per_incident.INCIDENTS,
    per_incident.INCIDENTS_NFA,
    per_incident.INCIDENTS_NFA_RATE,
    per_incident.INCIDENTS_THRESHOLD_OR_CONSENT,
    per_incident.INCIDENTS_DECIDED_IN_TIME,
    charted=13,  # which limits need; incidents take longer to tell apart
)


class Numbers:
    """One request. `month` is None where no month is loaded yet."""

    def __init__(self, params: QueryDict, user: User) -> None:
        self.access = user.access
        self.counting = INCIDENT if params.get("unit") == INCIDENT.code else CHILD
        self.categories = list(Category.objects.all())
        two_from = min((one.holds_from for one in self.categories if one.threshold_or_consent), default=None)
        self.shown: dict[tuple[str, tuple[date, ...], str], list[Reading]] = {}
        self.reader = Reader()
        self.reader.learn(CATEGORY, [as_value(one) for one in self.categories])
        self.loaded = coverage.read_once(self.reader, two_from)
        self.errors: dict[str, str] = {}
        first, last = (min(self.loaded), max(self.loaded)) if self.loaded else (None, None)
        self.first, self.month = first, read_month(params.get("month", ""), first, last, self.errors)
        if self.month in self.loaded:
            self.count_parts()

    def count_parts(self) -> None:
        """Parts of all months that the page shows, at once: hiding small numbers asks for them month by month. They
        come first, since a whole whose parts are counted is not counted again. What is shown of the month alone is
        counted in one query."""
        counting, months = self.counting, [self.before, self.at]
        closed_in = [*months, self.returned_at] if counting is CHILD else months
        self.reader.count(counting.all, months, ["source"])
        self.reader.count(counting.closed, closed_in, ["category", "source"])
        # who came back is counted per child, and so are those of whom they are a share
        self.reader.count(RETURNED_3, [self.returned_at], ["category", "source"])
        for figure in (counting.all, counting.closed):  # all months of a series in one question
            self.reader.count(figure, self.months, [])
        self.reader.gather([counting.decided, REFERRAL_RATE], [self.at], {None})
        self.reader.gather([RETURNED_12], [self.followed_at], {None})

    @property
    def at(self) -> date:
        if self.month is None:
            raise LookupError("No month of contacts is loaded.")
        return self.month

    @property
    def before(self) -> date:
        return calendar.add(self.at, -1)

    @cached_property
    def months(self) -> list[date]:
        """Those that are charted."""
        return [month for month in calendar.up_to(self.at, self.counting.charted) if month >= (self.first or self.at)]

    @property
    def recorded_from(self) -> date | None:
        """The first month with categories."""
        return min((one.holds_from for one in self.categories), default=None)

    def has_categories(self, month: date) -> bool:
        return self.recorded_from is not None and month >= self.recorded_from

    def read(self, figure: Figure, months: Sequence[date], by: str = "") -> list[Reading]:
        """What the tiles, sentences and tables of the page all ask is worked out once."""
        asked = figure.key, tuple(months), by
        if asked not in self.shown:
            keys = [by] if by else []  # nothing is told by team here
            self.shown[asked] = shown_to(self.access, self.reader, figure, months, None, keys, teams=())
        return self.shown[asked]

    def reading(self, figure: Figure, month: date) -> Reading:
        """Of a figure that is charted, all months are read together."""
        charted = figure in (self.counting.all, self.counting.closed, self.counting.rate) and month in self.months
        readings = self.series(figure) if charted else self.read(figure, [month])
        return next(reading for reading in readings if reading.month == month)

    def series(self, figure: Figure) -> list[Reading]:
        return self.read(figure, self.months)

    def pair(self, figure: Figure) -> tuple[Reading, Reading]:
        """The month before, and the month."""
        before, now = self.read(figure, [self.before, self.at])
        return before, now

    def parts(self, figure: Figure, by: str, month: date) -> Mapping[str, Reading]:
        """By the code of the part."""
        return {reading.by[0][1]: reading for reading in self.read(figure, [month], by)}

    @property
    def waiting(self) -> int | None:
        """Closed contacts without a category. None: it is not known here how many, since incidents are counted."""
        return self.without_category if self.counting is CHILD else None

    @property
    def all_wait(self) -> bool:
        """Whether some were closed and none of them has a category yet: then no share of one says anything."""
        return 0 < self.without_category == whole(self.reading(self.counting.closed, self.at))

    @property
    def without_category(self) -> int:
        """Of those closed, whatever is counted."""
        found = self.parts(self.counting.closed, "category", self.at).get(NOT_RECORDED.code)
        return whole(found) if found else 0

    @property
    def returned_at(self) -> date:
        """The newest month that is old enough to say who came back within three months, as the month stood."""
        return calendar.add(self.at, -3)

    @property
    def followed_at(self) -> date:
        return calendar.add(self.at, -12)

    @cached_property
    def said(self) -> Said:
        return said_in(self.at)

    def label(self, figure: Figure, by: str, code: str) -> str:
        return self.reader.label(figure, by, code)

    def signal(self, figure: Figure) -> str:
        """As the chart of the figure finds it."""
        series = self.series(figure)
        if any(each.suppressed for each in series):
            return ""
        noted = drawn(self.notes.on(figure.key), [each.month for each in series])
        return signal(control_chart([each.value for each in series], rebase_at=noted.rebase_at))

    @cached_property
    def notes(self) -> Notes:
        """On the charts of what is counted."""
        return read([self.counting.all.key, self.counting.closed.key, self.counting.rate.key])


def told(*readings: Reading) -> bool:
    """Whether all of them have a number that this person may be shown."""
    return all(reading.counted is not None and not reading.suppressed for reading in readings)


def whole(reading: Reading) -> int:
    return int(reading.counted or 0)
