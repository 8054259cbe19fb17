"""How an action is measured, as its page shows it: baseline, the newest reading, the target, and the last months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse

from figures import months, registry
from figures.counting import JudgedTerm
from figures.figure import Figure
from figures.reader import Reader
from figures.reading import Reading
from figures.showing import shown_to
from figures.words import NO_DATA, shown, side, written
from improvement.measures.measuring import Way, way
from improvement.models import Action, ActionMeasure
from intake.models import Load
from intake.sources import Source, coverage_of
from organisation.models import User

MONTHS = 13
WIDTH, HEIGHT, EDGE = 120, 28, 3  # of the line of the last months


@dataclass(frozen=True)
class Shown:
    measure: ActionMeasure
    label: str  # the figure's, or its key where it is known no longer
    url: str
    baseline: str
    target: str
    value: str
    month: str  # of the value
    as_at: str
    way: Way
    lines: Sequence[str]  # points of the drawing, a line for each stretch of months with data
    told: str  # what the drawing shows, in words


def listed(action: Action, user: User, today: date) -> list[Shown]:
    """A fixed number of queries for any number of measures whose figures are counted from files."""
    rows = list(action.measures.all())
    found = {row.figure: registry.known(row.figure) for row in rows}
    known = [figure for figure in found.values() if figure]
    asked = months.up_to(months.last_over(today), MONTHS)
    reader = reader_of(known, asked)
    readings = {figure.key: shown_to(user.access, reader, figure, asked, teams=()) for figure in known}
    return [shown_of(row, found[row.figure], readings.get(row.figure, []), today) for row in rows]


def reader_of(figures: Sequence[Figure], asked: Sequence[date]) -> Reader:
    """What they count from is read at once, and which months are loaded."""
    reader = Reader(ahead=asked)
    terms = [term for figure in figures for term in figure.terms]
    sources = {term.source.key: term.source for term in terms if isinstance(term.source, Source)}
    if sources:
        loads = Load.objects.current().filter(source__in=sources, month__lte=asked[-1])
        covered = coverage_of(loads)
        for key, source in sources.items():
            reader.learn_coverage(source, covered.get(key, {}))
    counted = [figure for figure in figures if not any(isinstance(term, JudgedTerm) for term in figure.terms)]
    if counted:
        reader.gather(counted, asked, [None])
    return reader


def shown_of(row: ActionMeasure, figure: Figure | None, readings: Sequence[Reading], today: date) -> Shown:
    if figure is None:
        base = side(row.baseline) if row.baseline is not None else ""
        return Shown(row, row.figure, "", base, side(row.target), NO_DATA, "", "", Way.UNKNOWN, (), "")
    known = [reading for reading in readings if reading.counted is not None]
    newest = known[-1] if known else None
    baseline = None if row.baseline is None else Fraction(row.baseline)
    value = newest.exact if newest else None
    return Shown(
        measure=row,
        label=figure.label,
        url=reverse("figures:figure", args=[figure.key]),
        baseline=written(row.baseline, figure.unit) if row.baseline is not None else "",
        target=written(row.target, figure.unit),
        value=shown(newest) if newest else NO_DATA,
        month=months.name(newest.month) if newest else "",
        as_at=months.day(newest.as_at) if newest and newest.as_at else "",
        way=way(figure.better, baseline, Fraction(row.target), row.target_on, value, today),
        lines=lines([reading.value for reading in readings]),
        told="; ".join(f"{months.short(reading.month)} {shown(reading)}" for reading in known),
    )


def lines(values: Sequence[float | None]) -> list[str]:
    """Points of a small drawing, '0,25 10,3': months without data are gaps."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return []
    low, high = min(known), max(known)
    step, scale = WIDTH / (len(values) - 1), (HEIGHT - 2 * EDGE) / ((high - low) or 1)
    stretches: list[list[str]] = [[]]
    for number, value in enumerate(values):
        if value is None:
            stretches.append([])
        else:
            stretches[-1].append(f"{number * step:.1f},{HEIGHT - EDGE - (value - low) * scale:.1f}")
    return [" ".join(stretch) for stretch in stretches if stretch]
