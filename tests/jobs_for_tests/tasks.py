"""Jobs whose effect a test can count: each adds a Service with the name that it was given."""

import time
import uuid
from datetime import date
from pathlib import Path

from jobs.later import TryLater
from jobs.registry import job
from jobs.running import JobProblem, Running
from organisation.models import Service


@job("tests.note")
def note(running: Running, *, name: str) -> None:
    with running.finishing():
        add(name)


@job("tests.hang_once")
def hang_once(running: Running, *, name: str, sign: str) -> None:
    """Hangs the first time, after making the file `sign`; the second time it goes through."""
    if not Path(sign).exists():
        Path(sign).touch()
        time.sleep(120)
    with running.finishing():
        add(name)


@job("tests.refuse")
def refuse(running: Running) -> None:
    add("never kept")
    raise JobProblem("The file has no rows.", "Choose another file.")


@job("tests.later")
def later(running: Running) -> None:
    raise TryLater("The mail server does not answer.", "Check the mail server.")


@job("tests.fault")
def fault(running: Running) -> None:
    raise ZeroDivisionError("one of ours")


def add(name: str) -> None:
    Service.objects.create(slug=uuid.uuid4().hex, name=name, starts_on=date(2020, 1, 1))
