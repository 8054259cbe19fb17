"""The dates of the plan's actions: those newly agreed, those overdue, and those that fall due before the meeting."""

from collections.abc import Sequence
from datetime import date

from figures import months
from figures.words import count, times
from improvement.closing import previous_standings
from improvement.figures import MOVED, OVERDUE
from improvement.models import DateChange, Standing
from organisation.posts import job_titles
from reports import tree
from reports.compiling.material import Material
from reports.compiling.sections.focus import ordered, overdue_first
from reports.compiling.writer import Writer, made_up
from reports.tree import Run

ALL = "All its dates"


def write(writer: Writer, material: Material) -> None:
    new_dates(writer, material)
    overdue(writer, material)
    falling_due(writer, material)


def of(row: Standing) -> str:
    """'Original 31 Aug 2020; agreed 30 Nov 2020; forecast 13 Nov 2020; moved once'."""
    if row.original_date is None:
        return "No date yet"
    parts = [f"Original {told_day(row.original_date)}", f"agreed {told_day(row.agreed_date)}"]
    if row.completed_on:
        parts.append(f"complete {told_day(row.completed_on)}")
    else:
        parts.append(f"forecast {told_day(row.forecast_date) if row.forecast_date else 'not known'}")
    return "; ".join([*parts, f"moved {times(row.moves)}" if row.moves else "never moved"])


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
    changes = new_changes(material, rows)
    posts = job_titles({change.agreed_by_id for _, change in changes}, material.cycle.closed_at)
    writer.table(
        "t-dates",
        "New dates agreed",
        [
            ("Ref", "left", 7),
            ("Action", "left", 27),
            ("From", "left", 13),
            ("To", "left", 13),
            ("Reason", "left", 28),
            (ALL, "left", 24),
        ],
        [
            [
                row.action.reference,
                row.called,
                months.short_day(change.from_date),
                months.short_day(change.to_date),
                f"{change.reason.rstrip('.')} "
                f"(agreed by the {posts[change.agreed_by_id]}, {months.day(change.agreed_on)})",
                of(row),
            ]
            for row, change in changes
        ],
        note=made_up(row.action for row in rows),
    )


def new_changes(material: Material, rows: Sequence[Standing]) -> list[tuple[Standing, DateChange]]:
    """The changes of date that the cycle before did not know, and this one did when it closed."""
    before = previous_standings([material.cycle])[material.cycle.pk]
    changes: dict[int, list[DateChange]] = {}
    found = DateChange.objects.filter(action__in=[row.action_id for row in rows], agreed_on__lte=material.as_at)
    for change in found:
        changes.setdefault(change.action_id, []).append(change)
    return [
        (row, change)
        for row in rows
        for change in changes[row.action_id][before[row.action_id].moves if row.action_id in before else 0 : row.moves]
    ]


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
                row.called,
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
            f". {made_up(row.action for row in rows)}",
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
        verb = "falls" if len(rows) == 1 else "fall"
        writer.para(
            f"{count(len(rows), 'action').capitalize()} {verb} due between this paper and the meeting, which will "
            "be told of each:"
        )
        writer.bullets([[reference(row), f" {row.called}. {of(row)}."] for row in rows])


def reference(row: Standing) -> Run:
    """Leads to what the paper says of the action."""
    return tree.ref(f"action-{row.action.reference}", row.action.reference)
