"""What a load changes of what was loaded before, month by month: by the key of a record, in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from django.db import connection

from intake.dataset import Records
from intake.loads.writing import field_of
from intake.loads.written import Written
from intake.models import Load


class Difference(NamedTuple):
    month: date
    before: int | None  # rows of the load that stood; None where the month was not loaded
    rows: int
    added: int
    changed: int
    gone: int


def as_data(month: Difference) -> dict[str, Any]:
    return month._asdict() | {"month": as_code(month.month)}


def as_code(month: date) -> str:
    return f"{month:%Y-%m}"


def first_day(code: str) -> date:
    """The month of `as_data`, as it was."""
    return date.fromisoformat(f"{code}-01")


def difference(written: Written, made: Mapping[date, Load], before: Mapping[date, Load]) -> list[Difference]:
    """`made`: the loads of what was written, `before`: those that stood. In order of months."""
    rows, same = written.counts, in_both(written, [(made[month].pk, old.pk) for month, old in before.items()])
    found = []
    for month, load in sorted(made.items()):
        count, old = rows.get(load.pk, 0), before.get(month)
        both, changed = same.get(load.pk, (0, 0))
        old_count = old.rows if old else None
        found.append(Difference(month, old_count, count, count - both, changed, (old_count or 0) - both))
    return found


def in_both(written: Written, pairs: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """{new load: (records that the old one of its month has too, those of them that differ)}. `pairs`: (new, old).

    Told the one load in which a record may stand, a database finds it at once. Told all of them, SQLite looks in each.
    """
    if not pairs:
        return {}
    quote, changed, model = connection.ops.quote_name, differs(written.dataset), written.dataset.model
    key, rows = quote(field_of(model, written.dataset.key_field).column), quote(model._meta.db_table)
    statement = (
        f"WITH pairs (new, old) AS (VALUES {pair_marks(pairs)}) "  # noqa: S608 - our own names
        f"SELECT n.load_id, COUNT(*), SUM(CASE WHEN {changed} THEN 1 ELSE 0 END) "
        f"FROM {rows} n JOIN pairs ON pairs.new = n.load_id "
        f"JOIN {rows} o ON o.{key} = n.{key} AND o.load_id = pairs.old WHERE n.id > %s GROUP BY n.load_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*chain.from_iterable(pairs), written.after])
        return {load: (both, changed) for load, both, changed in cursor.fetchall()}


def pair_marks(pairs: Sequence[tuple[int, int | None]]) -> str:
    """Places of two loads each, for a list of values."""
    return ", ".join(["(CAST(%s AS bigint), CAST(%s AS bigint))"] * len(pairs))


def differs(dataset: Records) -> str:
    """Whether a record, n, is not what it was, o: as SQL."""
    is_not = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    columns = [connection.ops.quote_name(field_of(dataset.model, name).column) for name in dataset.compared]
    return " OR ".join(f"n.{column} {is_not} o.{column}" for column in columns)
