"""Updates that were late or missing when the cycle closed. Nothing of an earlier month stands in their place."""

from collections.abc import Sequence

from figures import months
from figures.words import count
from improvement.figures import UPDATED_ON_TIME, UPDATES_MISSING
from improvement.models import Standing, Updated
from improvement.models.action import NO_OWNER
from reports.compiling.material import Material
from reports.compiling.sections import dates
from reports.compiling.sections.focus import ordered
from reports.compiling.writer import Writer, made_up

TOLD = {Updated.MISSING: "Missing", Updated.LATE: "Late"}


def write(writer: Writer, material: Material) -> None:
    writer.heading("Late and missing updates", "updates")
    asked, missing = material.reading(UPDATED_ON_TIME), material.reading(UPDATES_MISSING)
    if missing.counted is None or not asked.of:
        writer.para(
            "No update was asked for in this month."
            if missing.counted is not None
            else "Whether owners wrote their updates in time was not recorded in this month."
        )
        return
    rows = [row for row in ordered(material) if row.updated in TOLD]
    late = sum(row.updated == Updated.LATE for row in rows)
    writer.para(
        "Updates missing: ",
        writer.figure(missing),
        " of ",
        writer.figure(asked, f"{int(asked.of)}"),
        f". {count(late, 'update').capitalize()} came after the day on which updates were due. Where an update is "
        "missing, nothing of an earlier month stands in its place.",
    )
    if rows:
        table(writer, material, sorted(rows, key=lambda row: row.updated != Updated.MISSING))


def table(writer: Writer, material: Material, rows: Sequence[Standing]) -> None:
    writer.table(
        "t-updates",
        f"Actions whose update was missing or late, {months.day(material.as_at)}",
        [
            ("Ref", "left", 7),
            ("Action", "left", 31),
            ("Owner", "left", 21),
            ("Update", "left", 11),
            ("State", "left", 10),
            (dates.ALL, "left", 26),
        ],
        [
            [
                row.action.reference,
                row.called,
                row.owner or NO_OWNER,
                TOLD[Updated(row.updated)],
                row.get_brag_display(),
                dates.of(row),
            ]
            for row in rows
        ],
        note=made_up(row.action for row in rows),
    )
