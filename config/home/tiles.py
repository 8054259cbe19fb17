"""A figure as a home shows it, from its readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from figures import months as calendar
from figures.control_charts import control_chart, finding
from figures.figure import Figure
from figures.notes.drawn import Note, drawn
from figures.reading import Reading
from figures.words import shown, side


@dataclass(frozen=True)
class Tile:
    """Newest value, of what, how it changed, and whether that is more than chance."""

    label: str
    key: str
    month: date
    value: str
    says: str  # counted of what
    change: str
    signal: str
    better: str
    gap: str  # what is missing since


def tile(figure: Figure, readings: Sequence[Reading], notes: Sequence[Note] = ()) -> Tile:
    """`notes`: on the figure's chart, which the tile agrees with."""
    known = [reading for reading in readings if reading.counted is not None]
    newest = known[-1] if known else readings[-1]
    last = readings[-1].month
    gap = "" if not known or newest.month == last else f"No data for {calendar.name(last)}"
    return Tile(
        label=figure.label,
        key=figure.key,
        month=newest.month,
        value=shown(newest),
        says=sides(newest),
        change=change(newest, readings),
        signal=signal(figure, readings, newest, notes),
        better=figure.better.sentence,
        gap=gap,
    )


def sides(reading: Reading) -> str:
    if reading.counted is None or not reading.figure.of:
        return ""
    return f"{side(reading.counted)} of {side(reading.of)} {reading.figure.of_label}"


def change(newest: Reading, readings: Sequence[Reading]) -> str:
    """Against the month before and the year before, where both are known."""
    by_month = {reading.month: reading for reading in readings}
    said = []
    for back in (1, 12):
        earlier = by_month.get(calendar.add(newest.month, -back))
        if earlier and earlier.exact is not None and newest.exact is not None:
            said.append(f"{shown(earlier)} in {calendar.short(earlier.month)}")
    return "; ".join(said)


def signal(figure: Figure, readings: Sequence[Reading], newest: Reading, notes: Sequence[Note]) -> str:
    """Only of what each month is counted afresh: limits presume it."""
    if not figure.flows or newest.exact is None:
        return ""
    told = [reading for reading in readings if reading.month <= newest.month]
    noted = drawn(notes, [reading.month for reading in told])
    values = [float(one.exact) if one.exact is not None else None for one in told]
    chart = control_chart(values, rebase_at=noted.rebase_at)
    if not chart.enough:
        return ""
    labels = [calendar.name(reading.month) for reading in told]
    return finding(chart, "It", labels)
