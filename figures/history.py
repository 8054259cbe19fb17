"""A figure month by month: its control chart with what it says, and its table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from figures import months as calendar
from figures.charts import svg
from figures.control_charts import Better, control_chart, finding, sentences
from figures.notes.drawn import Note, drawn

HIDDEN = "Months whose numbers are too small to be published are left out of the drawing."
OVERLAPS = "Months overlap or follow from one another, so limits of chance are not drawn."


TELLING = re.compile(r" (?:of|for|in|closed|from|that|whose|with) ")
Line = tuple[str, Sequence[float | None]]  # what a figure is held against: its name, and what holds in each month


@dataclass(frozen=True)
class Point:
    month: date
    value: float | int | None
    hidden: bool = False

    @property
    def is_known(self) -> bool:
        return self.hidden or self.value is not None


def from_first_known(points: Sequence[Point]) -> list[Point]:
    known = [i for i, point in enumerate(points) if point.is_known]
    return list(points[known[0] :]) if known else []


def charted(
    label: str,
    unit: str,
    points: Sequence[Point],
    *,
    flows: bool,
    rebase_at: Sequence[int] = (),
    target: float | None = None,
    better: Better | None = None,
    part: str = "",
    lines: Sequence[Line] = (),
    notes: Sequence[Note] = (),
) -> dict[str, Any]:
    """Chart, title, what is plotted, sentences and notes; nothing where there is only one month. `unit` is '%' or
    empty; `part` names the part of the figure, where it is not the whole. `rebase_at`: where the series breaks, beside
    the months in which notes start its limits afresh."""
    if len(points) < 2:
        return {"chart": "", "chart_title": "", "chart_what": "", "sentences": [], "chart_notes": []}
    labels = [calendar.name(point.month) for point in points]
    values = [None if point.hidden else point.value for point in points]
    noted = drawn(notes, [point.month for point in points])
    chart = control_chart(values, rebase_at=[*rebase_at, *noted.rebase_at], target=target, better=better)
    what = f"{label}{f', {part}' if part else ''}, {labels[0]} to {labels[-1]}"
    hidden = any(point.hidden for point in points)
    told = flows and not hidden  # a month whose number is hidden has data, so that the rules' words would be wrong
    found = finding(chart, label, labels, plural=is_plural(label)) if told else f"{label}, month by month"
    title = f"{part}: {found[:1].lower()}{found[1:]}" if part else found
    said = sentences(chart, labels, unit, brief=True, why=noted.why) if told else [HIDDEN if hidden else OVERLAPS]
    spec = {
        "type": "control",
        "x": [calendar.short(point.month) for point in points],
        "y": values,
        "mean": chart.drawn(chart.mean),
        "low": chart.drawn(chart.lower),
        "high": chart.drawn(chart.upper),
        "flags": chart.marked() if flows else [None] * len(points),
        "marks": noted.marks,
        "unit": unit,
        "limits": flows and any(chart.shown),
        "lines": [(name, list(values)) for name, values in lines],
    }
    alt = " ".join([f"{what}.", *said, *noted.said, "Every value is in the table."])
    node = {"id": "history", "title": title, "alt": alt, "spec": spec}
    return {
        "chart": safe(svg(node)),
        "chart_title": title,
        "chart_what": what,
        "sentences": said,
        "chart_notes": noted.said,
    }


def is_plural(label: str) -> bool:
    """'Contacts closed with no further action' are, 'Share of closures' is: the noun stands before what tells of it."""
    return TELLING.split(label, maxsplit=1)[0].endswith("s")


def safe(drawing: str) -> SafeString:
    return mark_safe(drawing)  # noqa: S308 - our own drawing, every label escaped
