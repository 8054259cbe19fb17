"""What a control chart shows, in plain English. The words say what happened, never whether that is good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from figures.charts.axes import number
from figures.control_chart_rules import ENOUGH

if TYPE_CHECKING:
    from figures.control_charts import ControlChart

NAMED = 6  # months that a sentence names before it counts them instead
FEW = 3  # months outside the limits that are named even in brief
RECENT = 12  # points within which an earlier point outside the limits belongs in the title
ASSURED = {
    "consistent_pass": "As things are, the target will be met every month.",
    "consistent_fail": "As things are, the target will not be met.",
    "inconsistent": "As things are, the target will be met in some months and missed in others.",
}


def sentences(
    chart: ControlChart,
    labels: Sequence[str],
    unit: str = "",
    *,
    brief: bool = False,
    why: Mapping[int, str] | None = None,
) -> list[str]:
    """`labels` name the points in full ('April 2020'); `unit` is '%' or empty. `brief`: beside a table, which names
    the months outside the limits. `why`: by the first point of a phase, why it begins there."""
    if not chart.known:
        return ["There is no data for these months."]
    missing = [labels[i] for i, value in enumerate(chart.values) if value is None]
    gaps = [f"There is no data for {listed(missing)}."] if missing else []
    before = earlier_ranges(chart, labels, unit, why or {})
    if not chart.enough and len(chart.phases) < 2:
        return [too_few(chart, labels), *gaps]
    outside = outside_counted(chart, labels) if brief else outsiders(chart, labels)
    now = usual_range(chart, labels, unit) if chart.enough else [too_few(chart, labels)]
    said = [*before, *now, *outside, *runs(chart, labels, unit)]
    assured = [ASSURED[chart.assurance]] if chart.assurance and chart.enough else []
    return [*said, *near_limits(chart, labels), *gaps, *assured]


def finding(chart: ControlChart, name: str, labels: Sequence[str], *, plural: bool = False) -> str:
    """The title of the chart: where the last month stands. `plural`: 'Contacts are', not 'Vacancy rate is'."""
    are, its = ("are", "their") if plural else ("is", "its")
    have = "have" if plural else "has"
    if not chart.known or chart.values[-1] is None:
        return f"{name}: no data for {labels[-1]}" if labels else f"{name}: no data"
    if not chart.enough:
        return f"{name}, month by month"
    if chart.variation is None:
        return f"{name} {settled(chart, labels, plural=plural)}"
    flag, direction = chart.variation
    above = "above" if direction == "high" else "below"
    if flag == "shift":
        return f"{name} {have} been {above} {its} average for {last_run(chart.shifts)} months"
    if flag == "trend":
        moved = "risen" if direction == "high" else "fallen"
        return f"{name} {have} {moved} {last_run(chart.trends) - 1} months in a row"
    if flag == "two_in_three":
        return f"{name} {are} close to the {'top' if direction == 'high' else 'bottom'} of {its} usual range"
    return f"{name} {are} {above} {its} usual range"


def settled(chart: ControlChart, labels: Sequence[str], *, plural: bool) -> str:
    """Within the range now, but perhaps outside it not long ago."""
    are, were, its = ("are", "were", "their") if plural else ("is", "was", "its")
    first = max(chart.phases[-1], len(labels) - RECENT)
    recent = [i for i in range(first, len(labels)) if chart.flags[i] == "outside"]
    if not recent:
        return f"{are} within {its} usual range"
    above = "above" if chart.directions[recent[-1]] == "high" else "below"
    return f"{were} {above} {its} usual range in {labels[recent[-1]]} and {are} back within it"


def too_few(chart: ControlChart, labels: Sequence[str]) -> str:
    count, several = chart.counts[-1], len(chart.phases) > 1
    need = "Limits need 13 months with data" if not several else "Limits that start afresh need 7 months with data"
    since = f" since {labels[chart.phases[-1]]}" if several else ""
    return f"{need}. There {'is' if count == 1 else 'are'} {count}{since}, so none are shown{since and ' there'}."


def earlier_ranges(chart: ControlChart, labels: Sequence[str], unit: str, why: Mapping[int, str]) -> list[str]:
    """Of the phases before the last: the range that was usual, and where the next one begins. A chart of one phase has
    none."""
    said = []
    for k, (first, end) in enumerate(chart.spans[:-1]):
        if chart.shown[k]:
            low, high = (number(bound, unit) for bound in bounds(chart, unit, k))
            said.append(f"From {labels[first]} to {labels[end - 1]} the usual range was {low} to {high}.")
        said.append(f"Limits are worked out anew from {labels[end]}{because(why.get(end, ''))}.")
    return said


def because(words: str) -> str:
    return f": {words.rstrip('.')}" if words else ""


def usual_range(chart: ControlChart, labels: Sequence[str], unit: str) -> list[str]:
    """Of the last phase, since that is the one that holds."""
    first = chart.phases[-1]
    points = [i for i in chart.known if i >= first]
    low, high = (number(bound, unit) for bound in bounds(chart, unit))
    unsettled = (
        [f"It rests on {len(points)} months, fewer than the 13 that settle it, and may still move."]
        if len(points) < ENOUGH
        else []
    )
    if any(chart.flags[i] == "outside" for i in points):
        return [f"The usual range {'since then ' if first else ''}is {low} to {high}.", *unsettled]
    gaps = " with data" if len(points) < len(labels) - first else ""
    months = f"All {len(points)} months{gaps}{' since then' if first else ''}"
    if len({chart.values[i] for i in points}) == 1:
        return [f"{months} are the same: {low}.", *unsettled]
    return [f"{months} lie within the usual range of {low} to {high}.", *unsettled]


def bounds(chart: ControlChart, unit: str, phase: int = -1) -> tuple[float, float]:
    """The limits of a phase, save what no value can reach: a count below zero, a share above 100%."""
    first = chart.phases[phase]
    low, high = chart.lower[first] or 0.0, chart.upper[first] or 0.0
    known = [value for value in chart.values if value is not None]
    return (
        max(low, 0.0) if min(known) >= 0 else low,
        min(high, 100.0) if unit == "%" and max(known) <= 100 else high,
    )


def outsiders(chart: ControlChart, labels: Sequence[str]) -> list[str]:
    said = []
    for direction, words in (("high", "above the upper limit"), ("low", "below the lower limit")):
        where = [i for i in chart.told if chart.flags[i] == "outside" and chart.directions[i] == direction]
        if where:
            said.append(f"{listed([labels[i] for i in where])} {'are' if len(where) > 1 else 'is'} {words}.")
    return said


def outside_counted(chart: ControlChart, labels: Sequence[str]) -> list[str]:
    """'11 of the 24 months are outside the limits, 5 above and 6 below, the last 5 all above.' Few are named."""
    where = [i for i in chart.told if chart.flags[i] == "outside"]
    if len(where) <= FEW:
        return outsiders(chart, labels)
    high = [i for i in where if chart.directions[i] == "high"]
    sides = [(len(high), "above"), (len(where) - len(high), "below")]
    both = " and ".join(f"{count} {side}" for count, side in sides if count)
    split = both if len(high) not in (0, len(where)) else f"all {'above' if high else 'below'}"
    last = last_run([1 if i in high else -1 if i in where else 0 for i in range(len(labels))])
    ended = where[-1] == len(labels) - 1 and 1 < last < len(where)
    until = f", the last {last} months all {'above' if where[-1] in high else 'below'}" if ended else ""
    return [f"{len(where)} of the {len(chart.told)} months are outside the limits, {split}{until}."]


def runs(chart: ControlChart, labels: Sequence[str], unit: str) -> list[str]:
    said = []
    for first, last, sign in stretches(of_told(chart, chart.shifts), chart.phases):
        side = f"{'above' if sign > 0 else 'below'} the average of {number(chart.mean[last] or 0.0, unit)}"
        count = last - first + 1
        ended = f"The {count} months from {labels[first]} to {labels[last]} are {side}."
        said.append(f"The last {count} months are {side}." if last == len(labels) - 1 else ended)
    for first, last, sign in stretches(of_told(chart, chart.trends), chart.phases):
        moved = "higher" if sign > 0 else "lower"
        said.append(f"Each month from {labels[first + 1]} to {labels[last]} is {moved} than the one before.")
    return said


def of_told(chart: ControlChart, signs: Sequence[int]) -> list[int]:
    told = set(chart.told)
    return [sign if i in told else 0 for i, sign in enumerate(signs)]


def near_limits(chart: ControlChart, labels: Sequence[str]) -> list[str]:
    said = []
    for direction, words in (("high", "upper"), ("low", "lower")):
        where = [i for i in chart.told if chart.flags[i] == "two_in_three" and chart.directions[i] == direction]
        if where:
            verb = "are" if len(where) > 1 else "is"
            months = listed([labels[i] for i in where])
            said.append(f"{months} {verb} close to the {words} limit, as two of three months in a row seldom are.")
    return said


def stretches(signs: Sequence[int], phases: Sequence[int]) -> list[tuple[int, int, int]]:
    """First and last index and sign of each run of one sign within one phase."""
    found = []
    for (sign, _), run in groupby(range(len(signs)), key=lambda i: (signs[i], sum(i >= start for start in phases))):
        at = list(run)
        if sign:
            found.append((at[0], at[-1], sign))
    return found


def last_run(signs: Sequence[int]) -> int:
    """How many points at the end share the last one's sign."""
    count = 0
    while count < len(signs) and signs[-1 - count] == signs[-1]:
        count += 1
    return count


def listed(names: Sequence[str]) -> str:
    """'April 2020, May 2020 and June 2020', or a count where that would be long."""
    if len(names) > NAMED:
        return f"{len(names)} months, the latest {names[-1]},"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
