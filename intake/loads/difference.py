"""What a load changes of what was loaded before, month by month: by the key of a record, in one query."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count

from intake.dataset import Records
from intake.loads.writing import field_of
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


def difference(dataset: Records, made: Mapping[date, Load], before: Mapping[date, Load]) -> list[Difference]:
    """Within the transaction that wrote the rows of `made`. In order of months."""
    rows = rows_by_load(dataset, [load.pk for load in made.values()])
    same = in_both(dataset, made, before)
    found = []
    for month, load in sorted(made.items()):
        count, old = rows.get(load.pk, 0), before.get(month)
        both, changed = same.get(load.pk, (0, 0))
        old_count = old.rows if old else None
        found.append(Difference(month, old_count, count, count - both, changed, (old_count or 0) - both))
    return found


def in_both(dataset: Records, made: Mapping[date, Load], before: Mapping[date, Load]) -> dict[int, tuple[int, int]]:
    """{new load: (records that the old one has too, those of them that differ)}."""
    pairs = [(made[month].pk, old.pk) for month, old in before.items()]
    if not pairs:
        return {}
    quote, changed = connection.ops.quote_name, differs(dataset)
    key, rows = quote(field_of(dataset.model, dataset.key_field).column), quote(dataset.model._meta.db_table)
    pairs_sql = ", ".join(["(%s, %s)"] * len(pairs))
    statement = (
        f"WITH pairs (new, old) AS (VALUES {pairs_sql}) "  # noqa: S608 - names of our own tables; values are parameters
        f"SELECT n.load_id, COUNT(*), SUM(CASE WHEN {changed} THEN 1 ELSE 0 END) "
        f"FROM pairs JOIN {rows} n ON n.load_id = pairs.new "
        f"JOIN {rows} o ON o.load_id = pairs.old AND o.{key} = n.{key} "
        "GROUP BY n.load_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [pk for pair in pairs for pk in pair])
        return {load: (both, changed) for load, both, changed in cursor.fetchall()}


def differs(dataset: Records) -> str:
    """Whether a record, n, is not what it was, o: as SQL."""
    is_not = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    columns = [connection.ops.quote_name(field_of(dataset.model, name).column) for name in dataset.compared]
    return " OR ".join(f"n.{column} {is_not} o.{column}" for column in columns)


def rows_by_load(dataset: Records, loads: list[int]) -> dict[int, int]:
    counted = dataset.model._default_manager.filter(load__in=loads).order_by().values_list("load")
    return dict(counted.annotate(rows=Count("pk")))
