"""What inspections, visits, checks and advisers asked for, and what of the plan answers it, as the cycle's close found
it."""

from collections.abc import Mapping, Sequence

from figures import months
from figures.words import count, listing, small
from improvement.models import Brag, RecommendationStanding, Standing
from reports import tree
from reports.compiling.material import Material
from reports.compiling.sections import dates
from reports.compiling.writer import Cell, Writer, made_up


def write(writer: Writer, material: Material) -> None:
    rows = material.recommendations
    if not rows:
        return
    writer.heading("What inspections and advisers asked for", "recommended")
    standings = {standing.action.reference: standing for standing in material.standings}
    said(writer, rows, standings)
    table(writer, material, rows, standings)


def answering(row: RecommendationStanding, standings: Mapping[str, Standing]) -> list[Standing]:
    return [standings[reference] for reference in row.answered_by if reference in standings]


def said(writer: Writer, rows: Sequence[RecommendationStanding], standings: Mapping[str, Standing]) -> None:
    answers = [answering(row, standings) for row in rows]
    done = sum(bool(found) and all(one.brag == Brag.BLUE for one in found) for found in answers)
    nothing = [row.reference for row, found in zip(rows, answers, strict=True) if not found]
    words = f"The plan keeps {count(len(rows), 'recommendation')}. "
    words += f"All that answers {count(done, 'of them', 'of them')} is complete and assured. " if done else ""
    if nothing:
        words += f"No action answers {listing(nothing)}."
    else:
        words += "Each is answered by an action."
    writer.para(words.strip())


def table(
    writer: Writer,
    material: Material,
    rows: Sequence[RecommendationStanding],
    standings: Mapping[str, Standing],
) -> None:
    writer.table(
        "t-recommendations",
        f"Recommendations and the actions that answer them, {months.day(material.as_at)}",
        [("Ref", "left", 8), ("What was asked for, and by whom", "left", 46), ("Answered by", "left", 50)],
        [
            [
                row.reference,
                f"{row.words} ({row.source}, {months.day(row.made_on)})",
                answer(answering(row, standings)),
            ]
            for row in rows
        ],
        note=made_up(row.recommendation for row in rows),
    )


def answer(found: Sequence[Standing]) -> Cell:
    """Each leads to what the paper says of the action."""
    if not found:
        return "No action answers it"
    return [
        run
        for i, row in enumerate(found)
        for run in (
            *([tree.text(". ")] if i else []),
            dates.reference(row),
            tree.text(f" {row.get_brag_display()}: {small(dates.of(row))}"),
        )
    ]
