"""How records that people keep here as well take in a file: what a file says of each is held against what is kept."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from intake.columns import without_apostrophe
from intake.problems import Wrong
from organisation.models import User
from organisation.refused import Refused

AGAINST_A_RULE = "against_a_rule"

Facts = Mapping[str, str]  # {column: as a file writes it}; '' is nothing, a day is ISO


class Asked(NamedTuple):
    """On whose behalf a file is taken in. `because`: why its warnings do not stop it."""

    by: User | None  # None: on the command line
    at: datetime
    load: int
    because: str
    why: str  # for the history of each record: which load it was
    left_out: Collection[str] = ()  # keys of rows that are wrong: other rows may point to them


@dataclass(frozen=True)
class Change:
    """One record that a row adds or changes. `said`: what its columns hold; `becomes`: all of it, once that is done."""

    key: str
    row: int
    was: Facts | None  # None: it is added
    said: Mapping[str, Any]
    becomes: Facts
    raw: Mapping[str, str]  # its cells, as they stand in the file

    def sets(self, column: str) -> bool:
        return column in self.becomes and (self.was or {}).get(column, "") != self.becomes[column]


@dataclass
class Telling:
    """What is to be said of one row, column by column: all of it, not the first."""

    warnings: list[tuple[str, Wrong]] = field(default_factory=list)
    errors: list[tuple[str, Wrong]] = field(default_factory=list)

    def warn(self, column: str, code: str, words: str) -> None:
        self.warnings.append((column, Wrong(code, words)))

    @contextmanager
    def of(self, column: str) -> Iterator[None]:
        """What is refused within it is told of the column, or of the one that the refusal names."""
        try:
            yield
        except Refused as refused:
            self.errors.append((refused.field or column, Wrong(AGAINST_A_RULE, refused.sentence.rstrip("."))))


class Merging(ABC):
    """Within the transaction of one file."""

    def __init__(self, today: date) -> None:
        self.today = today

    @abstractmethod
    def now(self) -> dict[str, Facts]:
        """{key: what is kept of it}, of every record."""

    @abstractmethod
    def read(self, said: Mapping[str, Any]) -> tuple[str, Facts]:
        """Key and facts of a row, from the checked cells of the columns that its file has."""

    def is_same(self, column: str, kept: str, said: str, cell: str) -> bool:
        """Whether what a file says is what is kept. `cell`: as it stands in the file."""
        return said in (kept, without_apostrophe(kept))

    @abstractmethod
    def put(self, change: Change, asked: Asked, tell: Telling) -> None:
        """Adds or changes one record by the rules. Where it tells an error, what it did is undone."""

    def join(self, change: Change, asked: Asked, tell: Telling) -> None:  # noqa: B027 - few have anything to join
        """What points to other records of the file, once all are there."""

    def undone(self) -> None:  # noqa: B027 - few keep anything
        """What was done for a row is undone: what is known of it is read anew."""

    @abstractmethod
    def restore(self, key: str, facts: Facts, asked: Asked) -> None:
        """Makes a record exactly what it was, whatever rules say: for undoing. Raises Refused."""

    @abstractmethod
    def remove(self, keys: Collection[str], asked: Asked) -> None:
        """Records that the load added, and nothing was done with since. Raises Refused."""

    @abstractmethod
    def month(self) -> date:
        """Of which month a load is that is taken in today."""
