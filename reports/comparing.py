"""What changed between two papers of a month: numbers, the loads behind them, and the words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Literal

from figures import months
from figures.words import NO_DATA, side
from reports.reading_page import Frozen, amount
from reports.tree import Node, flat

Paper = dict[str, Any]  # as Compiled.as_dict gives it
NUMBERS = ("counted", "of", "value", "suppressed")
FRONT = ("front", "The cover")
ALIKE = 0.4  # below this two blocks of text are another text, not a changed one


@dataclass(frozen=True)
class Number:
    """A reading before and after; None where the paper does not print it."""

    label: str
    month: str
    part: str  # what of the figure, in words; '' is the whole council
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Piece:
    """Words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    words: str


@dataclass(frozen=True)
class Section:
    title: str
    was: str = ""  # its title before, where that changed
    blocks: tuple[tuple[Piece, ...], ...] = ()
    kind: Literal["same", "gone", "new"] = "same"


@dataclass(frozen=True)
class Comparison:
    changed: tuple[Number, ...] = ()
    added: tuple[Number, ...] = ()
    gone: tuple[Number, ...] = ()
    loads_added: tuple[dict[str, Any], ...] = ()
    loads_gone: tuple[dict[str, Any], ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def numbers(self) -> int:
        return len(self.changed) + len(self.added) + len(self.gone)

    @property
    def nothing(self) -> bool:
        return not (self.numbers or self.loads_added or self.loads_gone or self.sections)


def compare(before: Paper, after: Paper) -> Comparison:
    old, new = by_ref(before), by_ref(after)
    definitions = {each["key"]: each for paper in (before, after) for each in paper["definitions"]}

    def number(ref: str) -> Number:
        row = new.get(ref) or old[ref]
        frozen = Frozen(row, definitions[row["key"]])
        return Number(
            label=row["label"],
            month=months.name(months.parse(row["month"])),
            part=part(frozen),
            before=told(frozen, old.get(ref)),
            after=told(frozen, new.get(ref)),
        )

    loads_before, loads_after = by_id(before), by_id(after)
    return Comparison(
        changed=tuple(number(ref) for ref in new if ref in old and differs(old[ref], new[ref])),
        added=tuple(number(ref) for ref in new if ref not in old),
        gone=tuple(number(ref) for ref in old if ref not in new),
        loads_added=tuple(load for id, load in loads_after.items() if id not in loads_before),
        loads_gone=tuple(load for id, load in loads_before.items() if id not in loads_after),
        sections=tuple(changed_sections(before["tree"], after["tree"])),
    )


# Numbers


def by_ref(paper: Paper) -> dict[str, dict[str, Any]]:
    return {row["ref"]: row for row in paper["readings"]}


def by_id(paper: Paper) -> dict[int, dict[str, Any]]:
    return {load["id"]: load for load in paper["loads"]}


def differs(before: dict[str, Any], after: dict[str, Any]) -> bool:
    return any(before[name] != after[name] for name in NUMBERS)


def part(frozen: Frozen) -> str:
    by = (frozen.row["by"] or {}).items()
    labels = [f"{frozen.definition['dimensions'][key]['label']}: {frozen.value_label(key, code)}" for key, code in by]
    scope = [frozen.row["scope"].replace("-", " ")] if frozen.row["scope"] else []
    return ", ".join([*scope, *labels])


def told(frozen: Frozen, row: dict[str, Any] | None) -> str | None:
    """'25.9% (69.5 of 268)': what is hidden stays hidden."""
    if row is None:
        return None
    value = frozen.shown(row)
    if row["suppressed"] or row["counted"] is None or not frozen.definition["of"]:
        return value
    of = side(amount(row["of"]))
    return value if of == NO_DATA else f"{value} ({side(amount(row['counted']))} of {of})"


# Words


def changed_sections(before: Node, after: Node) -> Iterable[Section]:
    """In the order of the later paper; those that went come last."""
    old, new = sections(before), sections(after)
    for name, (title, texts) in new.items():
        if name not in old:
            yield Section(title, blocks=tuple((Piece("new", text),) for text in texts), kind="new")
            continue
        was, texts_before = old[name]
        blocks = tuple(changed_blocks(texts_before, texts))
        if blocks or was != title:
            yield Section(title, was if was != title else "", blocks)
    for name, (title, texts) in old.items():
        if name not in new:
            yield Section(title, blocks=tuple((Piece("gone", text),) for text in texts), kind="gone")


def sections(tree: Node) -> dict[str, tuple[str, list[str]]]:
    """Title and blocks of text under each heading, by its id. Numbers of paragraphs are left out: they only shift."""
    cover = tree["cover"]
    front = [tree["title"], cover["lead"], *(f"{label}: {value}" for label, value in cover["fields"]), *cover["asks"]]
    texts = [*front, f"Data as at {months.day(date.fromisoformat(tree['as_at']))}"]
    found = {FRONT[0]: (FRONT[1], texts)}
    for node in tree["body"]:
        if node["kind"] == "heading":
            texts = []
            found[node["id"]] = (node["text"], texts)
        else:
            texts += block_texts(node)
    return found


def block_texts(node: Node) -> list[str]:
    """The words of a node. Cells of tables and points of charts are numbers, which are compared as readings."""
    kind = node["kind"]
    if kind == "para":
        return [flat(node["runs"])]
    if kind == "list":
        return [flat(item) for item in node["items"]]
    if kind == "table":
        return [node["caption"], *([flat(node["note"])] if node["note"] else [])]
    if kind == "chart":
        return [node["title"], *([flat(node["note"])] if node["note"] else [])]
    if kind == "action":
        return [action_text(node)]
    if kind == "definitions":
        return [f"{item['label']}. {item['text']}" for item in node["items"]]
    if kind == "abbreviations":
        return [f"{short}: {long}" for short, long in node["items"]]
    return []  # key figures


def action_text(node: Node) -> str:
    names = ("original", "agreed", "forecast", "completed")
    dates = [f"{name} date {months.day(date.fromisoformat(node[name]))}." for name in names if node[name]]
    update = flat((node["update"] or {}).get("runs"))
    return " ".join(
        part for part in (f"{node['ref']} {node['what']}:", node["brag"], flat(node["reason"]), *dates, update) if part
    )


def changed_blocks(before: Sequence[str], after: Sequence[str]) -> Iterable[tuple[Piece, ...]]:
    """Each block that is not as it was, word by word where it is the same text changed."""
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        old, new = list(before[i:j]), list(after[k:m])
        for text in new:
            match = closest(text, old)
            if match is None:
                yield (Piece("new", text),)
            else:
                old.remove(match)
                yield changed_words(match, text)
        yield from ((Piece("gone", text),) for text in old)


def closest(text: str, candidates: Sequence[str]) -> str | None:
    """The candidate of which it is another wording, if any is."""
    words = text.split()
    rated = [(SequenceMatcher(None, other.split(), words, autojunk=False).ratio(), other) for other in candidates]
    best = max(rated, default=(0.0, ""), key=lambda pair: pair[0])
    return best[1] if best[0] >= ALIKE else None


def changed_words(before: str, after: str) -> tuple[Piece, ...]:
    old, new = before.split(), after.split()
    pieces = Pieces()
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.add("same", new[k:m])
        else:
            pieces.add("gone", old[i:j])
            pieces.add("new", new[k:m])
    return tuple(pieces.kept)


@dataclass
class Pieces:
    kept: list[Piece] = field(default_factory=list)

    def add(self, kind: Literal["same", "gone", "new"], words: Sequence[str]) -> None:
        if words:
            self.kept.append(Piece(kind, " ".join(words)))
