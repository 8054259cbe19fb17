"""The workforce at each 30 September that has passed, and now, beside what was published of others by then."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from figures import months
from figures.figure import Figure
from figures.published.benchmarks import Benchmark, editions
from figures.published.markers import meanings
from figures.reading import Reading
from figures.words import capital, listing, shown
from reports.compiling.material import Material
from reports.compiling.writer import Cell, Column, Writer
from reports.tree import Run
from workforce.figures import (
    ABSENCE_RATE,
    AGENCY_RATE,
    CASELOAD,
    IN_POST_FTE,
    LEAVERS_FTE,
    TURNOVER_RATE,
    VACANCY_RATE,
)

PERCENTAGES = (VACANCY_RATE, AGENCY_RATE, TURNOVER_RATE, ABSENCE_RATE)
RATES = (*PERCENTAGES, CASELOAD)


def write(writer: Writer, material: Material) -> None:
    wanted = [*material.septembers, material.month]
    published(writer, material)
    rates_table(writer, material, wanted)
    parts_table(writer, material, wanted)
    leavers(writer, material)
    if len(wanted) > 2:
        rates_chart(writer, material, wanted)


def published(writer: Writer, material: Material) -> None:
    dates = sorted({row.reference_date for row in material.benchmarks})
    writer.para(
        "Published figures allow a comparison with others, once a year. "
        + (
            f"Those of {months.day(dates[-1])} are the last that were out by {months.day(material.as_at)}."
            if dates
            else "None was out by the date of this report."
        )
    )


def columns(wanted: Sequence[date], *first: Column) -> list[Column]:
    return [*first, *((months.short(month).replace(" ", "\u00a0"), "right", 11) for month in wanted)]


def rates_table(writer: Writer, material: Material, wanted: Sequence[date]) -> None:
    rows = [row for figure in RATES for row in rate_rows(writer, material, figure, wanted)]
    refs: list[str | Run] = []
    for i, figure in enumerate(RATES):
        refs += [", ", writer.definition(figure)] if i else [writer.definition(figure)]
    writer.table(
        "t-years",
        "Workforce rates at 30 September of each year and now, beside published ones",
        columns(wanted, ("Rate", "left", 15), ("Area", "left", 25)),
        rows,
        note=[
            f"This council: its own records. {others(material)}Caseload is cases for each full-time equivalent. "
            "Definitions: ",
            *refs,
            ".",
        ],
    )


def others(material: Material) -> str:
    """Where the rows of others come from, and what markers in them mean."""
    cited = [row for row in material.benchmarks if is_shown(row)]
    if not cited:
        return ""
    marked = "".join(f"{said}. " for said in meanings(row.text for row in cited))
    return (
        f"Others: {'; '.join(editions(cited, material.as_at))}; a year is shown once it was first published. {marked}"
    )


def rate_rows(writer: Writer, material: Material, figure: Figure, wanted: Sequence[date]) -> list[list[Cell]]:
    ours = material.series(figure, wanted)
    rows: list[list[Cell]] = [[figure.label, "This council", *([writer.figure(reading)] for reading in ours)]]
    cited = [row for row in material.benchmarks if row.figure == figure.key and is_shown(row)]
    held = {(row.area, row.reference_date): row for row in cited}
    for area in dict.fromkeys(row.area for row in cited):
        found = [held.get((area, months.last_day(month))) for month in wanted]
        rows.append([figure.label, area.name, *(row.shown if row else "Not out" for row in found)])
    return rows


def is_shown(row: Benchmark) -> bool:
    """Beside the council's own records: its region and England."""
    return not (row.area.is_council or row.area.is_neighbour)


