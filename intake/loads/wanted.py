"""What is asked of a file, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from intake.checks.headings import Matched
from intake.dataset import Dataset, Layout
from intake.files.table import Table
from intake.files.workbook import Sheets
from intake.loads.changes import Change
from intake.loads.difference import Difference
from intake.loads.steps import Progress
from intake.merging import Facts
from intake.problems import Problem
from organisation.models import User


@dataclass(frozen=True)
class Wanted:
    """A file and what its sender says of it. `remembered`: {plain heading: column}, see intake.checks.headings.
    `accepted_because`: why its warnings do not stop it; empty: they do."""

    dataset: Dataset
    path: Path
    name: str
    by: User | None
    at: datetime
    sheet: str | None = None
    month: date | None = None
    remembered: Mapping[str, str] = field(default_factory=dict)
    accepted_because: str = ""
    dry_run: bool = False
    is_preview: bool = False  # a dry run that tells changed records, and what figures of the newest month would become
    progress: Progress = lambda step, rows: None


class Opened(NamedTuple):
    """A file whose headings are understood."""

    layout: Layout
    matched: Matched
    table: Table
    sha256: str


class Altered(NamedTuple):
    """A record that people keep here as well, before a file and after it. `was` is None where the file added it."""

    key: str
    row: int
    was: Facts | None
    became: Facts


@dataclass
class Outcome:
    """What became of a file. `refused` is a sentence where it could not be read at all."""

    rows: int = 0
    good: int = 0
    errors: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()
    refused: str | None = None
    load: int | None = None
    added: int = 0
    changed: int = 0
    gone: int = 0
    months: Sequence[Difference] = ()
    changes: Mapping[str, Sequence[Change]] = field(default_factory=dict)  # of a preview: {kind: the first of them}
    altered: Sequence[Altered] = ()
    figures: Sequence[tuple[str, str, str]] = ()
    left_out: Sequence[str] = ()
    said: str = ""
    layout: str = ""
    headings: Sequence[str] = ()
    sheets: Sheets | None = None  # of a workbook
    harmless: Collection[str] = ()  # codes of warnings that need no reason

    def saw(self, sheets: Sheets) -> None:
        self.sheets = sheets

    @property
    def needs_reason(self) -> bool:
        """Whether any warning stops the file until somebody says why it does not."""
        return any(found.code not in self.harmless for found in self.warnings)


class Undone(Exception):
    """Ends the transaction of a file that is not loaded."""
