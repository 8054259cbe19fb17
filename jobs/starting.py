"""What must hold before the product starts; each refusal is one sentence, or two, that say what to do."""

import errno
import fcntl
import ipaddress
import os
import socket
from pathlib import Path
from typing import TextIO

from celery import current_app
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

ANOTHER = "Choose another, for example: PORT=8001 make demo"


class CannotStart(Exception):
    """The message is for the person at the terminal."""


def check_host(host: str) -> None:
    if settings.DEMO and not is_loopback(host):
        raise CannotStart(
            "The demonstration listens on this machine only, since anyone who reaches it may do anything in it. "
            "Leave out --host, or start without DEMO."
        )


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def check_port(host: str, port: int) -> None:
    """Binds it for a moment."""
    if not 1 <= port <= 65535:
        raise CannotStart(f"Port {port} is not between 1 and 65535. {ANOTHER}")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(address)
    except socket.gaierror:
        raise CannotStart(f"{host} is not an address of this machine. Leave out --host.") from None
    except OSError as problem:
        raise CannotStart(port_sentence(host, port, problem)) from None


def port_sentence(host: str, port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. {ANOTHER}"
    if problem.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} is not allowed to you on this machine. {ANOTHER}"
    if problem.errno == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine. Leave out --host."
    return f"Port {port} cannot be used ({problem.strerror}). {ANOTHER}"


def check_database() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CannotStart("The database is not migrated. Run './manage.py migrate', then try again.")


def broker_problem() -> str:
    """A sentence when messages cannot be sent now; work waits then, nothing is lost. Empty when all is well."""
    quickly = {"socket_connect_timeout": 2, "socket_timeout": 2}
    try:
        with current_app.connection_for_read(transport_options=quickly) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except Exception as problem:  # noqa: BLE001 - each broker has its own errors
        return f"Redis does not answer ({problem}). Long work waits until it does; check REDIS_URL."
    return ""


def make_folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
        (path / ".writable").touch()
        (path / ".writable").unlink()
    except OSError as problem:
        raise CannotStart(
            f"{path} cannot be written to ({problem.strerror}). Set DATA_DIR to a folder that you may write to."
        ) from None
    return path


def forget_broken_routes(broker: Path) -> None:
    """A process killed while it wrote a route leaves an empty file, on which every later start would stumble."""
    for route in (broker / "control").glob("*.exchange"):
        route.unlink(missing_ok=True)


def hold(data_dir: Path, port: int) -> TextIO:
    """The lock of this folder, held while the file that is given back is open: one run at a time."""
    lock = (data_dir / "run.lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        with lock:
            lock.seek(0)
            holder = lock.read().strip() or "starting"
        raise CannotStart(
            f"The product already runs on {data_dir} ({holder}). "
            "Stop it first, with Ctrl-C where it was started, or set DATA_DIR to another folder."
        ) from None
    lock.truncate(0)
    lock.write(f"process {os.getpid()}, port {port}")
    lock.flush()
    return lock
