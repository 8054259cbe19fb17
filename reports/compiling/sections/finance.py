"""The plan's money at the end of the month, as known when the cycle closed: what goes over is said, with its reason."""

from collections.abc import Sequence
from decimal import Decimal

from figures import months
from figures.figure import Figure
from figures.reading import Reading, by_value
from improvement.funding.figures import COMMITTED, FUNDING, SPENT
from improvement.funding.known import Money, pounds, total
from reports import tree
from reports.compiling import narrative
from reports.compiling.material import Material
from reports.compiling.writer import Cell, Writer

MONEY = (FUNDING, COMMITTED, SPENT)


def write(writer: Writer, material: Material) -> None:
    writer.section("Financial & resource appraisal", "finance")
    rows = material.money
    narrative.write(writer, material, "finance", "" if rows else "There are no financial issues to report.")
    if not rows:
        return
    whole = {figure: material.reading(figure) for figure in MONEY}
    words: list[str | tree.Run] = ["Allocated in all: ", writer.figure(whole[FUNDING])]
    if any(row.as_at for row in rows):
        words += ["; committed: ", writer.figure(whole[COMMITTED]), "; spent: ", writer.figure(whole[SPENT])]
    writer.para(*words, ". A cost that is not agreed is shown so, and not as nothing.")
    over(writer, rows)
    table(writer, material, rows, whole)


def over(writer: Writer, rows: Sequence[Money]) -> None:
    """What goes over: in all, in an area of several pieces, and each piece."""
    areas: dict[str, list[Money]] = {}
    for row in rows:
        areas.setdefault(row.funding.theme.code, []).append(row)
    sums = [("The plan in all", rows), *((f"Area {code} in all", parts) for code, parts in areas.items())]
    # Of a sum no reason is told: its parts give theirs
    said = [(name, total(parts).goes_over) for name, parts in sums if len(parts) > 1]
    said += [(row.funding.purpose, row.over) for row in rows]
    if found := [[tree.strong(f"{name}: {words}.")] for name, words in said if words]:
        writer.para("More is committed or spent than there is for it:")
        writer.bullets(found)


def table(writer: Writer, material: Material, rows: Sequence[Money], whole: dict[Figure, Reading]) -> None:
    parts = {figure: by_value(material.parts(figure, "theme"), "theme") for figure in MONEY}
    body: list[list[Cell]] = []
    for row in rows:
        area = row.funding.theme.code
        agreed = "Not agreed" if row.allocated is None else amount(writer, row.allocated, parts[FUNDING][area])
        body.append(
            [
                row.funding.purpose,
                f"{row.funding.source}; {row.funding.lead}",
                months.short_day(row.decided_on),
                agreed,
                amount(writer, row.committed, parts[COMMITTED][area]) if row.as_at else "Not reported",
                amount(writer, row.spent, parts[SPENT][area]) if row.as_at else "Not reported",
            ]
        )
    totals: list[Cell] = [[writer.figure(whole[figure])] for figure in MONEY]
    writer.table(
        "t-funding",
        f"Funding of the plan, {months.day(months.last_day(material.month))}",
        [
            ("What for", "left", 30),
            ("Source; lead body", "left", 23),
            ("Decided", "left", 13),
            ("Allocated", "right", 12),
            ("Committed", "right", 15),
            ("Spent", "right", 15),
        ],
        [*body, ["All", "", "", *totals]],
        total=True,
        note=["Definitions: ", *joined(writer), "."],
    )


def joined(writer: Writer) -> list[str | tree.Run]:
    return [
        writer.definition(FUNDING), ", ", writer.definition(COMMITTED), " and ", writer.definition(SPENT),
    ]  # fmt: skip


def amount(writer: Writer, value: Decimal, area: Reading) -> Cell:
    """It leads to its area's reading where it is all that there is of it."""
    return [writer.figure(area, pounds(value))] if area.counted == value else pounds(value)


def in_short(writer: Writer, material: Material, code: str) -> list[str | tree.Run]:
    """What an area has, where it has something: 'Allocated: £900,000; committed: £560,000; spent: £260,000'."""
    readings = [(figure, by_value(material.parts(figure, "theme"), "theme")[code]) for figure in MONEY]
    if not any(reading.counted for _, reading in readings):
        return []
    words: list[str | tree.Run] = []
    for figure, reading in readings:
        label = figure.label.removeprefix("Funding ")
        words += ["; " if words else " ", f"{label if words else label.capitalize()}: ", writer.figure(reading)]
    return [*words, " (", writer.ref("finance", "section {}"), ")."]
