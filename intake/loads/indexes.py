"""Indexes of a table that is filled for the first time: built once its rows are there, which takes a third of the time
that keeping them row by row takes. See decision 0015.

PostgreSQL keeps readers of the table waiting meanwhile, so this is for tables in which there is nothing to read yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from django.db import OperationalError, connection, models, transaction

WORTHWHILE = 1_000_000  # bytes of a file: below, there is nothing to gain
PATIENCE = "2s"  # for those who read the table when it is to be filled
CACHE = -16_000  # KiB
DEFINED = {  # those that may be dropped and built; an index of one column is kept while the next rows are read
    "postgresql": "SELECT pg_class.relname, pg_get_indexdef(pg_class.oid) FROM pg_index "
    "JOIN pg_class ON pg_class.oid = pg_index.indexrelid "
    "WHERE indrelid = %s::regclass AND NOT indisunique AND NOT indisexclusion AND indnkeyatts > 1 "
    "AND pg_has_role(relowner, 'USAGE') AND has_schema_privilege(relnamespace, 'CREATE')",
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s "
    "AND sql NOT LIKE 'CREATE UNIQUE%%'",
}


class Index(NamedTuple):
    name: str
    definition: str


def to_build_later(model: type[models.Model], size: int) -> list[Index]:
    """Within the transaction of a load; none where it is not worth it, or not possible. `size`: bytes of the file."""
    if size < WORTHWHILE or model._default_manager.exists():
        return []
    with connection.cursor() as cursor:
        cursor.execute(DEFINED[connection.vendor], [model._meta.db_table])
        found = [Index(*row) for row in cursor.fetchall()]
    return found if found and has_to_itself(model) else []


def has_to_itself(model: type[models.Model]) -> bool:
    """Whether nobody reads or fills the table, nor will before the transaction ends. Whoever waits for a reader keeps
    all later readers waiting too, so this waits for moments only. A transaction of SQLite has all tables to itself."""
    if connection.vendor != "postgresql":
        return True
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(model._meta.db_table)} IN ACCESS EXCLUSIVE MODE")
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError:
        return False
    return not model._default_manager.exists()


@contextmanager
def built_after(model: type[models.Model], found: Sequence[Index]) -> Iterator[None]:
    """Within a transaction: should it fail, the indexes are what they were."""
    with connection.cursor() as cursor:
        for index in found:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(index.name)}")
    yield
    if connection.vendor == "postgresql":
        connection.check_constraints()  # of the rows: it builds nothing while that is still to do
    with connection.cursor() as cursor:
        for index in found:
            cursor.execute(index.definition)
        if connection.vendor == "postgresql":  # which knows nothing of the rows yet
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


@contextmanager
def in_little_memory() -> Iterator[None]:
    """What is written in its order and sorted once needs little of the file at a time; SQLite would keep all it can,
    and sort in as much again."""
    if connection.vendor != "sqlite":
        yield
        return
    raw = connection.connection  # also where the transaction is broken, and takes no more queries
    [usual] = raw.execute("PRAGMA cache_size").fetchone()
    raw.execute(f"PRAGMA cache_size = {CACHE}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA cache_size = {usual}")
