from collections.abc import Callable, Sequence

from figures import months
from figures.reading import Reading, by_value
from figures.words import listing, side
from reports import tree
from reports.compiling.material import Material
from reports.compiling.sections import workforce_years
from reports.compiling.writer import Cell, Column, Writer
from workforce.figures import AGENCY_FTE, AGENCY_RATE, FUNDED_FTE, VACANCY_FTE, VACANCY_RATE


def write(writer: Writer, material: Material) -> None:
    writer.part("Workforce", "workforce")
    rate = material.reading(VACANCY_RATE)
    if rate.exact is None:
        writer.para(f"No workforce files are loaded for {months.name(material.month)}.")
        return
    now(writer, material, rate)
    over(writer, material, rate)
    by_team(writer, material)
    workforce_years.write(writer, material)


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


def over(writer: Writer, material: Material, rate: Reading) -> None:
    """Where a threshold stands, which teams are beyond it."""
    threshold = material.thresholds.get(VACANCY_RATE.key)
    if not threshold or rate.exact is None:
        return
    teams = [part for part in material.parts(VACANCY_RATE, "team") if part.exact is not None]
    beyond = [material.label(part, "team") for part in teams if part.exact is not None and part.exact > threshold.value]
    stands = "over it" if rate.exact > threshold.value else "not over it"
    if beyond and len(beyond) == len(teams):
        which = "Every team is over it"
    else:
        which = f"Teams over it: {listing(beyond) if beyond else 'none'}"
    writer.para(
        f"The programme takes a vacancy rate over {side(threshold.value)}% as a sign that {threshold.means}. "
        f"The council is {stands}. {which}."
    )


def by_team(writer: Writer, material: Material) -> None:
    """Vacant of funded posts by team and level, with vacancy rate and agency workers."""
    levels = material.reader.values(VACANCY_FTE.dimension("level"), None)
    funded = by_value(material.parts(FUNDED_FTE, "team"), "team")
    everyone = material.reader.values(VACANCY_FTE.dimension("team"), None)
    teams = [team for team in everyone if funded[team.code].counted]  # one that ended has no posts
    columns: list[Column] = [("Team", "left", 24), *[(level.label, "right", 15) for level in levels]]
    columns += [("All levels", "right", 16), ("Vacancy rate", "right", 12), ("Agency", "right", 11)]
    cell = grid(writer, material)
    rows: list[list[Cell]] = []
    for code, label in [*((team.code, team.label) for team in teams), (None, "All teams")]:
        across = [cell(code, level.code) for level in levels]
        rows.append([label, *across, cell(code, None), *ends(writer, material, code)])
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
            ".",
        ],
    )


def find(parts: Sequence[Reading], **wanted: str) -> Reading:
    return next(part for part in parts if dict(part.by) == wanted)


def grid(writer: Writer, material: Material) -> Callable[[str | None, str | None], Cell]:
    """A function that gives the cell 'vacant of funded' of a team and a level; None stands for all."""
    splits: list[tuple[str, ...]] = [("team", "level"), ("team",), ("level",), ()]
    vacancies = {by: material.parts(VACANCY_FTE, *by) for by in splits}
    posts = {by: material.parts(FUNDED_FTE, *by) for by in splits}

    def cell(team: str | None, level: str | None) -> Cell:
        wanted = {key: value for key, value in (("team", team), ("level", level)) if value}
        vacant, funded = (find(parts[tuple(wanted)], **wanted) for parts in (vacancies, posts))
        return [writer.figure(vacant), tree.text("\u00a0of\u00a0"), writer.figure(funded)]

    return cell


def ends(writer: Writer, material: Material, team: str | None) -> list[Cell]:
    if team is None:
        rate, agency = material.reading(VACANCY_RATE), material.reading(AGENCY_FTE)
    else:
        rate = find(material.parts(VACANCY_RATE, "team"), team=team)
        agency = find(material.parts(AGENCY_FTE, "team"), team=team)
    return [[writer.figure(rate)], [writer.figure(agency)]]
