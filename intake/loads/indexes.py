"""Indexes of a table that is filled for the first time: built once its rows are there, which takes a third of the time
that keeping them row by row takes. See decision 0015.

PostgreSQL keeps readers of the table waiting meanwhile, so this is for tables in which there is nothing to read yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models

WORTHWHILE = 1_000_000  # bytes of a file: below, there is nothing to gain
DEFINED = {  # names and definitions of those that are worth it
    # a small index is kept by the server while the next rows are read; a table of another owner is not ours to change
    "postgresql": "SELECT pg_class.relname, pg_get_indexdef(pg_class.oid) FROM pg_index "
    "JOIN pg_class ON pg_class.oid = pg_index.indexrelid "
    "WHERE indrelid = %s::regclass AND NOT indisunique AND indnatts > 1 AND pg_has_role(pg_class.relowner, 'MEMBER')",
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s "
    "AND sql NOT LIKE 'CREATE UNIQUE%%'",
}
CACHE = -16_000  # KiB


def is_filled_first(model: type[models.Model], size: int) -> bool:
    """`size`: bytes of the file."""
    return size >= WORTHWHILE and not model._default_manager.exists()


@contextmanager
def built_after(model: type[models.Model]) -> Iterator[None]:
    """Within a transaction: should it fail, the indexes are what they were."""
    with connection.cursor() as cursor:
        cursor.execute(DEFINED[connection.vendor], [model._meta.db_table])
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    if connection.vendor == "postgresql":
        connection.check_constraints()  # of the rows: it builds nothing while that is still to do
    with connection.cursor() as cursor:
        for _, definition in found:
            cursor.execute(definition)


@contextmanager
def in_little_memory() -> Iterator[None]:
    """What is written in its order and sorted once needs little of the file at a time; SQLite would keep all it can,
    and sort in as much again."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        [usual] = cursor.fetchone()
        cursor.execute(f"PRAGMA cache_size = {CACHE}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {usual}")
