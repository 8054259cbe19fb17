"""How records that people keep here as well take in a file: what a file says of each is held against what is kept."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from intake.problems import Wrong
from organisation.models import User

Facts = Mapping[str, str]  # {column: as a file writes it}; '' is nothing, a day is ISO


class Asked(NamedTuple):
    """On whose behalf a file is taken in. `because`: why its warnings do not stop it."""

    by: User | None  # None: on the command line
    at: datetime
    load: int
    because: str
    why: str  # for the history of each record: which load it was


@dataclass(frozen=True)
class Change:
    """One record that a row adds or changes. `said`: what its columns hold; `becomes`: all of it, once that is done."""

    key: str
    row: int
    was: Facts | None  # None: it is added
    said: Mapping[str, Any]
    becomes: Facts

    def sets(self, column: str) -> bool:
        return column in self.becomes and (self.was or {}).get(column, "") != self.becomes[column]


class Merging(ABC):
    """Within the transaction of one file. A refusal names the column that it is about in its field."""

    def __init__(self, today: date) -> None:
        self.today = today

    @abstractmethod
    def now(self) -> dict[str, Facts]:
        """{key: what is kept of it}, of every record."""

    @abstractmethod
    def read(self, said: Mapping[str, Any]) -> tuple[str, Facts]:
        """Key and facts of a row, from the checked cells of the columns that its file has."""

    @abstractmethod
    def put(self, change: Change, asked: Asked) -> Iterable[tuple[str, Wrong]]:
        """Adds or changes one record by the rules. Gives warnings by column. Raises Refused."""

    def join(self, change: Change, asked: Asked) -> Iterable[tuple[str, Wrong]]:
        """What points to other records of the file, once all are there. Gives warnings. Raises Refused."""
        return ()

    @abstractmethod
    def restore(self, key: str, facts: Facts, asked: Asked) -> None:
        """Makes a record exactly what it was, whatever rules say: for undoing. Raises Refused."""

    @abstractmethod
    def remove(self, keys: Collection[str], asked: Asked) -> None:
        """Records that the load added, and nothing was done with since. Raises Refused."""

    @abstractmethod
    def month(self) -> date:
        """Of which month a load is that is taken in today."""
