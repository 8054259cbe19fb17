"""Figures of collected measures, made from their rows. A month that nobody entered a number for reads 'no data'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from figures import months as calendar
from figures.figure import PERCENT, Better, Figure, SmallNumbers, Term, Unit, Version
from figures.words import small
from improvement.models import CollectedMeasure, CollectedNumber, MeasureDefinition
from improvement.models.collected_measure import EARLIEST_FIRST
from improvement.models.collected_number import CollectedNumberQuerySet
from improvement.names import names_of_measures
from intake.models import ENTERED, Load
from intake.sources import Coverage, Source
from organisation.permissions import Permission
from pages.tables import Column

FIGURES: list[Figure] = []  # none of them is in code
ORIGIN = "The programme office"


@dataclass(frozen=True)
class Entered(Source):
    """Its loads are the numbers that were entered. Those that a correction replaced stand beside it, so that whoever
    follows a reading sees that it was corrected."""

    known_by: datetime | None = None

    def coverage(self, months: Iterable[date] | None) -> Mapping[date, Coverage]:
        loads = Load.objects.filter(source=self.key)
        if months is not None:
            loads = loads.filter(month__in=list(months))
        if self.known_by:
            loads = loads.filter(loaded_at__lte=self.known_by)
        found: dict[date, Coverage] = {}
        for month, as_at, load in loads.order_by("pk").values_list("month", "as_at", "pk"):
            before = found[month].loads if month in found else ()
            found[month] = Coverage(as_at, (*before, load))
        return found


@dataclass(frozen=True)
class NumbersOf:
    """The rows of a measure: equal to those of the same measure that was read again, so that they are counted once."""

    measure: int
    known_by: datetime | None

    def __call__(self, months: Sequence[date]) -> CollectedNumberQuerySet:
        return CollectedNumber.objects.filter(measure=self.measure).of(months).counting(self.known_by)


def source_key(slug: str) -> str:
    return f"{ENTERED}{slug}"


def more_figures(known_by: datetime | None) -> list[Figure]:
    """One query; with a moment two. Those of measures that have ended stay: reports name them."""
    rows = MeasureDefinition.objects.select_related("measure").order_by("measure_id", EARLIEST_FIRST)
    names = names_of_measures(known_by)
    found = []
    for measure, its in groupby(rows, lambda row: row.measure):
        measure.name = names.get(measure.pk, measure.name)
        found.append((measure, list(its)))
    in_order = sorted(found, key=lambda pair: (pair[0].name, pair[0].slug))
    return [made(measure, its, known_by) for measure, its in in_order]


def made(measure: CollectedMeasure, definitions: Sequence[MeasureDefinition], known_by: datetime | None) -> Figure:
    source = Entered(source_key(measure.slug), f"{measure.name}: numbers that its owner enters", known_by)
    rows = NumbersOf(measure.pk, known_by)
    first, *later = definitions
    return Figure(
        key=measure.key,
        label=measure.name,
        unit=PERCENT if measure.is_share else Unit(measure.unit),
        definition=first.words,
        origin=ORIGIN,
        better=Better(measure.better),
        counted=(term(source, rows, "numerator", measure),),
        of=(term(source, rows, "denominator", measure),) if measure.is_share else (),
        counted_label=measure.numerator_label,
        of_label=small(measure.denominator_label),
        seen_with=Permission.SEE_PLAN,
        small_numbers=SmallNumbers.CHILDREN if measure.counts_children else SmallNumbers.SHOWN,
        later_versions=tuple(Version(n, each.holds_from, each.words) for n, each in enumerate(later, 2)),
    )


def term(source: Entered, rows: NumbersOf, amount: str, measure: CollectedMeasure) -> Term:
    return Term(
        source=source,
        rows=rows,
        amount=amount,
        at_end=measure.at_end,
        columns=OF_SHARE if measure.is_share else OF_COUNT,
        records="numbers entered",
    )


def corrected(number: CollectedNumber) -> str:
    """'12 of 30 on 6 October 2020; corrected because two were counted twice', of a correction."""
    if number.corrects is None:
        return ""
    before = number.corrects
    return f"{in_words(before)}, entered by {before.entered_as}; corrected because: {number.why}"


def evidence(number: CollectedNumber) -> str:
    """'The delivery notes; notes.pdf'."""
    return "; ".join(filter(None, (number.evidence, number.name)))


def in_words(number: CollectedNumber) -> str:
    """'12 of 30'."""
    sides = [number.numerator, number.denominator]
    return " of ".join(plain(side) for side in sides if side is not None)


def plain(amount: Decimal) -> str:
    return f"{amount:,.2f}".removesuffix(".00")


ENTERED_COLUMNS = (
    Column("entered_as", "Entered by", "entered_as"),
    Column("entered_at", "On", "entered_at"),
    Column("evidence", "Evidence", lambda number: evidence(number), order="evidence", empty="None given"),
    Column("before", "Before it was corrected", corrected, order="corrects__numerator", empty="Not corrected"),
)
MONTH = Column("month", "Month", lambda number: calendar.name(number.month), order="month", is_short=True)
OF_COUNT = (MONTH, *ENTERED_COLUMNS)
OF_SHARE = (
    MONTH,
    Column("numerator", "Counted", "numerator", numeric=True),
    Column("denominator", "Of", "denominator", numeric=True),
    *ENTERED_COLUMNS,
)
