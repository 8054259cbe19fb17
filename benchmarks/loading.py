"""A file of contacts loaded by the product, and the same file by the database's own tool into a table of the same
columns and indexes; each in a fresh process."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - the settings come first
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks import usual_import  # noqa: E402
from benchmarks.contacts_file import HEADINGS  # noqa: E402
from intake.loads.loading import load_file  # noqa: E402
from intake.loads.wanted import Wanted  # noqa: E402
from intake.registry import dataset  # noqa: E402

TABLE = "as_loaded"
FIELDS = {  # the columns of the file as the product's table has them
    "contact_id": "reference",
    "child_id": "child",
    "incident_id": "incident",
    "received": "received_on",
    "decided": "decided_on",
    "source": "source",
    "age": "age",
    "area": "area",
    "team": "team_said",
    "outcome": "outcome",
    "closure_reason": "closure_reason",
    "referral_id": "referral",
}


def product(path: Path, dry_run: bool = False) -> dict[str, Any]:
    wanted = Wanted(
        dataset("contacts"), path, path.name, None, timezone.now(), accepted_because="Measured", dry_run=dry_run
    )
    start = time.perf_counter()
    outcome = load_file(wanted)
    seconds = time.perf_counter() - start
    if outcome.refused:
        raise SystemExit(outcome.refused)
    return {
        "seconds": seconds,
        "rows": outcome.rows,
        "errors": len(outcome.errors),
        "peak": peak(),
        "load": outcome.load,
    }


def peak() -> float:
    """Megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 / (1024 if sys.platform == "darwin" else 1)


def by_hand(path: Path, *onto: Path) -> dict[str, Any]:
    """`\\copy` or `.import`, into a table of the same columns and indexes: nothing is checked, hashed, encrypted.
    `onto`: files that are there before, with `.import` only."""
    return {"seconds": copied(path) if connection.vendor == "postgresql" else imported(path, onto)}


def copied(path: Path) -> float:
    database = settings.DATABASES["default"]
    url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    model = dataset("contacts").model
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        cursor.execute(f"CREATE TABLE {TABLE} (LIKE {model._meta.db_table} INCLUDING ALL)")
        for field in model._meta.concrete_fields:
            if not field.null and field.name not in (*FIELDS.values(), "id"):
                value = {"load": "1", "row": "1", "month": "'2020-01-01'"}.get(field.name, "''")
                cursor.execute(f"ALTER TABLE {TABLE} ALTER COLUMN {field.column} SET DEFAULT {value}")
    columns = ", ".join(FIELDS[name] for name in HEADINGS)
    force = ", ".join(FIELDS[name] for name in HEADINGS if name not in ("age", "decided", "received"))
    copy = f"\\copy {TABLE} ({columns}) FROM '{path}' WITH (FORMAT csv, HEADER, FORCE_NOT_NULL ({force}))"
    start = time.perf_counter()
    subprocess.run(["psql", "-qX", url, "-c", "SET datestyle = 'ISO, DMY'", "-c", copy], check=True)
    seconds = time.perf_counter() - start
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")
    return seconds


def imported(path: Path, onto: Sequence[Path]) -> float:
    """Into a database of its own. `.import` wants a table with the columns of the file and no others: an index over
    others is one over a column that the file has."""
    model = dataset("contacts").model
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    kept = set(FIELDS.values())
    indexes = [[*dict.fromkeys(name if name in kept else "received_on" for name in one["columns"])]
               for one in found.values() if one["index"]]  # fmt: skip
    columns = ", ".join(f"{FIELDS[name]} {'smallint' if name == 'age' else 'text'}" for name in HEADINGS)
    into = [f".mode csv\n.import --skip 1 {file} {TABLE}\n" for file in (*onto, path)]
    begin = [
        f"CREATE TABLE {TABLE} ({columns});",
        *(f"CREATE INDEX i{n} ON {TABLE} ({', '.join(names)});" for n, names in enumerate(indexes)),
        *into[:-1],
    ]
    with tempfile.TemporaryDirectory(prefix="council-import-") as folder:
        told(folder, begin)
        start = time.perf_counter()
        told(folder, into[-1:])
        return time.perf_counter() - start


def told(folder: str, statements: list[str]) -> None:
    set_up = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;"
    tool = ["sqlite3", f"{folder}/x.sqlite3"]
    subprocess.run(tool, input="\n".join([set_up, *statements]), text=True, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    what, *files = sys.argv[1:]
    measured: dict[str, Callable[..., dict[str, Any]]] = {
        "product": product,
        "dry_run": partial(product, dry_run=True),
        "by_hand": by_hand,
        "usual": usual_import.measured,
    }
    print(json.dumps(measured[what](*map(Path, files))))
