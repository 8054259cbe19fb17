"""A demonstration of its own in a temporary folder, and the product's commands run on it as children."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent


class Demonstration:
    """The environment that leads every child to the temporary folder."""

    def __init__(self, folder: Path, address: str = "", schema: str = "public") -> None:
        """`address`: of a database on PostgreSQL, and the schema of it; without one SQLite, in the folder."""
        self.folder, self.schema = folder, schema
        if schema != "public" and address:
            address += f"?options=-csearch_path%3D{schema}"
        told = {
            "DATA_DIR": str(folder),
            "DEMO": "1",
            "DATABASE_URL": address,
            "REDIS_URL": "",
            "DEBUG": "",
            "HTTPS": "",
        }
        self.environment = {**os.environ, **told, "DJANGO_SETTINGS_MODULE": "config.settings"}

    def python(self, *arguments: str) -> str:
        """Runs to its end; what it printed."""
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout

    def migrated(self) -> Self:
        """With tables and nothing in them."""
        self.python("manage.py", "migrate", "--verbosity", "0")
        return self

    def emptied(self) -> Self:
        """Without what an earlier measurement left in a database that is not in the folder."""
        if self.environment["DATABASE_URL"]:
            self.python("-m", "benchmarks.emptying", self.schema)
        return self

    def measured(self, module: str, *arguments: str) -> dict[str, Any]:
        """What a module of this package measured in a fresh process: the JSON in its last line."""
        return json.loads(self.python("-m", f"benchmarks.{module}", *arguments).splitlines()[-1])


@contextmanager
def demonstration() -> Iterator[Demonstration]:
    """Made, loaded, and removed at the end."""
    with tempfile.TemporaryDirectory(prefix="council-demonstration-") as folder:
        made = Demonstration(Path(folder)).migrated()
        made.python("manage.py", "load_demo")
        yield made


@contextmanager
def big_plan(years: int) -> Iterator[Demonstration]:
    """A plan with so many years of history and nothing else, removed at the end."""
    with tempfile.TemporaryDirectory(prefix="council-plan-") as folder:
        made = Demonstration(Path(folder)).migrated()
        made.measured("big_plan", str(years))
        yield made
