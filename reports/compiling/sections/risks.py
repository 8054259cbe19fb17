"""Risks of the plan, as they stood when the cycle closed: what is great, what moved, whose review is late."""

from collections.abc import Sequence

from figures import months
from figures.reading import Reading, by_value
from figures.words import capital, count, listing, shown
from improvement.models import Level, RiskStanding
from improvement.models.action import NO_OWNER
from improvement.risks.figures import RISKS
from improvement.risks.levels import IMPACTS, LIKELIHOODS, lateness, movement
from reports.compiling.material import Material
from reports.compiling.writer import Cell, Writer, made_up
from reports.tree import Run


def write(writer: Writer, material: Material) -> None:
    risks = sorted(material.risks, key=lambda row: (material.place_of(row.theme_id), row.risk_id))
    standing = sorted((row for row in risks if row.is_open), key=lambda row: -row.score)
    if not standing:
        writer.para("No risk of the improvement plan was open in its register.")
    else:
        said(writer, material)
        table(writer, material, standing)
        matrix(writer, material)
        late(writer, standing)
    closed(writer, [row for row in risks if not row.is_open])


def said(writer: Writer, material: Material) -> None:
    every = material.reading(RISKS)
    levels = by_value(material.parts(RISKS, "level"), "level")
    words: list[str | Run] = []
    for level in Level:
        reading = levels[level.value]
        if reading.counted:
            words += [", " if words else "", writer.figure(reading, f"{shown(reading)} {level.label.lower()}")]
    number = int(every.counted or 0)
    writer.para(
        writer.figure(every, capital(count(number, "risk"))),
        f" of the improvement plan {'is' if number == 1 else 'are'} open: ",
        *words,
        ". The score is likelihood times impact, each from 1 to 5.",
    )


def table(writer: Writer, material: Material, standing: Sequence[RiskStanding]) -> None:
    before = months.name(material.before.month) if material.before else "the month before"
    writer.table(
        "t-risks",
        f"Open risks, {months.day(material.as_at)}, the greatest first",
        [
            ("Ref", "left", 6),
            ("What could happen", "left", 28),
            ("Level and score", "left", 17),
            ("What is done about it", "left", 31),
            ("Owner", "left", 17),
            ("Next review", "left", 14),
        ],
        [
            [
                row.risk.reference,
                f"{row.called} ({belongs(row)})",
                f"{row.get_level_display()}, {row.score}: {moved(row)}",
                row.mitigation,
                row.owner or NO_OWNER,
                f"{months.short_day(row.review_on)}{', overdue' if row.is_late else ''}",
            ]
            for row in standing
        ],
        note=[
            f"Scores are compared with {before}. Definition: ",
            writer.definition(RISKS),
            f". {made_up(row.risk for row in standing)}",
        ],
    )


def belongs(row: RiskStanding) -> str:
    return f"action {row.action.reference}" if row.action else f"area {row.theme.code}"


def moved(row: RiskStanding) -> str:
    return movement(row.previous, row.score)


def matrix(writer: Writer, material: Material) -> None:
    cells = {tuple(dict(r.by).values()): r for r in material.parts(RISKS, "likelihood", "impact")}
    rows: list[list[Cell]] = []
    for likelihood, words in reversed(LIKELIHOODS.items()):
        counts: list[Reading] = [cells[str(likelihood), str(impact)] for impact in IMPACTS]
        rows.append([f"{likelihood} {words}", *([writer.figure(reading)] for reading in counts)])
    writer.table(
        "t-risk-matrix",
        f"Open risks by likelihood and impact, {months.day(material.as_at)}",
        [("Likelihood", "left", 25), *((f"{impact} {words}", "right", 15) for impact, words in IMPACTS.items())],
        rows,
    )


def late(writer: Writer, standing: Sequence[RiskStanding]) -> None:
    """Whose review should have been by the day of which the paper speaks."""
    overdue = [row for row in standing if row.is_late]
    if overdue:
        each = [
            f"{row.risk.reference} ({row.owner or NO_OWNER}, {lateness(row.review_on, row.judged_on)})"
            for row in overdue
        ]
        verb = "was" if len(overdue) == 1 else "were"
        writer.para(f"{capital(count(len(overdue), 'risk'))} {verb} not reviewed in time: {listing(each)}.")


def closed(writer: Writer, rows: Sequence[RiskStanding]) -> None:
    for row in rows:
        on = months.day(row.closed_on or row.judged_on)
        title = f"{row.called} ({row.risk.reference})"
        writer.para(f"Closed on {on}: {title}. {row.why_closed.rstrip('.')}.")
