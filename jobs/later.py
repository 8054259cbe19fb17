"""Work that can be done later, while a server elsewhere is away. It is no fault, and nothing is lost."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
GIVES_UP = timedelta(days=3)  # after it was asked for


class TryLater(Exception):
    """What is the matter, and, if it lasts until the job gives up, what the person who asked can do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def next_try(now: datetime, times: int) -> datetime:
    """Each wait is twice as long as the one before, an hour at most. `times` is how often it was put off before."""
    return now + min(FIRST * 2 ** min(times, 10), LONGEST)


def is_too_late(asked_at: datetime, now: datetime) -> bool:
    return now - asked_at >= GIVES_UP
