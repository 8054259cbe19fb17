"""One consistent look at the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """A transaction in which every query sees the same records: REPEATABLE READ on PostgreSQL.

    SQLite's transactions are such anyway; this one keeps nobody else from writing. Within another transaction it joins
    that one, as tests do.
    """
    outermost = not connection.in_atomic_block
    with without_the_lock(), transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def without_the_lock() -> Iterator[None]:
    """On SQLite a transaction takes the lock for writing as it begins, as the settings say: a reader needs none."""
    if connection.vendor != "sqlite":
        yield
        return
    sqlite: Any = connection
    sqlite.ensure_connection()  # connecting sets the mode anew
    usual = sqlite.transaction_mode
    sqlite.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        sqlite.transaction_mode = usual


def let_go_of_pages() -> None:
    """Gives back the pages that SQLite has read, up to 64 MB by the settings, before work that needs room itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA shrink_memory")
