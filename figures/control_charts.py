"""Control charts (XmR) as Making Data Count draws them, after NHSRplotthedots 0.2.2.

Limits are the mean and 2.66 mean moving ranges to either side of it, from the points of a phase. Four patterns are more
than chance would give: a point strictly outside the limits; seven in a row strictly on one side of the mean (shift);
seven that each rise, or each fall (trend); two of three between two thirds of the limit and the limit, all three on the
same side. A point that belongs to several is named after the first of: outside, trend, two in three, shift.

A phase begins where the series is rebased: mean, limits and patterns start afresh there, and only the last phase says
what to expect of a target. A series that is one phase shows limits from 13 points on, as the tool of Making Data Count
does. Of a phase among several they are shown from seven, the fewest that can show a lasting change, and are said to be
unsettled below 13: a chart that starts afresh would otherwise have none for a year.

No data is None. It counts for nothing, and nothing is assumed about it: a run, a trend or three neighbouring points
that would reach across it do not, and the moving range of the next point is taken from the last one that is known.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from figures import control_chart_rules as rules
from figures.control_chart_words import finding, sentences

__all__ = ["ControlChart", "Limits", "control_chart", "finding", "limits", "sentences"]

Flag = Literal["outside", "trend", "two_in_three", "shift"]
Direction = Literal["high", "low"]
Assurance = Literal["consistent_pass", "consistent_fail", "inconsistent"]
Better = Literal["higher", "lower"]

WIDTH = 2.66  # mean moving ranges from mean to limit
SCREEN = 3.267  # moving ranges of this many means or more are left out, once
PRIORITY: tuple[Flag, ...] = ("outside", "trend", "two_in_three", "shift")


@dataclass(frozen=True)
class Limits:
    mean: float
    lower: float
    upper: float


@dataclass(frozen=True)
class ControlChart:
    """Levels, flags and directions hold one entry a point. Levels are None where a phase has no data at all."""

    values: tuple[float | None, ...]
    mean: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    flags: tuple[Flag | None, ...]
    directions: tuple[Direction | None, ...]
    shifts: tuple[int, ...]  # 1 or -1 for each point of a shift or a trend, whatever it is flagged as
    trends: tuple[int, ...]
    assurance: Assurance | None
    phases: tuple[int, ...]  # index of the first point of each phase

    @property
    def known(self) -> tuple[int, ...]:
        """Indexes of the points with data."""
        return tuple(i for i, value in enumerate(self.values) if value is not None)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Of each phase, the indexes of its first point and of the first that is no longer in it."""
        return tuple(pairwise((*self.phases, len(self.values))))

    @property
    def counts(self) -> tuple[int, ...]:
        """Points with data of each phase."""
        return tuple(sum(first <= i < end for i in self.known) for first, end in self.spans)

    @property
    def shown(self) -> tuple[bool, ...]:
        """Of each phase, whether it has points enough to show limits and to speak of patterns."""
        return tuple(count >= (rules.RUN if len(self.phases) > 1 else rules.ENOUGH) for count in self.counts)

    @property
    def enough(self) -> bool:
        """Whether the last phase has."""
        return bool(self.shown) and self.shown[-1]

    @property
    def told(self) -> tuple[int, ...]:
        """Indexes of the points with data of those phases: what may be said of others is nothing."""
        spans = [span for span, is_shown in zip(self.spans, self.shown, strict=True) if is_shown]
        return tuple(i for i in self.known if any(first <= i < end for first, end in spans))

    def drawn(self, level: Sequence[float | None]) -> float | list[float | None] | None:
        """A level as a drawing has it: one number, or where there are several phases one for each point."""
        if len(self.phases) < 2:
            return level[-1] if level else None
        shown = [
            is_shown for (first, end), is_shown in zip(self.spans, self.shown, strict=True) for _ in range(first, end)
        ]
        return [value if is_shown else None for value, is_shown in zip(level, shown, strict=True)]

    def marked(self) -> list[Flag | None]:
        """The flags of the points of which something may be said."""
        told = set(self.told)
        return [flag if i in told else None for i, flag in enumerate(self.flags)]

    @property
    def variation(self) -> tuple[Flag, Direction] | None:
        """State of the last point: its flag and direction, or None for common cause or no data."""
        if not self.values or self.flags[-1] is None or self.directions[-1] is None:
            return None
        return self.flags[-1], self.directions[-1]


def control_chart(
    values: Sequence[float | None],
    *,
    screen: bool = True,
    target: float | None = None,
    better: Better | None = None,
    rebase_at: Sequence[int] = (),
    width: float = WIDTH,
) -> ControlChart:
    """`rebase_at` holds the indexes at which mean, limits and patterns start afresh."""
    starts = sorted({0, *(i for i in rebase_at if 0 < i < len(values))}) if values else []
    parts = [values[a:b] for a, b in pairwise([*starts, len(values)])]
    found = [limits(part, screen=screen, width=width) for part in parts]
    levels = [its for part, its in zip(parts, found, strict=True) for _ in part]
    phases = [signs_of(part, its) for part, its in zip(parts, found, strict=True)]
    signs = {flag: tuple(sign for phase in phases for sign in phase[flag]) for flag in PRIORITY}
    marked = [label(signs, i) for i in range(len(values))]
    return ControlChart(
        values=tuple(values),
        mean=tuple(None if its is None else its.mean for its in levels),
        lower=tuple(None if its is None else its.lower for its in levels),
        upper=tuple(None if its is None else its.upper for its in levels),
        flags=tuple(flag for flag, _ in marked),
        directions=tuple(direction for _, direction in marked),
        shifts=signs["shift"],
        trends=signs["trend"],
        assurance=assure(found[-1], target, better) if found and found[-1] else None,
        phases=tuple(starts),
    )


def limits(values: Sequence[float | None], *, screen: bool = True, width: float = WIDTH) -> Limits | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    mean = sum(known) / len(known)
    moves = [abs(b - a) for a, b in pairwise(known)]
    moving = average(moves)
    if screen:
        moving = average([move for move in moves if move < SCREEN * moving])
    return Limits(mean, mean - width * moving, mean + width * moving)


def average(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def signs_of(values: Sequence[float | None], its: Limits | None) -> dict[Flag, list[int]]:
    """The sign of each point of a phase under each rule. A gap parts a phase: no pattern reaches across it."""
    if its is None:
        return {flag: [0] * len(values) for flag in PRIORITY}
    mean, lower, upper = its.mean, its.lower, its.upper
    found: dict[Flag, Callable[[list[float]], list[int]]] = {
        "outside": lambda known: rules.outside(known, lower, upper),
        "trend": lambda known: rules.spread_back(rules.trend(known)),
        "two_in_three": lambda known: rules.near_limit(known, mean, lower, upper),
        "shift": lambda known: rules.spread_back(rules.shift(rules.sides(known, mean))),
    }
    return {flag: rules.by_stretch(values, rule) for flag, rule in found.items()}


def label(signs: dict[Flag, tuple[int, ...]], i: int) -> tuple[Flag, Direction] | tuple[None, None]:
    for flag in PRIORITY:
        if signs[flag][i]:
            return flag, "high" if signs[flag][i] > 0 else "low"
    return None, None


def assure(its: Limits, target: float | None, better: Better | None) -> Assurance | None:
    """Whether the process as it is will meet the target: always, never, or now and then (a limit on it included)."""
    if target is None or better is None:
        return None
    if its.lower <= target <= its.upper:
        return "inconsistent"
    return "consistent_pass" if (target < its.lower) == (better == "higher") else "consistent_fail"
