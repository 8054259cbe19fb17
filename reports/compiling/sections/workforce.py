from collections.abc import Sequence
from datetime import date

from figures import months
from figures.figure import Figure
from figures.models import Benchmark
from figures.reading import Reading
from figures.words import count, shown, side, written
from reports.compiling.marks import generated
from reports.compiling.material import Material
from reports.compiling.writer import Column, Writer
from reports.tree import Run
from workforce.figures import (
    ABSENCE_RATE,
    AGENCY_FTE,
    AGENCY_RATE,
    CASELOAD,
    FUNDED_FTE,
    IN_POST_FTE,
    LEAVERS_FTE,
    TURNOVER_RATE,
    VACANCY_FTE,
    VACANCY_RATE,
)

RATES = (VACANCY_RATE, AGENCY_RATE, TURNOVER_RATE, ABSENCE_RATE, CASELOAD)
FIRST_YEAR = 2017
Cell = str | list[Run]


def write(writer: Writer, material: Material) -> None:
    writer.part("Workforce", "workforce")
    rate = material.reading(VACANCY_RATE)
    if rate.exact is None:
        writer.para(f"No workforce files are loaded for {months.name(material.month)}.")
        return
    now(writer, material, rate)
    by_team(writer, material)
    by_year(writer, material)


def now(writer: Writer, material: Material, rate: Reading) -> None:
    vacant, funded = material.reading(VACANCY_FTE), material.reading(FUNDED_FTE)
    agency, agency_rate = material.reading(AGENCY_FTE), material.reading(AGENCY_RATE)
    writer.para(
        f"On {months.day(months.last_day(material.month))}, ",
        writer.figure(vacant),
        " of ",
        writer.figure(funded),
        " funded full-time equivalent posts of social workers were vacant, a vacancy rate of ",
        writer.figure(rate),
        ". Agencies supplied ",
        writer.figure(agency),
        ", an agency rate of ",
        writer.figure(agency_rate),
        ".",
    )
    over(writer, material, rate)


def over(writer: Writer, material: Material, rate: Reading) -> None:
    """Where a threshold stands, which teams are beyond it."""
    threshold = material.thresholds.get(VACANCY_RATE.key)
    if not threshold or rate.exact is None:
        return
    teams = [part for part in material.parts(VACANCY_RATE, "team") if part.exact is not None]
    beyond = [part for part in teams if part.exact is not None and part.exact > threshold.value]
    position = "over it" if rate.exact > threshold.value else "not over it"
    writer.para(
        f"The programme takes a vacancy rate over {side(threshold.value)}% as a sign that {threshold.means}. The "
        f"council is {position}, and so are {count(len(beyond), 'team')} of {len(teams)}."
        if position == "over it"
        else f"The programme takes a vacancy rate over {side(threshold.value)}% as a sign that {threshold.means}. The "
        f"council is {position}; {count(len(beyond), 'team')} of {len(teams)} {'is' if len(beyond) == 1 else 'are'}."
    )


def by_team(writer: Writer, material: Material) -> None:
    """Vacant of funded posts by team and level, with vacancy rate and agency workers."""
    levels = [value for value in material.reader.values(VACANCY_FTE.dimension("level"), None)]
    teams = [value for value in material.reader.values(VACANCY_FTE.dimension("team"), None)]
    columns: list[Column] = [("Team", "left", 24)]
    columns += [(level.label, "right", 15) for level in levels]
    columns += [("All levels", "right", 16), ("Vacancy rate", "right", 12), ("Agency", "right", 11)]
    cells = grid(writer, material)
    rows = [
        [team.label, *(cells(team.code, level.code) for level in levels), *ends(writer, material, team.code, cells)]
        for team in teams
    ]
    rows.append(["All teams", *(cells(None, level.code) for level in levels), *ends(writer, material, None, cells)])
    writer.table(
        "t-workforce",
        f"Vacant of funded posts by team and level, {months.day(months.last_day(material.month))}",
        columns,
        rows,
        total=True,
        note=[
            "Full-time equivalents of social workers. A vacancy that an agency worker covers is still a vacancy. "
            "Levels are the council's own scale. Definitions: ",
            writer.definition(VACANCY_FTE),
            ", ",
            writer.definition(VACANCY_RATE),
            ", ",
            writer.definition(AGENCY_FTE),
            f".{generated(material, material.reading(VACANCY_RATE), material.reading(AGENCY_FTE))}",
        ],
    )


