"""Triggers that refuse a change of what is frozen. Installed after every migration, since SQLite drops a table's
triggers when the table changes. See docs/decisions/0002-frozen-editions.md."""

from __future__ import annotations

from django.db import connections

MESSAGE = "What was compiled, signed or logged is never changed; what was signed or logged is never removed."
FROZEN = {  # table: condition under which a deletion is refused; a change always is
    "reports_compilation": "EXISTS (SELECT 1 FROM reports_edition WHERE compilation_id = OLD.id)",
    "reports_file": "EXISTS (SELECT 1 FROM reports_edition WHERE compilation_id = OLD.compilation_id)",
    "reports_edition": "1 = 1",
    "improvement_standing": "1 = 1",
    "improvement_riskstanding": "1 = 1",
    "improvement_recommendationstanding": "1 = 1",
    "improvement_areastanding": "1 = 1",
    "improvement_measurestanding": "1 = 1",
    "improvement_riskreview": "1 = 1",
    "improvement_allocation": "1 = 1",
    "improvement_spending": "1 = 1",
    "history_sight": "1 = 1",
}
EVENTS = ("update", "delete", "truncate")


def name(table: str, event: str) -> str:
    return f"frozen_{table}_{event}"


def install(using: str = "default") -> None:
    remove(using)
    connection = connections[using]
    create = on_postgresql if connection.vendor == "postgresql" else on_sqlite
    with connection.cursor() as cursor:
        for table, condition in FROZEN.items():
            for event in events(connection.vendor):
                for statement in create(table, event, "1 = 1" if event == "update" else condition):
                    cursor.execute(statement)


def events(vendor: str) -> tuple[str, ...]:
    """SQLite has no TRUNCATE."""
    return EVENTS if vendor == "postgresql" else EVENTS[:2]


def on_sqlite(table: str, event: str, condition: str) -> list[str]:
    """INSERT OR REPLACE sets them off too, by the pragma recursive_triggers of config/settings.py."""
    return [
        f"CREATE TRIGGER {name(table, event)} BEFORE {event.upper()} ON {table} FOR EACH ROW "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    ]


def on_postgresql(table: str, event: str, condition: str) -> list[str]:
    """The condition stands in a function, since WHEN may not look at another table there.

    TRUNCATE knows no rows: it is refused where there is a row that may not be deleted.
    """
    if event == "truncate":
        condition = f"EXISTS (SELECT 1 FROM {table} WHERE {condition.replace('OLD.', f'{table}.')})"  # noqa: S608 - of our own words
    given, each = ("NULL", "STATEMENT") if event == "truncate" else ("OLD", "ROW")
    return [
        f"CREATE OR REPLACE FUNCTION {name(table, event)}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN {given}; END $$",
        f"CREATE TRIGGER {name(table, event)} BEFORE {event.upper()} ON {table} FOR EACH {each} "
        f"EXECUTE FUNCTION {name(table, event)}()",
    ]


def remove(using: str = "default") -> None:
    """For tests that empty tables, and before the triggers are made anew."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in FROZEN:
            for event in EVENTS:
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name(table, event)}{on}")


def installed(using: str = "default") -> set[str]:
    """Names of the triggers that are there."""
    connection = connections[using]
    catalogue = (
        "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'frozen_%%'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'frozen_%%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue, [])
        return {row[0] for row in cursor.fetchall()}


def tables_are_there(using: str = "default") -> bool:
    """False when reports was migrated back, or only in part."""
    return set(FROZEN) <= set(connections[using].introspection.table_names())
