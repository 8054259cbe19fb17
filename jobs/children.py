"""The processes of the product on one machine: what they are, and one of them as it lives and dies."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

AT_ONCE = 10.0  # seconds: a child that lived shorter died at once
LONGEST_PAUSE = 30.0
LARGEST_LOG = 1_000_000  # bytes; a larger one is put aside at the next start


@dataclass
class Child:
    """A command under a tether, with a log. Its process group has the tether's id."""

    name: str
    command: list[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    deaths_at_once: int = 0

    def start(self, lifeline: int) -> None:
        tethered = [sys.executable, "-m", "jobs.tether", str(lifeline), *self.command]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                tethered,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=settings.BASE_DIR,
                pass_fds=(lifeline,),
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def bury(self, now: float) -> float:
        """Ends what the dead child left, and sets when to start it again; gives the pause in seconds."""
        self.kill()
        self.process = None
        self.deaths_at_once = self.deaths_at_once + 1 if now - self.started_at < AT_ONCE else 0
        pause = min(2.0 ** max(self.deaths_at_once - 1, 0), LONGEST_PAUSE)
        self.start_at = now + pause
        return pause

    def terminate(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def kill(self) -> None:
        """The whole group: also a grandchild whose parent is gone."""
        if self.process is None:
            return
        with suppress(ProcessLookupError, PermissionError):  # nobody is left; macOS says so in the second way
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self) -> str:
        lines = self.log.read_text("utf-8", "replace").strip().splitlines() if self.log.exists() else []
        return lines[-1].strip()[:300] if lines else "nothing"


def children(host: str, port: int, logs: Path) -> list[Child]:
    python = [sys.executable, "-m"]
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = [
        *python, "gunicorn", settings.WSGI_APPLICATION.replace(".application", ":application"),
        "--bind", address, "--worker-class", "gthread", "--workers", str(min(2, os.cpu_count() or 1)), "--threads", "8",
        "--graceful-timeout", "3", "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    celery = [*python, "celery", "--quiet", "-A", "config.celery"]
    worker = [
        *celery, "worker", "--pool", "solo", "--concurrency", "1", "--loglevel", "WARNING",
        "--without-gossip", "--without-mingle", "--without-heartbeat",
    ]  # fmt: skip
    scheduler = [*celery, "beat", "--pidfile", "", "--loglevel", "WARNING"]
    commands = {"web server": web, "worker": worker, "scheduler": scheduler}
    return [Child(name, command, logs / f"{name.replace(' ', '-')}.log") for name, command in commands.items()]


def make_room(child: Child) -> None:
    if child.log.exists() and child.log.stat().st_size > LARGEST_LOG:
        child.log.replace(child.log.with_suffix(".log.1"))