def find(parts: Sequence[Reading], **wanted: str) -> Reading:
    return next(part for part in parts if dict(part.by) == wanted)


def grid(writer: Writer, material: Material):
    """A function that gives the cell 'vacant of funded' of a team and a level; None stands for all."""
    tables = {
        by: (material.parts(VACANCY_FTE, *by), material.parts(FUNDED_FTE, *by))
        for by in (("team", "level"), ("team",), ("level",))
    }
    tables[()] = ([material.reading(VACANCY_FTE)], [material.reading(FUNDED_FTE)])

    def cell(team: str | None, level: str | None) -> Cell:
        wanted = {key: value for key, value in (("team", team), ("level", level)) if value}
        vacant, funded = (find(parts, **wanted) for parts in tables[tuple(wanted)])
        return [writer.figure(vacant), {"kind": "text", "text": "\u00a0of\u00a0"}, writer.figure(funded)]

    return cell


def ends(writer: Writer, material: Material, team: str | None, cells) -> list[Cell]:
    if team is None:
        rate, agency = material.reading(VACANCY_RATE), material.reading(AGENCY_FTE)
    else:
        rate = find(material.parts(VACANCY_RATE, "team"), team=team)
        agency = find(material.parts(AGENCY_FTE, "team"), team=team)
    return [cells(team, None), [writer.figure(rate)], [writer.figure(agency)]]


def by_year(writer: Writer, material: Material) -> None:
    """Each 30 September that has passed, beside what was published of others by the report's date."""
    years = [year for year in range(FIRST_YEAR, material.month.year + 1) if date(year, 9, 1) < material.month]
    septembers = [date(year, 9, 1) for year in years]
    published = sorted({row.reference_date.year for row in material.benchmarks if not row.is_council})
    writer.para(
        "Published figures allow a comparison with others, once a year. "
        + (
            f"{published[-1]} is the last year that was published by {months.day(material.as_at)}."
            if published
            else "None was published by the date of this report."
        )
    )
    rows: list[list[Cell]] = []
    for figure in RATES:
        rows += year_rows(writer, material, figure, septembers)
    columns: list[Column] = [("Rate", "left", 17), ("Area", "left", 19)]
    columns += [(f"Sep\u00a0{year}", "right", 11) for year in years]
    columns += [(months.short(material.month).replace(" ", "\u00a0"), "right", 11)]
    editions = sorted({f"{row.source}, {row.edition}" for row in material.benchmarks})
    writer.table(
        "t-years",
        f"Workforce rates at 30 September of each year and now, beside published ones"
        if years
        else "Workforce rates now",
        columns,
        rows,
        note=[
            "This council: its own records. "
            + (f"Others: {'; '.join(editions)}; a year is shown from the day that it first came out. " if editions else "")
            + "Caseload is cases for each full-time equivalent. Definitions: ",
            *separated([writer.definition(figure) for figure in RATES]),
            f".{generated(material, *[material.reading(figure) for figure in RATES])}",
        ],
    )
    leavers(writer, material, septembers)
    rates_chart(writer, material, septembers)


def separated(refs: list[Run]) -> list[str | Run]:
    return [part for i, run in enumerate(refs) for part in ([", ", run] if i else [run])]


def year_rows(writer: Writer, material: Material, figure: Figure, septembers: list[date]) -> list[list[Cell]]:
    ours = material.series(figure, [*septembers, material.month])
    rows: list[list[Cell]] = [[figure.label, "This council", *([writer.figure(reading)] for reading in ours)]]
    for area in ("Yorkshire and The Humber", "England", *other_areas(material)):
        values = [published_value(material, figure, area, month) for month in septembers]
        if any(values):
            rows.append([figure.label, area, *(value or "Not published" for value in values), "Not published"])
    return rows


