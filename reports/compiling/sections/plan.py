from collections.abc import Sequence

from figures import months
from figures.reading import Reading, by_value
from figures.words import count, shown
from improvement.figures import ACTIONS, CHANGED
from improvement.models import Brag
from reports.compiling.material import Material
from reports.compiling.sections import dates, recommendations, updates
from reports.compiling.sections.focus import ordered
from reports.compiling.writer import Cell, Column, Writer, made_up
from reports.tree import Run


def write(writer: Writer, material: Material) -> None:
    writer.part("Children's Improvement Plan: summary of progress", "plan")
    everything = material.reading(ACTIONS)
    if not everything.counted:
        writer.para("The improvement plan has no actions in this month.")
        return
    states = material.parts(ACTIONS, "brag")
    writer.para(
        "The plan has ",
        writer.figure(everything, f"{shown(everything)}\u00a0actions"),
        " in ",
        f"{count(len({standing.theme_id for standing in material.standings}), 'area')} of focus, as at "
        f"{months.day(material.as_at)}: ",
        *state_runs(writer, states),
        ".",
    )
    chart(writer, material, states)
    by_theme(writer, material)
    changed(writer, material)
    dates.write(writer, material)
    updates.write(writer, material)
    recommendations.write(writer, material)


def state_runs(writer: Writer, states: Sequence[Reading]) -> list[str | Run]:
    words: list[str | Run] = []
    for i, reading in enumerate(states):
        words += [", " if i else "", writer.figure(reading, f"{shown(reading)} {label(reading)}")]
    return words


def label(reading: Reading) -> str:
    return Brag(dict(reading.by)["brag"]).label


def chart(writer: Writer, material: Material, states: Sequence[Reading]) -> None:
    rows = [(months.name(material.month), states)]
    if material.before:
        before = material.parts(ACTIONS, "brag", month=material.before.month)
        if any(reading.counted for reading in before):
            rows.append((months.name(material.before.month), before))
    by_state = by_value(list(states), "brag")
    total, red, blue = material.reading(ACTIONS), by_state["red"], by_state["blue"]
    writer.chart(
        "brag",
        f"{shown(red)} of {shown(total)} actions {'is' if red.counted == 1 else 'are'} Red; {shown(blue)} "
        f"{'is' if blue.counted == 1 else 'are'} complete and assured",
        "Actions by state" + (", with the month before for comparison" if len(rows) > 1 else ""),
        "Stacked bars of actions by state. "
        + " ".join(f"{name}: {', '.join(f'{label(r)} {shown(r)}' for r in readings)}." for name, readings in rows),
        {
            "type": "brag",
            "rows": [
                {"label": name, "values": [[label(reading), reading.value or 0] for reading in readings]}
                for name, readings in rows
            ],
        },
        [("Month", "left", 20), *[(label(reading), "right", 10) for reading in states]],
        [[name, *([writer.figure(reading)] for reading in readings)] for name, readings in rows],
        note=[f"As at {months.day(material.as_at)}. Definition: ", writer.definition(ACTIONS), "."],
    )


def by_theme(writer: Writer, material: Material) -> None:
    columns: list[Column] = [("Area of focus", "left", 42), *[(state, "right", 10) for state in Brag.labels]]
    cells = {tuple(dict(r.by).values()): r for r in material.parts(ACTIONS, "theme", "brag")}
    themes = material.parts(ACTIONS, "theme")
    rows: list[list[Cell]] = []
    for theme in themes:
        code = dict(theme.by)["theme"]
        counts: list[Cell] = [[writer.figure(cells[code, state])] for state in Brag.values]
        rows.append([f"{code} {material.label(theme, 'theme')}", *counts, [writer.figure(theme)]])
    totals: list[Cell] = [[writer.figure(reading)] for reading in material.parts(ACTIONS, "brag")]
    writer.table(
        "t-themes",
        f"Actions by area of focus and state, {months.day(material.as_at)}",
        [*columns, ("All", "right", 8)],
        [*rows, ["All areas", *totals, [writer.figure(material.reading(ACTIONS))]]],
        total=True,
    )


def changed(writer: Writer, material: Material) -> None:
    writer.heading("What moved", "what-moved")
    reading = material.reading(CHANGED)
    rows = [row for row in ordered(material) if row.previous and row.previous != row.brag]
    last = months.name(material.before.month) if material.before else ""
    if not rows:
        writer.para("No action's state changed since the month before.")
    else:
        writer.para(
            writer.figure(reading, count(int(reading.counted or 0), "action").capitalize()),
            f" changed state since {last}.",
        )
        writer.table(
            "t-moved",
            f"Actions whose state changed since {last}",
            [
                ("Ref", "left", 7),
                ("Action", "left", 29),
                (last, "left", 12),
                (months.name(material.month), "left", 13),
                ("Why", "left", 27),
                (dates.ALL, "left", 24),
            ],
            [
                [
                    row.action.reference,
                    row.called,
                    Brag(row.previous).label,
                    row.get_brag_display(),
                    row.reason,
                    dates.of(row),
                ]
                for row in rows
            ],
            note=made_up(row.action for row in rows),
        )
