"""Notes on a chart: which are drawn, what they say beside it, and where they start limits afresh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from figures import months as calendar
from figures import registry
from figures.models import ChartNote, NoteKind

ELSEWHERE = "limits of the whole figure start afresh"


@dataclass(frozen=True)
class Note:
    """A note as a chart has it. `anew`: limits start afresh there."""

    month: date
    words: str
    anew: bool = False
    reason: str = ""

    @property
    def said(self) -> str:
        """'March 2020: First lockdown.'"""
        said = f"{calendar.name(self.month)}: {self.words.rstrip('.')}."
        return f"{said} Limits are worked out anew: {self.reason.rstrip('.')}." if self.anew else said

    @property
    def brief(self) -> str:
        """For a cell of a table."""
        return f"Limits anew: {self.words}" if self.anew else self.words

    def as_row(self) -> list[Any]:
        return [calendar.code(self.month), self.words, self.anew, self.reason]


def of_row(row: Sequence[Any]) -> Note:
    month, words, anew, reason = row
    return Note(calendar.parse(month), words, anew, reason)


@dataclass(frozen=True)
class Drawn:
    """The notes of the months that a chart shows."""

    notes: Sequence[Note]
    months: Sequence[date]

    @property
    def rebase_at(self) -> list[int]:
        """The first point that is drawn begins a phase anyway."""
        return [i for i, note in self.placed if note.anew and i]

    @property
    def why(self) -> dict[int, str]:
        return {i: note.words for i, note in self.placed if note.anew}

    @property
    def marks(self) -> list[list[Any]]:
        """As a drawing has them: index, words, and what stands before the month where that is not ' from'. What holds
        from a month on is told from what happened in it."""
        return [[i, note.words] if note.anew else [i, note.words, ","] for i, note in self.placed]

    @property
    def placed(self) -> list[tuple[int, Note]]:
        return [(self.months.index(note.month), note) for note in self.notes]

    @property
    def said(self) -> list[str]:
        return [note.said for note in self.notes]

    @property
    def by_month(self) -> Mapping[date, str]:
        """For a column of a table."""
        found: dict[date, str] = {}
        for note in self.notes:
            found[note.month] = "; ".join(filter(None, (found.get(note.month), note.brief)))
        return found


def drawn(notes: Iterable[Note], months: Sequence[date]) -> Drawn:
    """Those of other months are not drawn: a chart of a month says nothing of later ones."""
    return Drawn([note for note in notes if note.month in months], months)


def noted(
    columns: Sequence[str], rows: Sequence[Sequence[str]], months: Sequence[date], notes: Iterable[Note]
) -> dict[str, Any]:
    """A table by month (see parts/history.html), with a column of notes where there is one. `months`: of each row."""
    said = drawn(notes, months).by_month
    if not said:
        return {"columns": columns, "rows": rows, "note": ""}
    with_notes = [[*row, said.get(month, "")] for row, month in zip(rows, months, strict=True)]
    return {"columns": [*columns, "Note"], "rows": with_notes, "noted": True, "note": ""}


class Notes:
    """Those of figures, asked for once."""

    def __init__(self, rows: Iterable[ChartNote]) -> None:
        self.rows = list(rows)

    def on(self, figure: str, part: str = "") -> list[Note]:
        """Of the figure's chart, or of that of a part of it. What happened to the whole is said on the parts' charts
        too; only the limits of the part itself start afresh there."""
        found = [row for row in self.rows if row.figure == figure and row.part in ("", part)]
        return [note(row, row.part == part) for row in found]


def note(row: ChartNote, is_own: bool = True) -> Note:
    if row.kind != NoteKind.REBASE:
        return Note(row.month, row.words)
    return Note(row.month, row.words, True, row.reason) if is_own else Note(row.month, f"{row.words} ({ELSEWHERE})")


def read(figures: Iterable[str] | None = None, *, until: date | None = None) -> Notes:
    """Of these figures, or of all, and of months until this one; as they stand, or stood at the moment as of which
    figures are read."""
    rows = ChartNote.objects.known(registry.known_by())
    if figures is not None:
        rows = rows.filter(figure__in=list(figures))
    return Notes(rows.filter(month__lte=until) if until else rows)


def part_of(scope: str | None, part: Iterable[tuple[str, str]] = ()) -> str:
    """How a note names a part of a figure, be it a part of the council by its slug; '' is the whole."""
    asked = dict(part) | ({"scope": scope} if scope else {})
    return urlencode(sorted(asked.items()))
