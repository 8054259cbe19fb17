"""Loading a file: all of it or nothing, in one transaction.

A dry run is the same work, undone at its end: so it says exactly what a load would say.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from intake.checks.headings import Matched, fitting, matched
from intake.dataset import Dataset, Layout, Merged
from intake.files import table as tables
from intake.files.table import Table
from intake.loads.merged import TakingMerged
from intake.loads.records import TakingRecords
from intake.loads.wanted import Opened, Outcome, Undone, Wanted
from intake.models import BroughtFile
from intake.problems import Problem
from intake.references.rotating import refuse_other_keys
from jobs.collecting import hardly_collecting
from organisation.refused import Refused

ROOM = (
    "SET LOCAL work_mem = '128MB'; SET LOCAL jit = off; SET LOCAL random_page_cost = 1.1; "
    "SET LOCAL cursor_tuple_fraction = 1"
)


def load_file(wanted: Wanted) -> Outcome:
    """Never raises for what is wrong with the file: the outcome says it."""
    outcome = Outcome()
    try:
        layout, found, table = understood(wanted, outcome)
        sha256 = sha256_of(wanted.path)
        with transaction.atomic():
            in_turn(wanted.dataset)
            have_room()
            refuse_other_keys(wanted.at)
            refuse_again(wanted.dataset, sha256)
            taking = TakingMerged if isinstance(wanted.dataset, Merged) else TakingRecords
            with hardly_collecting():
                taking(wanted, Opened(layout, found, table, sha256), outcome).run()
    except Refused as refused:
        outcome.refused = refused.sentence
        outcome.load = None
    except Undone:
        outcome.load = None
    return outcome


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def in_turn(dataset: Dataset) -> None:
    """Two loads of one dataset follow one another. On SQLite a transaction that writes has the database to itself."""
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(dataset.source.key.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def have_room() -> None:
    """To find what stands twice among a million keys without going to the disk, without compiling the query first,
    which takes longer than the query, by the index of keys where all years would be read, and in the way that comes
    first to its end and not to its beginning. Until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(ROOM)


def refuse_again(dataset: Dataset, sha256: str) -> None:
    """The same bytes, whatever they are called, all of whose months still stand."""
    for file in BroughtFile.objects.filter(dataset=dataset.name, sha256=sha256).prefetch_related("loads"):
        loads = file.loads.all()
        if loads and all(load.stands for load in loads):
            raise Refused(
                f"This very file is loaded already: load {loads[0].pk}, as {file.name}, on "
                f"{timezone.localtime(file.loaded_at):%d/%m/%Y}. Nothing was changed."
            )


def understood(wanted: Wanted, outcome: Outcome) -> tuple[Layout, Matched, Table]:
    """The table, and the layout whose headings fit it best. Raises Refused."""
    layouts = wanted.dataset.layouts()
    fits = fitting(layouts, wanted.remembered)
    table = tables.opened(wanted.path, wanted.name, fits=fits, sheet=wanted.sheet, tell_sheets=outcome.saw)
    every = [(layout, matched(table.headings, layout.columns, wanted.remembered)) for layout in layouts]
    layout, found = max(every, key=lambda one: (not one[1].missing, len(one[1].places)))
    outcome.said, outcome.layout = table.said, layout.name
    outcome.headings, outcome.left_out = table.headings, [head for head in found.left_out if head not in found.personal]
    if not found.fits:
        outcome.errors = heading_errors(found, table.heading_row)
        raise Refused(said_of_headings(found))
    return layout, found, table


def heading_errors(found: Matched, row: int) -> list[Problem]:
    return [
        *(Problem(row, head, "personal_column", head, f"Looks like {like}") for head, like in found.personal.items()),
        *(Problem(row, column.name, "missing_column", "", "The file has no such column") for column in found.missing),
        *(Problem(row, head, "column_twice", head, "Another column has this meaning too") for head in found.twice),
    ]


def said_of_headings(found: Matched) -> str:
    """The gravest first: what must not be sent at all."""
    if found.personal:
        said = "; ".join(f"‘{head}’ looks like {like}" for head, like in found.personal.items())
        return f"The file has columns that may not be sent: {said}. Remove them and send the file again."
    if found.missing:
        names = ", ".join(f"‘{column.name}’" for column in found.missing)
        if len(found.missing) > 1:
            return f"The file lacks the columns {names}. Add them, or say which headings mean them."
        return f"The file has no column {names}. Add it, or say which heading means it."
    names = ", ".join(f"‘{head}’" for head in found.twice)
    return f"Two columns mean the same: {names}. Remove one of them."
