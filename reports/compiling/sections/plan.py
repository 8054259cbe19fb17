from collections.abc import Sequence
from datetime import date

from figures import months
from figures.reading import Reading, by_value
from figures.words import count, shown
from improvement.closing import previous_standings
from improvement.figures import ACTIONS, CHANGED, MOVED, OVERDUE
from improvement.models import Brag, DateChange, Standing
from reports import tree
from reports.compiling.material import Material
from reports.compiling.sections.focus import ordered, overdue_first
from reports.compiling.writer import GENERATED, Cell, Column, Writer
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
    overdue(writer, material)
    falling_due(writer, material)


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


def told(rows: Sequence[Standing]) -> str | None:
    """Beside dates and states that were made up for a demonstration."""
    return GENERATED.strip() if any(row.action.generated for row in rows) else None


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
                ("Action", "left", 36),
                (last, "left", 13),
                (months.name(material.month), "left", 13),
                ("Why", "left", 36),
            ],
            [
                [row.action.reference, row.action.title, Brag(row.previous).label, row.get_brag_display(), row.reason]
                for row in rows
            ],
            note=told(rows),
        )
    new_dates(writer, material)


def new_dates(writer: Writer, material: Material) -> None:
    reading = material.reading(MOVED)
    rows = [row for row in ordered(material) if row.moved_now]
    if not rows:
        writer.para("No action's date was moved.")
        return
    writer.para(
        "New dates were agreed for ",
        writer.figure(reading, count(int(reading.counted or 0), "action")),
        ". Each has a reason, and was agreed by somebody other than the owner.",
    )
    writer.table(
        "t-dates",
        "New dates agreed",
        [
            ("Ref", "left", 7),
            ("Action", "left", 30),
            ("From", "left", 15),
            ("To", "left", 15),
            ("Reason", "left", 28),
            ("Moved in all", "right", 9),
        ],
        [
            [
                row.action.reference,
                row.action.title,
                months.short_day(change.from_date),
                months.short_day(change.to_date),
                f"{change.reason} (agreed by the {change.agreed_by.job_title}, {months.day(change.agreed_on)})",
                times(row.moves),
            ]
            for row, change in new_changes(material, rows)
        ],
        note=told(rows),
    )


def new_changes(material: Material, rows: Sequence[Standing]) -> list[tuple[Standing, DateChange]]:
    """The changes of date that the cycle before did not know."""
    before = previous_standings([material.cycle])[material.cycle.pk]
    changes: dict[int, list[DateChange]] = {}
    found = DateChange.objects.filter(action__in=[row.action_id for row in rows], agreed_on__lte=material.as_at)
    for change in found.select_related("agreed_by"):
        changes.setdefault(change.action_id, []).append(change)
    return [
        (row, change)
        for row in rows
        for change in changes[row.action_id][before[row.action_id].moves if row.action_id in before else 0 :]
    ]


def times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")


def overdue(writer: Writer, material: Material) -> None:
    writer.heading("What is overdue, and by how long", "overdue")
    reading = material.reading(OVERDUE)
    rows = overdue_first(material.standings)
    if not rows:
        writer.para(writer.figure(reading, "No action"), " is past its agreed date.")
        return
    writer.para(
        writer.figure(reading, count(len(rows), "action").capitalize()),
        f" {'is' if len(rows) == 1 else 'are'} past the date that was last agreed.",
    )
    writer.table(
        "t-overdue",
        f"Overdue actions, {months.day(material.as_at)}",
        [
            ("Ref", "left", 7),
            ("Action", "left", 36),
            ("Original", "left", 15),
            ("Agreed", "left", 15),
            ("Forecast", "left", 15),
            ("Days overdue", "right", 10),
            ("Moved", "right", 9),
        ],
        [
            [
                row.action.reference,
                row.action.title,
                told_day(row.original_date),
                told_day(row.agreed_date),
                told_day(row.forecast_date),
                f"{row.days_overdue:,}",
                times(row.moves),
            ]
            for row in rows
        ],
        note=[
            "Days are counted from the agreed date. Definition: ",
            writer.definition(OVERDUE),
            f". {told(rows) or ''}",
        ],
    )


def told_day(day: date | None) -> str:
    return months.short_day(day) if day else "Not known"


def falling_due(writer: Writer, material: Material) -> None:
    """What comes due between the day that the paper speaks of and the meeting."""
    meeting = material.report.meeting_on
    if not meeting:
        return
    rows = [
        row
        for row in ordered(material)
        if not row.completed_on and row.agreed_date and material.as_at <= row.agreed_date < meeting
    ]
    if rows:
        refs = [tree.ref(f"action-{row.action.reference}", row.action.reference) for row in rows]
        words: list[str | Run] = []
        for i, run in enumerate(refs):
            words += [(" and " if i == len(refs) - 1 else ", ") if i else "", run]
        verb = "falls" if len(rows) == 1 else "fall"
        writer.para(
            f"{count(len(rows), 'action').capitalize()} {verb} due between this paper and the meeting: ",
            *words,
            ". The meeting will be told of each.",
        )
