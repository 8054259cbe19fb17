"""The document tree: what a report says, as plain data, before any renderer has seen it.

The compiler builds it from the constructors below; `check` refuses what a renderer could not take.
Dates in a tree are ISO; a run is a piece of a sentence.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from string import ascii_uppercase
from typing import Any

from reports.renderers import glyphs

Node = dict[str, Any]
Run = dict[str, str]

BRAG = ("Red", "Amber", "Green", "Blue", "Grey")
TAKEN = ("main-content", "contents", "contents-heading")  # ids of the page around the report
NEEDED = {
    "tree": "lang region council notice title month period committee letter author as_at cover body",
    "cover": "lead fields asks",
    "heading": "level number id text",
    "para": "number id runs",
    "list": "items",
    "key_figures": "items",
    "action": "ref id what owner brag reason original agreed forecast completed moved update mark",
    "table": "number id caption columns rows total note",
    "chart": "number id title what alt spec note",
    "definitions": "items",
    "abbreviations": "items",
}


class TreeError(ValueError):
    """A sentence: which node, what is wrong, what to do."""


def text(words: str) -> Run:
    """Line breaks and tabs, which people type into forms, become spaces."""
    return {"kind": "text", "text": re.sub(r"[ \t\r\n]+", " ", words)}


def strong(words: str) -> Run:
    return {**text(words), "kind": "strong"}


def figure(key: str, reading: str, words: str) -> Run:
    """A number with its provenance. `reading` names it exactly: key@month, then :dimension=value."""
    return {"kind": "figure", "key": key, "reading": reading, "text": words}


def ref(to: str, words: str) -> Run:
    return {"kind": "ref", "to": to, "text": words}


def flat(cell: str | list[Run] | None) -> str:
    """The words of a cell, a sentence or a note."""
    if not cell:
        return ""
    return cell if isinstance(cell, str) else "".join(run["text"] for run in cell)


def check(tree: Node) -> None:
    """Raise TreeError at the first thing that Word, PDF or a page could not show as it stands."""
    _has(tree, "tree", "The tree")
    _has(tree["cover"], "cover", "The cover")
    for name in ("title", "council", "author", "month", "lang"):
        _need(tree[name], f"The tree's {name} is empty. Fill it in.")
    _date(tree["as_at"], "The tree's as_at")
    for node in tree["body"]:
        _check_node(node)
    for rule in (_heading_levels, _ids, _references, _numbers, _captions):
        rule(tree["body"])
    _characters(tree)


def _need(truth: object, sentence: str) -> None:
    if not truth:
        raise TreeError(sentence)


def _has(node: Node, kind: str, name: str) -> None:
    for key in NEEDED[kind].split():
        _need(key in node, f"{name} has no '{key}'. Add it.")


def _date(iso: str | None, name: str) -> None:
    try:
        date.fromisoformat(iso or "")
    except ValueError:
        raise TreeError(f"{name} is '{iso}', which is not a date. Write it as 2020-08-31.") from None


def where(node: Node) -> str:
    """How an error names a node."""
    kind = node.get("kind", "node")
    known = {"para": "Paragraph", "chart": "Figure", "table": "Table", "action": "Action", "heading": "Heading"}
    label = node.get("number") or node.get("ref") or node.get("text") or node.get("id") or ""
    return f"{known.get(kind, f'The node {kind}')} {label}".strip()


def _check_node(node: Node) -> None:
    kind = node.get("kind")
    _need(kind in NEEDED and kind not in ("tree", "cover"), f"'{kind}' is not a kind of node. Use one that is.")
    _has(node, str(kind), where(node))
    for run in runs(node):
        _need(
            run.get("kind") in ("text", "strong", "figure", "ref"),
            f"{where(node)} holds a run of no known kind: {run}.",
        )
    rule = NODE_RULES.get(str(kind))
    if rule:
        rule(node)


def _check_heading(node: Node) -> None:
    _need(node["text"].strip(), f"The heading {node['id']} is empty. Write its words or leave it out.")


def _check_action(node: Node) -> None:
    _need(node["brag"] in BRAG, f"{where(node)} has the state '{node['brag']}'. Use {', '.join(BRAG)}.")
    dates = {name: node[name] for name in ("original", "agreed", "forecast", "completed") if node[name]}
    if node["update"]:
        dates["update"] = node["update"]["on"]
    for name, iso in dates.items():
        _date(iso, f"{where(node)}: {name}")


def _check_table(node: Node) -> None:
    _need(node["caption"].strip(), f"{where(node)} has no caption. Say what is counted.")
    _need(node["columns"] and node["rows"], f"{where(node)} is empty. Leave it out and say so in a sentence.")
    for number, row in enumerate(node["rows"], 1):
        cells, columns = len(row), len(node["columns"])
        sentence = (
            f"{where(node)}, row {number}: {cells} cells under {columns} columns. Give every row a cell for each."
        )
        _need(cells == columns, sentence)
    for column in node["columns"]:
        good = column["align"] in ("left", "right") and column["width"] > 0
        _need(good, f"{where(node)}: the column '{column['text']}' needs align left or right and a width above 0.")


def _check_chart(node: Node) -> None:
    _need(node["alt"].strip(), f"{where(node)} has no text alternative. Say in 'alt' what the drawing shows.")
    _need(node["title"].strip(), f"{where(node)} has no title. Say what was found.")


def _check_items(node: Node) -> None:
    _need(node["items"], f"{where(node)} has no items. Leave it out.")


NODE_RULES: dict[str, Callable[[Node], None]] = {
    "heading": _check_heading,
    "action": _check_action,
    "table": _check_table,
    "chart": _check_chart,
    "list": _check_items,
    "key_figures": _check_items,
    "definitions": _check_items,
    "abbreviations": _check_items,
}


def runs(node: Node) -> Iterator[Run]:
    """Every run of a node, wherever it stands."""
    yield from node.get("runs", ())
    yield from node.get("reason", ())
    yield from node.get("note") or ()
    yield from (node.get("update") or {}).get("runs", ())
    lists = node["items"] if node.get("kind") == "list" else (cell for row in node.get("rows", ()) for cell in row)
    for cell in lists:
        if not isinstance(cell, str):
            yield from cell


def _heading_levels(body: list[Node]) -> None:
    before = 0
    for node in body:
        if node["kind"] == "heading":
            steps = (
                f"{where(node)} is at level {node['level']} after level {before}. Go down one level at a time, to 3."
            )
            _need(1 <= node["level"] <= min(before + 1, 3), steps)
            before = node["level"]


def ids(body: list[Node]) -> Iterator[str]:
    """Every id that a reference may name."""
    for node in body:
        if "id" in node:
            yield node["id"]
        if node["kind"] == "definitions":
            yield from (f"def-{item['key']}" for item in node["items"])


def _ids(body: list[Node]) -> None:
    drawn = [f"{node['id']}{end}" for node in body if node["kind"] == "chart" for end in ("-t", "-d")]
    seen = set(TAKEN).union(drawn)
    for name in ids(body):
        _need(
            re.fullmatch(r"[A-Za-z][\w.:-]*", name),
            f"The id '{name}' will not do. Use letters, digits, dots and hyphens.",
        )
        _need(name not in seen, f"The id '{name}' is used twice. Give each node its own.")
        seen.add(name)


def _references(body: list[Node]) -> None:
    known = set(ids(body))
    for node in body:
        for run in runs(node):
            if run["kind"] == "ref":
                _need(
                    run["to"] in known,
                    f"{where(node)} refers to '{run['to']}', which is not there. Mend the reference.",
                )
        keys = [run["key"] for run in runs(node) if run["kind"] == "figure"]
        keys += [item["key"] for item in node["items"]] if node["kind"] == "key_figures" else []
        for key in keys:
            _need(
                f"def-{key}" in known,
                f"{where(node)} shows the figure {key}, which is not defined. Add its definition.",
            )


def _numbers(body: list[Node]) -> None:
    """Word counts for itself: what it will count must be what the tree says."""
    count, letters, letter = [0, 0, 0], iter(ascii_uppercase), ""
    for node in body:
        number = node.get("number")
        if node["kind"] == "definitions":
            _definition_numbers(node, letter)
        elif node["kind"] in ("heading", "para") and number and number.startswith("Appendix"):
            letter = next(letters, "")
            _counted(node, f"Appendix {letter}")
            _need(node["kind"] == "heading" and node["level"] == 1, f"{where(node)} must be a heading of level 1.")
        elif node["kind"] in ("heading", "para") and number:
            depth = node["level"] if node["kind"] == "heading" else number.count(".") + 1
            _need(
                depth <= 3 and (node["kind"] == "heading" or depth > 1),
                f"{where(node)}: write its number as 1.1 or 1.1.1.",
            )
            count[depth - 1 :] = [count[depth - 1] + 1] + [0] * (3 - depth)
            _counted(node, ".".join(map(str, count[:depth])))


def _counted(node: Node, expected: str) -> None:
    sentence = f"{where(node)} would be numbered {expected} in Word. Number headings and paragraphs without gaps."
    _need(node["number"] == expected, sentence)


def _definition_numbers(node: Node, letter: str) -> None:
    for count, item in enumerate(node["items"], 1):
        expected = f"{letter}.{count}"
        _need(
            item["number"] == expected, f"The definition of {item['key']} is numbered {item['number']}, not {expected}."
        )


def _captions(body: list[Node]) -> None:
    for kind in ("table", "chart"):
        for expected, node in enumerate((node for node in body if node["kind"] == kind), 1):
            _need(node["number"] == expected, f"{where(node)} must be number {expected}. Count from 1 without gaps.")


def _characters(tree: Node) -> None:
    for node in [{**tree, "body": []}, *tree["body"]]:
        for words in _strings(node):
            bad = glyphs.missing(words)
            named = ", ".join(f"{c if c.isprintable() else 'a control character'} (U+{ord(c):04X})" for c in bad)
            name = where(node) if "kind" in node else "The cover"
            _need(not bad, f"{name} holds what no font here can draw: {named}. Take it out: '{words[:60]}'.")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)