def parts_table(writer: Writer, material: Material, wanted: Sequence[date]) -> None:
    """The vacancy rate of each level and team at the same dates."""
    rows: list[list[Cell]] = []
    for key in ("level", "team"):
        by_month = [material.parts(VACANCY_RATE, key, month=month) for month in wanted]
        for i, part in enumerate(by_month[-1]):
            if all(parts[i].exact is None for parts in by_month):  # a team that was not there in any of these months
                continue
            rows.append([material.label(part, key), *([writer.figure(parts[i])] for parts in by_month)])
    totals: list[Cell] = [[writer.figure(reading)] for reading in material.series(VACANCY_RATE, wanted)]
    writer.table(
        "t-parts",
        "Vacancy rate by level and by team, at 30 September of each year and now",
        columns(wanted, ("Level or team", "left", 30)),
        [*rows, ["All", *totals]],
        total=True,
        note=[
            "Definition: ",
            writer.definition(VACANCY_RATE),
            ".",
        ],
    )


def leavers(writer: Writer, material: Material) -> None:
    gone = [reading for reading in material.series(LEAVERS_FTE, material.septembers) if reading.exact is not None]
    held = [reading for reading in material.series(IN_POST_FTE, material.septembers) if reading.exact is not None]
    if len(gone) < 2:
        return
    writer.para(
        "Full-time equivalents that left in the year to 30 September: ",
        *in_years(writer, gone),
        ". In post at its end: ",
        *in_years(writer, held),
        f". {compare(gone)}",
    )


def in_years(writer: Writer, readings: Sequence[Reading]) -> list[str | Run]:
    words: list[str | Run] = []
    for i, reading in enumerate(readings):
        words += [", " if i else "", writer.figure(reading), f" in {reading.month.year}"]
    return words


def compare(readings: Sequence[Reading]) -> str:
    steps = [b - a for a, b in pairwise(reading.exact for reading in readings) if a is not None and b is not None]
    if all(step > 0 for step in steps):
        return "Leavers rose each year."
    if all(step < 0 for step in steps):
        return "Leavers fell each year."
    return "Leavers rose in some years and fell in others."


def rates_chart(writer: Writer, material: Material, wanted: Sequence[date]) -> None:
    series = [(figure, material.series(figure, wanted)) for figure in PERCENTAGES]
    if all(sum(reading.exact is not None for reading in readings) < 2 for _, readings in series):
        return  # a line needs two points; the table has what there is
    labels = [months.short(month) for month in wanted]
    threshold = material.thresholds.get(VACANCY_RATE.key)
    said = [f"{figure.label}: {', '.join(shown(reading) for reading in readings)}." for figure, readings in series]
    writer.chart(
        "rates",
        finding(series),
        f"Workforce rates in percent, {labels[0]} to {labels[-1]}",
        f"Line chart of four rates in percent at {', '.join(labels)}. {' '.join(said)}",
        {
            "type": "lines",
            "x": labels,
            "series": [{"name": figure.label, "y": [r.value for r in readings]} for figure, readings in series],
            "unit": "%",
            "threshold": threshold and {"value": float(threshold.value), "label": "vacancy threshold"},
        },
        columns(wanted, ("Rate", "left", 20)),
        [[figure.label, *([writer.figure(reading)] for reading in readings)] for figure, readings in series],
        note=f"The points are not equally far apart: each 30 September, and {months.name(material.month)}. "
        f"Yearly points are too few for a control chart.",
    )


def finding(series: Sequence[tuple[Figure, Sequence[Reading]]]) -> str:
    """What happened to vacancies and agency use between the first and the last point that are known."""
    said, since = [], ""
    for figure, readings in series[:2]:
        known = [reading for reading in readings if reading.exact is not None]
        if len(known) > 1:
            first, last = known[0], known[-1]
            said.append(f"{figure.label.lower()} {moved(first, last)} {shown(first)} to {shown(last)}")
            since = months.name(first.month)
    return f"{capital(listing(said))} since {since}" if said else "Workforce rates"


def moved(first: Reading, last: Reading) -> str:
    if first.exact is None or last.exact is None or first.exact == last.exact:
        return "went from"
    return "rose from" if last.exact > first.exact else "fell from"
