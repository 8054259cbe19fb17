"""Builds the tree: numbers headings, paragraphs, tables and figures, and remembers every reading that is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from figures.figure import Figure
from figures.reading import Reading
from figures.words import shown
from reports import tree
from reports.tree import Node, Run

Words = str | Run | Sequence[str | Run]
Cell = str | list[Run]
Column = tuple[str, str, int]  # heading, left or right, width
GENERATED = " Generated for the demonstration."
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def made_up(records: Iterable[Any]) -> str:
    """Beside what was made up for a demonstration."""
    return GENERATED.strip() if any(record.generated for record in records) else ""


def runs(words: Words) -> list[Run]:
    """A sentence from text and runs."""
    parts = [words] if isinstance(words, str | dict) else words
    return [tree.text(part) if isinstance(part, str) else part for part in parts]


def figures(cell: list[Run]) -> list[Run]:
    return [run for run in cell if run["kind"] == "figure"]


class Writer:
    """One paper in the making. References to numbers that come later are filled in at the end."""

    def __init__(self, is_generated: Callable[[Reading], bool] = lambda reading: False) -> None:
        self.is_generated = is_generated
        self.body: list[Node] = []
        self.printed: dict[str, Reading] = {}  # by ref, in the order in which they appear
        self.charts: list[tuple[Node, list[Column], list[list[Cell]]]] = []  # their data, printed in an appendix
        self._count = [0, 0, 0]
        self._tables = self._figures = self._appendices = 0
        self._within_part = False
        self._forms: list[tuple[Run, str]] = []
        self._names: dict[str, str] = {}

    # Runs

    def figure(self, reading: Reading, words: str = "") -> Run:
        """A number that leads to its reading; its value unless other words are given."""
        self.printed.setdefault(reading.ref, reading)
        return tree.figure(reading.figure.key, reading.ref, words or shown(reading))

    def ref(self, to: str, form: str = "{}") -> Run:
        """A reference to whatever has that id, by the number that it will have: 'section {}'."""
        run = tree.ref(to, form)
        self._forms.append((run, form))
        return run

    def definition(self, figure: Figure) -> Run:
        return self.ref(f"def-{figure.key}")

    # Nodes

    def section(self, title: str, name: str) -> None:
        self._head(1, title, name)

    def part(self, title: str, name: str) -> None:
        self._head(2, title, name)

    def _head(self, level: int, title: str, name: str) -> None:
        self._within_part = level > 1
        number = self._next(level)
        self.body.append({"kind": "heading", "level": level, "number": number, "id": name, "text": title})
        self._names[name] = number

    def heading(self, title: str, name: str, level: int = 3) -> None:
        """A heading without a number."""
        self.body.append({"kind": "heading", "level": level, "number": None, "id": name, "text": title})

    def appendix(self, title: str, name: str) -> None:
        letter = LETTERS[self._appendices]
        self._appendices += 1
        number = f"Appendix {letter}"
        self.body.append({"kind": "heading", "level": 1, "number": number, "id": name, "text": title})
        self._names[name] = number

    def para(self, *words: str | Run, keep: bool = False) -> None:
        number = self._next(3 if self._within_part else 2)
        name = f"p{number}"
        self.body.append({"kind": "para", "number": number, "id": name, "runs": runs(words), "keep": keep})
        self._names[name] = number

    def remark(self, name: str, words: str) -> None:
        """A paragraph without a number, in an appendix."""
        self.body.append({"kind": "para", "number": None, "id": name, "runs": runs(words), "keep": False})

    def bullets(self, items: Iterable[Words]) -> None:
        self.body.append({"kind": "list", "items": [runs(item) for item in items]})

    def table(
        self,
        name: str,
        caption: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        total: bool = False,
        note: Words | None = None,
    ) -> None:
        self._tables += 1
        self._names[name] = str(self._tables)
        self.body.append(
            {
                "kind": "table",
                "number": self._tables,
                "id": name,
                "caption": caption,
                "columns": [{"text": text, "align": align, "width": width} for text, align, width in columns],
                "rows": [list(row) for row in rows],
                "total": total,
                "note": [*(runs(note) if note else []), *self.mark(rows)] or None,
            }
        )

    def chart(
        self,
        name: str,
        title: str,
        what: str,
        alt: str,
        spec: dict[str, Any],
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        note: Words = "",
    ) -> None:
        """A chart; its data follow as a table in an appendix."""
        self._figures += 1
        self._names[name] = str(self._figures)
        lead = [] if not note else [*runs(note), tree.text(" ")]
        node = {
            "kind": "chart",
            "number": self._figures,
            "id": name,
            "title": title,
            "what": what,
            "alt": alt,
            "spec": spec,
            "note": [
                *lead,
                tree.text("The data are in "),
                self.ref(f"data-{name}", "Table {}"),
                tree.text("."),
                *self.mark(rows),
            ],
        }
        self.body.append(node)
        self.charts.append((node, list(columns), [list(row) for row in rows]))

    def mark(self, rows: Sequence[Sequence[Cell]]) -> list[Run]:
        """What a demonstration says beside numbers that were made up for it."""
        refs = [run["reading"] for row in rows for cell in row if not isinstance(cell, str) for run in figures(cell)]
        return [tree.text(GENERATED)] if any(self.is_generated(self.printed[ref]) for ref in refs) else []

    def add(self, node: Node) -> None:
        self.body.append(node)
        if "id" in node:
            self._names[node["id"]] = node.get("number") or node.get("ref", "")

    def name(self, id: str, number: str) -> None:
        """For what is numbered within a node, such as a definition."""
        self._names[id] = number

    # Numbers

    def _next(self, depth: int) -> str:
        self._count[depth - 1 :] = [self._count[depth - 1] + 1] + [0] * (3 - depth)
        return ".".join(str(part) for part in self._count[:depth])

    def finish(self) -> list[Node]:
        for run, form in self._forms:
            run["text"] = form.format(self._names.get(run["to"], run["to"]))
        return self.body
