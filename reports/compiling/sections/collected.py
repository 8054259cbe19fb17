"""What owners count themselves, since no file brings it: value, target, and who entered it when."""

from __future__ import annotations

from django.utils import timezone

from figures import months, registry
from figures.models import Kind, Threshold
from figures.reading import Reading
from figures.words import side, written
from improvement.models import CollectedMeasure, CollectedNumber
from improvement.models.collected_measure import QUARTER_ENDS, HowOften
from improvement.names import names_of_measures
from reports.compiling.material import Material
from reports.compiling.writer import Cell, Writer


def measures(material: Material) -> list[CollectedMeasure]:
    """Those of the month, whether or not a number was asked for; of a closed one, those that were defined by then, as
    they were called. By name."""
    found = CollectedMeasure.objects.filter(first_month__lte=material.month)
    if material.cycle.closed_at:
        found = found.filter(added_at__lte=material.cycle.closed_at)
    names = names_of_measures(material.cycle.closed_at)
    wanted = [each for each in found if each.ended_after is None or material.month <= each.ended_after]
    for each in wanted:
        each.name = names.get(each.pk, each.name)
    return sorted(wanted, key=lambda each: (each.name, each.slug))


def write(writer: Writer, material: Material) -> None:
    wanted = measures(material)
    if not wanted:
        return
    writer.part("Measures that owners report", "collected")
    readings = [material.reading(registry.figure(measure.key)) for measure in wanted]
    missing = [
        measure.name
        for measure, reading in zip(wanted, readings, strict=True)
        if reading.counted is None and measure.is_asked_for(material.month)
    ]
    writer.para(
        "No file brings these numbers: their owners count and enter them. "
        + (f"Not entered for {months.name(material.month)}: {'; '.join(missing)}." if missing else "All are entered.")
    )
    targets = {row.figure: row for row in Threshold.objects.of_kind(Kind.TARGET).held_in(material.month)}
    numbers = CollectedNumber.objects.of([material.month]).counting(material.cycle.closed_at)
    entered = {number.measure_id: number for number in numbers}
    rows = [
        row(writer, material, measure, reading, targets.get(measure.key), entered.get(measure.pk))
        for measure, reading in zip(wanted, readings, strict=True)
    ]
    writer.table(
        "t-collected",
        f"Measures that owners report, {months.name(material.month)}",
        [
            ("Measure", "left", 28),
            ("Value", "right", 10),
            ("Counted", "right", 16),
            ("Target", "right", 10),
            ("Entered", "left", 28),
        ],
        rows,
        note=note(writer, readings),
    )


def row(
    writer: Writer,
    material: Material,
    measure: CollectedMeasure,
    reading: Reading,
    target: Threshold | None,
    number: CollectedNumber | None,
) -> list[Cell]:
    aimed = written(target.value, reading.figure.unit) if target else "None set"
    return [measure.name, [writer.figure(reading)], sides(reading), aimed, told(material, measure, number)]


def sides(reading: Reading) -> str:
    """'14 of 30'; of a count, what is counted."""
    if reading.counted is None or reading.suppressed:
        return "–"
    return f"{side(reading.counted)} of {side(reading.of)}" if reading.figure.of else reading.figure.unit.name


def told(material: Material, measure: CollectedMeasure, number: CollectedNumber | None) -> str:
    """'Head of ICT Delivery, 6 October 2020, corrected'."""
    if number:
        day = months.day(timezone.localdate(number.entered_at))
        return f"{number.entered_as}, {day}{', a correction' if number.corrects_id else ''}"
    if measure.how_often == HowOften.QUARTERLY and material.month.month not in QUARTER_ENDS:
        return "Asked for by quarter"
    return "Not entered"


def note(writer: Writer, readings: list[Reading]) -> list[str | dict]:
    found: list[str | dict] = ["Definitions: "]
    for reading in readings:
        found += [writer.definition(reading.figure), "." if reading is readings[-1] else ", "]
    return found
