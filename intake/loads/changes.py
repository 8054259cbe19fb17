"""Which records a load added, changed or took away, against the loads that stood before it: in the database, a page at
a time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

from intake.dataset import Records
from intake.loads.difference import differs, pair_marks
from intake.loads.writing import field_of
from intake.models import BroughtFile, Load
from organisation.words import day_of

ADDED, CHANGED, GONE = "added", "changed", "gone"
KINDS = (ADDED, CHANGED, GONE)
HASH, SHORT = re.compile(r"[0-9a-f]{32}"), 8  # a keyed hash, and how much of it is shown
NOTHING = "nothing"
MOST_KEPT = 1_000  # of a kind, of a file that is not loaded yet

Pairs = list[tuple[int, int | None]]  # (new load, the load that it supersedes), a month each


class Change(NamedTuple):
    """One record. `reference` is its key, of a hash the beginning; `fields` are (label, before, after), in words."""

    reference: str
    month: date
    row: int | None  # in the file; None where the file has it no more
    fields: Sequence[tuple[str, str, str]] = ()


def pairs(file: BroughtFile) -> Pairs:
    """(load of the file, the load that it superseded), a month each."""
    before = dict(Load.objects.filter(superseded_by__file=file).values_list("superseded_by", "pk"))
    return [(load, before.get(load)) for load in file.loads.order_by("month").values_list("pk", flat=True)]


def changes(dataset: Records, of: Pairs, kind: str, first: int, number: int) -> list[Change]:
    """From the first, counted from nought; in the order of months and rows. Empty where the load is undone: what it
    superseded stands again."""
    found = keys(dataset, of, kind, first, number)
    model = dataset.model
    rows = model._default_manager.in_bulk([pk for pair in found for pk in pair if pk])
    return [change(dataset, rows.get(new), rows.get(old)) for new, old in found]


def first_changes(
    dataset: Records, made: Mapping[date, Load], before: Mapping[date, Load], kinds: Sequence[str]
) -> dict[str, list[Change]]:
    """Within the transaction that wrote the rows of `made`, of each kind the first."""
    of = [(load.pk, before[month].pk if month in before else None) for month, load in sorted(made.items())]
    return {kind: changes(dataset, of, kind, 0, MOST_KEPT) for kind in kinds}


def keys(dataset: Records, of: Pairs, kind: str, first: int, number: int) -> list[tuple[int | None, int | None]]:
    """(row of the new load, row of the old one)."""
    name = connection.ops.quote_name
    key, table = name(field_of(dataset.model, dataset.key_field).column), name(dataset.model._meta.db_table)
    if kind == GONE:
        of = [(new, old) for new, old in of if old]
    if not of:
        return []
    here, there, mine = ("old", "new", "o") if kind == GONE else ("new", "old", "n")
    other = "n" if mine == "o" else "o"
    condition = f"({differs(dataset)})" if kind == CHANGED else f"{other}.id IS NULL"
    join = "JOIN" if kind == CHANGED else "LEFT JOIN"
    statement = (
        f"WITH pairs (new, old) AS (VALUES {pair_marks(of)}) "  # noqa: S608 - names of our own tables; values are parameters
        f"SELECT n.id, o.id FROM pairs JOIN {table} {mine} ON {mine}.load_id = pairs.{here} "
        f"{join} {table} {other} ON {other}.load_id = pairs.{there} AND {other}.{key} = {mine}.{key} "
        f"WHERE {condition} ORDER BY {mine}.month, {mine}.{name('row')}, {mine}.id LIMIT %s OFFSET %s"
    ).replace("n.id, o.id", f"{'NULL' if kind == GONE else 'n.id'}, {'NULL' if kind == ADDED else 'o.id'}")
    with connection.cursor() as cursor:
        cursor.execute(statement, [pk for pair in of for pk in pair] + [number, first])
        return cursor.fetchall()


def change(dataset: Records, new: Model | None, old: Model | None) -> Change:
    one: Any = new or old
    fields = []
    if old and not new:  # no row of the file says which one it is
        known = ((name, said(old, name)) for name in dataset.compared if not is_hash(getattr(old, name)))
        fields = [(label(dataset, name), words, "") for name, words in known if words != NOTHING]
    elif new and old:
        for name in dataset.compared:
            before, after = getattr(old, name), getattr(new, name)
            if isinstance(before, dict) and isinstance(after, dict):
                parts = [part for part in before | after if before.get(part) != after.get(part)]
                fields += [(part, words_of(before.get(part)), words_of(after.get(part))) for part in parts]
            elif before != after:
                fields.append((label(dataset, name), said(old, name), said(new, name)))
    return Change(words_of(getattr(one, dataset.key_field)), one.month, one.row if new else None, fields)


def label(dataset: Records, name: str) -> str:
    words = str(field_of(dataset.model, name).verbose_name)
    words = f"{words.removesuffix(' said')}, as the file has it" if words.endswith(" said") else words
    return words[:1].upper() + words[1:]


def said(row: Model, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    return words_of(display() if display else getattr(row, name))


def words_of(value: Any) -> str:
    """Of a hash its beginning."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day_of(value)
    return str(value)[:SHORT] if is_hash(value) else str(value)


def is_hash(value: Any) -> bool:
    return isinstance(value, str) and HASH.fullmatch(value) is not None
