"""The council's published referrals beside those of its region and of England: the newest year that was out."""

from __future__ import annotations

from figures import months
from figures.published.markers import meanings
from figures.published.series import REFERRALS
from frontdoor.beside.page import COLUMNS, NOT_CONTACTS, says
from frontdoor.beside.reading import Beside, read
from reports.compiling.material import Material
from reports.compiling.writer import Cell, Column, Writer

HEADINGS: list[Column] = [
    ("Area", "left", 34),
    ("Referrals", "right", 14),
    ("For every 10,000 children", "right", 18),
    ("Re-referrals", "right", 17),
    ("No further action", "right", 17),
]


def write(writer: Writer, material: Material) -> None:
    """Nothing where no year was out by the report's day, or nobody has said which authority the council is."""
    beside = read(material.as_at, material.month, known_by=material.cycle.closed_at)
    if beside is None or beside.council is None:
        return
    writer.para(f"{says(beside, months.day(beside.reference_date))} {NOT_CONTACTS}", keep=True)
    shown = [beside.council, *beside.wider]
    rows: list[list[Cell]] = [
        [beside.label(area), *(beside.shown(REFERRALS, area, column) for column in COLUMNS)] for area in shown
    ]
    writer.table(
        "t-beside",
        f"Referrals in the year to {months.day(beside.reference_date)}, as published",
        HEADINGS,
        rows,
        note=note(beside, rows),
    )


def note(beside: Beside, rows: list[list[Cell]]) -> str:
    year = beside.held[REFERRALS.key]
    marked = "".join(f" {said}." for said in meanings(str(cell) for row in rows for cell in row))
    return (
        f"{REFERRALS.publication.source}, {REFERRALS.short}, {year.edition_on(beside.day)}. The year first came out on "
        f"{months.day(year.release.published_on)}. Re-referrals: within 12 months of an earlier one. Both shares are "
        f"of all referrals.{marked}"
    )
