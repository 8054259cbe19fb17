"""Starting the product's own processes from a test, on the test's database and queue."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import environ
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def environment(**changes: str) -> dict[str, str]:
    """That of this process, with the database that the test runs on; an empty value takes a variable away."""
    changed = {**os.environ, "DATABASE_URL": database_url(), **changes}
    return {name: value for name, value in changed.items() if value != ""}


def database_url() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    address = environ.urlparse(os.environ["DATABASE_URL"])
    return address._replace(path=f"/{database['NAME']}").geturl()


def python(*arguments: str, env: dict[str, str], log: Path) -> subprocess.Popen[str]:
    with log.open("w") as output:
        return subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT, text=True
        )


def wait_for(condition: Callable[[], object], seconds: float = 30.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def descendants(pid: int) -> set[int]:
    """Every process below this one, from `ps`, which every POSIX system has."""
    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in (line.split() for line in listing.splitlines())}
    found: set[int] = set()
    while more := {child for child, parent in parents.items() if parent in found | {pid}} - found:
        found |= more
    return found


def is_alive(pid: int) -> bool:
    """A zombie that waits for its parent does not count."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


def queue_name() -> str:
    return settings.CELERY_TASK_DEFAULT_QUEUE
