"""Narratives: Markdown that people write, with live figures as {{ key }}, to nodes of the tree."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from figures.registry import NoSuchFigure, figure
from reports import tree
from reports.compiling.material import Material
from reports.compiling.writer import Writer
from reports.tree import Run

REFERENCE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
PARSER = MarkdownIt("zero", {"html": False}).enable(["emphasis", "list"])


class NarrativeError(ValueError):
    """A sentence that names section and line."""


def write(writer: Writer, material: Material, section: str, otherwise: str) -> None:
    """The section's narrative, or what stands there when nobody has written one."""
    words = material.narratives.get(section, "").strip() or otherwise
    items: list[list[Run]] = []
    depth = 0
    for token in PARSER.parse(words):
        depth += {"bullet_list_open": 1, "ordered_list_open": 1}.get(token.type, 0)
        depth -= {"bullet_list_close": 1, "ordered_list_close": 1}.get(token.type, 0)
        if token.type == "inline":
            content = list(inline(writer, material, section, token))
            if depth:
                items.append(content)
            else:
                writer.para(*content)
        elif items and not depth:
            writer.bullets(items)
            items = []


def inline(writer: Writer, material: Material, section: str, token: Token) -> Iterator[Run]:
    bold = False
    for child in token.children or []:
        if child.type in ("strong_open", "strong_close"):
            bold = child.type == "strong_open"
        elif child.type in ("softbreak", "hardbreak"):
            yield tree.text(" ")
        elif child.content:
            line = (token.map or [0])[0] + 1
            yield from pieces(writer, material, f"{section}, line {line}", child.content, bold)


def pieces(writer: Writer, material: Material, where: str, words: str, bold: bool) -> Iterator[Run]:
    for i, part in enumerate(REFERENCE.split(words)):
        if i % 2:
            try:
                yield writer.figure(material.reading(figure(part)))
            except NoSuchFigure as problem:
                raise NarrativeError(f"In {where}: {problem}") from None
        elif part:
            yield tree.strong(part) if bold else tree.text(part)
