"""Keeps a lease alive while a job works, so that a long silent step is not taken for a dead worker."""

import logging
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)


class Heartbeat:
    """Calls `renew` every so many seconds in a thread, until stopped or told False.

    The thread has a database connection of its own, closed after every beat. Stop it before a transaction that stores
    much: on SQLite the beat would wait for that transaction.
    """

    def __init__(self, renew: Callable[[], bool], every: float) -> None:
        self._renew = renew
        self._every = every
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _beat(self) -> None:
        while not self._stopped.wait(self._every):
            try:
                if not self._renew():
                    return
            except DatabaseError as problem:
                logger.warning("A lease was not renewed this time: %s", problem)
            finally:
                connection.close()