def other_areas(material: Material) -> list[str]:
    return sorted(
        {row.area for row in material.benchmarks if not row.is_council} - {"England", "Yorkshire and The Humber"}
    )


def benchmark(material: Material, figure: Figure, area: str, month: date) -> Benchmark | None:
    return next(
        (
            row
            for row in material.benchmarks
            if row.figure == figure.key and row.area == area and row.reference_date == months.last_day(month)
        ),
        None,
    )


def published_value(material: Material, figure: Figure, area: str, month: date) -> str:
    row = benchmark(material, figure, area, month)
    return written(row.value, figure.unit) if row else ""


def leavers(writer: Writer, material: Material, septembers: list[date]) -> None:
    gone = [reading for reading in material.series(LEAVERS_FTE, septembers) if reading.exact is not None]
    held = [reading for reading in material.series(IN_POST_FTE, septembers) if reading.exact is not None]
    if len(gone) < 2:
        return
    words: list[str | Run] = ["Full-time equivalents that left in the year to 30 September: "]
    for i, reading in enumerate(gone):
        words += [", " if i else "", writer.figure(reading), f" in {reading.month.year}"]
    words.append(f". In post at its end: ")
    for i, reading in enumerate(held):
        words += [", " if i else "", writer.figure(reading), f" in {reading.month.year}"]
    writer.para(*words, f". {compare(gone)}")


def compare(readings: list[Reading]) -> str:
    values = [reading.exact for reading in readings if reading.exact is not None]
    if all(a < b for a, b in zip(values, values[1:], strict=False)):
        return "Leavers rose each year."
    if all(a > b for a, b in zip(values, values[1:], strict=False)):
        return "Leavers fell each year."
    return "Leavers neither rose nor fell throughout."


def rates_chart(writer: Writer, material: Material, septembers: list[date]) -> None:
    if len(septembers) < 2:
        return
    wanted = [*septembers, material.month]
    shown_rates = (VACANCY_RATE, AGENCY_RATE, TURNOVER_RATE, ABSENCE_RATE)
    series = [(figure, material.series(figure, wanted)) for figure in shown_rates]
    labels = [months.short(month) for month in wanted]
    threshold = material.thresholds.get(VACANCY_RATE.key)
    writer.chart(
        "rates",
        rates_finding(series[:2]),
        f"Workforce rates in percent, {labels[0]} to {labels[-1]}",
        f"Line chart of four rates in percent at {', '.join(labels)}. "
        + " ".join(f"{figure.label}: {', '.join(shown(reading) for reading in readings)}." for figure, readings in series),
        {
            "type": "lines",
            "x": labels,
            "series": [{"name": figure.label, "y": [r.value for r in readings]} for figure, readings in series],
            "unit": "%",
            "threshold": {"value": float(threshold.value), "label": f"Vacancy threshold {side(threshold.value)}%"}
            if threshold
            else None,
        },
        [("Rate", "left", 20), *[(label, "right", 12) for label in labels]],
        [[figure.label, *[shown(reading) for reading in readings]] for figure, readings in series],
        note=f"The points are not equally far apart: each 30 September, and {months.name(material.month)}. Yearly points "
        f"are too few for a control chart.{generated(material, *series[0][1])}",
    )


def rates_finding(series: list[tuple[Figure, list[Reading]]]) -> str:
    """What happened to vacancies and agency use between the first and the last point."""
    said = []
    for figure, readings in series:
        known = [reading for reading in readings if reading.exact is not None]
        if len(known) > 1:
            said.append(f"{figure.label.lower()} {moved(known[0], known[-1])} {shown(known[0])} to {shown(known[-1])}")
    if not said:
        return "Workforce rates"
    first = known_year(series[0][1])
    sentence = " and ".join(said)
    return f"{sentence[0].upper()}{sentence[1:]} since September {first}"


def known_year(readings: list[Reading]) -> int:
    return next(reading.month.year for reading in readings if reading.exact is not None)


def moved(first: Reading, last: Reading) -> str:
    if first.exact is None or last.exact is None or first.exact == last.exact:
        return "went from"
    return "rose from" if last.exact > first.exact else "fell from"
