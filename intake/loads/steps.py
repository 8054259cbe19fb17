"""How far the reading of a file is, as it is told while it goes on."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """In their order."""

    OPEN = "open"  # unpacked and looked through
    READ = "read"  # row by row; in a load written too
    COMPARE = "compare"  # with what is loaded
    SETTLE = "settle"  # what is worked out from all rows at once


Progress = Callable[[Step, int], None]  # which step, and how many rows are read; it may raise Stopped


class Stopped(Exception):
    """Somebody wants the work to end here: all of it is undone."""
