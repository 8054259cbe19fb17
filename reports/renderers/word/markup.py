"""Pieces of WordprocessingML as strings. Parts of a paragraph stand in the order that the schema demands."""

import re
from collections.abc import Iterable
from html import escape
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reports import tree

NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")
GUTTER, MEASURE = 1.45, 16.4  # cm: the column of paragraph numbers, the whole width of the text
Part = tree.Run | str | tuple[str, str]  # a run of the tree, words, or (words, character style)


def parse(markup: str) -> Any:
    return parse_xml(markup)


def element(markup: str) -> Any:
    """One element whose first tag needs no namespace written."""
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {nsdecls('w')}", markup))


def twips(cm: float) -> int:
    return round(cm * 567)


class Marks:
    """Bookmarks by id of the tree. Word allows 40 letters, digits and underscores, so a count keeps them apart."""

    def __init__(self, body: list[tree.Node]):
        named = enumerate(dict.fromkeys(tree.ids(body)), 1)
        self.names = {id: (count, f"b{count}_{re.sub(r'[^A-Za-z0-9]', '_', id)[:30]}") for count, id in named}

    def around(self, id: str, content: str) -> str:
        count, name = self.names[id]
        return f'<w:bookmarkStart w:id="{count}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{count}"/>'

    def link(self, id: str, content: str) -> str:
        return f'<w:hyperlink w:anchor="{self.names[id][1]}" w:history="1">{content}</w:hyperlink>'


def style_id(name: str) -> str:
    return name.replace(" ", "")


def run(words: str, style: str = "", properties: str = "") -> str:
    """A run of text; a tab in it becomes Word's."""
    look = f'<w:rStyle w:val="{style_id(style)}"/>' if style else ""
    shown = "<w:tab/>".join(_text(part) for part in words.split("\t"))
    return f"<w:r><w:rPr>{look}{properties}</w:rPr>{shown}</w:r>"


def _text(words: str) -> str:
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>' if words else ""


def runs(parts: Iterable[Part], marks: Marks) -> str:
    return "".join(_part(part, marks) for part in parts)


def _part(part: Part, marks: Marks) -> str:
    if isinstance(part, str):
        return run(part)
    if isinstance(part, tuple):
        return run(*part)
    if part["kind"] in ("figure", "ref"):
        target = f"def-{part['key']}" if part["kind"] == "figure" else part["to"]
        return marks.link(target, run(part["text"], "Reference"))
    return run(part["text"], properties="<w:b/>" if part["kind"] == "strong" else "")


def paragraph(
    style: str,
    content: str,
    *,
    keep: bool | None = None,
    new_page: bool = False,
    number: tuple[int, int] | None = None,
    after: int | None = None,
    left: float | None = None,
    hanging: float = 0,
    align: str = "",
) -> str:
    """`keep` is with the next paragraph; `number` a level and a list; `after` in points; `left` and `hanging` in cm.

    What is None stays as the style has it.
    """
    properties = [f'<w:pStyle w:val="{style_id(style)}"/>']
    if keep is not None:
        properties.append(f'<w:keepNext w:val="{int(keep)}"/>')
    if new_page:
        properties.append("<w:pageBreakBefore/>")
    if number is not None:
        properties.append(numbered(*number))
    if after is not None:
        properties.append(f'<w:spacing w:after="{after * 20}"/>')
    if left is not None:
        properties.append(f'<w:ind w:left="{twips(left)}" w:hanging="{twips(hanging)}"/>')
    if align:
        properties.append(f'<w:jc w:val="{align}"/>')
    return f"<w:p><w:pPr>{''.join(properties)}</w:pPr>{content}</w:p>"


def numbered(level: int, list_: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>'


def field(code: str, shown: str) -> str:
    """A field that Word counts, with what it shows until then."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def state(words: str) -> str:
    """A BRAG state: the word, on its colour."""
    return run(f"\u00a0{words}\u00a0", f"State {words}")
