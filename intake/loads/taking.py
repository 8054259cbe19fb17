"""What taking in a file of any kind has in common, within its transaction."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.utils import timezone

from intake.checks.checking import Check
from intake.columns import Identifier
from intake.loads.wanted import Opened, Outcome, Undone, Wanted
from intake.models import BroughtFile, Load
from intake.references import keys
from organisation.refused import Refused


class Taking(ABC):
    """One file. `run` raises Undone where it is not to be loaded, and Refused."""

    EMPTY: ClassVar[str]  # what is said of a file without rows

    def __init__(self, wanted: Wanted, opened: Opened, outcome: Outcome) -> None:
        self.wanted, self.outcome = wanted, outcome
        self.layout, self.table, self.sha256 = opened.layout, opened.table, opened.sha256
        self.ids = [column for column in self.layout.columns if isinstance(column, Identifier)]
        then = {column.name: keys.hashing(column.of) for column in self.ids}
        today = timezone.localdate(wanted.at)
        self.check = Check(
            wanted.dataset, self.layout, opened.matched, self.table.headings, wanted.month, today, then
        )  # fmt: skip

    @abstractmethod
    def run(self) -> None: ...

    def new_file(self) -> BroughtFile:
        return BroughtFile.objects.create(
            dataset=self.wanted.dataset.name, layout=self.layout.name, name=self.wanted.name[:200],
            sha256=self.sha256, size=self.wanted.path.stat().st_size, said=self.table.said[:200], rows=0,
            loaded_by=self.wanted.by, loaded_at=self.wanted.at, accepted_because=self.wanted.accepted_because,
        )  # fmt: skip

    def described(self) -> dict[str, Any]:
        """Of each load of the file."""
        return {
            "source": self.wanted.dataset.source.key, "name": self.wanted.name[:200], "sha256": self.sha256,
            "loaded_at": self.wanted.at, "loaded_by": self.wanted.by,
        }  # fmt: skip

    def tell(self) -> None:
        self.outcome.rows = self.check.rows
        self.outcome.good = self.check.rows - len(self.check.bad_rows)
        self.outcome.errors = sorted(self.check.errors)
        self.outcome.warnings, self.outcome.harmless = sorted(self.check.warnings), self.check.harmless
        if not self.check.rows and not self.wanted.month:
            raise Refused(self.EMPTY)

    def undo_unless_wanted(self) -> None:
        """Errors, warnings without a reason, and a dry run load nothing."""
        unanswered = self.outcome.needs_reason and not self.wanted.accepted_because
        if self.check.errors or unanswered or self.wanted.dry_run:
            raise Undone

    def counted(self, file: BroughtFile, loads: list[Load], **about: Any) -> None:
        """What the file brought, on its row."""
        self.outcome.load = min(load.pk for load in loads)
        BroughtFile.objects.filter(pk=file.pk).update(
            rows=self.outcome.rows, warnings=len(self.outcome.warnings), added=self.outcome.added,
            changed=self.outcome.changed, gone=self.outcome.gone, **about,
        )  # fmt: skip
