"""Each kind of node as paragraphs of Word."""

from collections.abc import Callable
from html import escape
from typing import NamedTuple

from reports.renderers import words
from reports.renderers.word.markup import GUTTER, MEASURE, Marks, field, paragraph, run, runs, state
from reports.renderers.word.numbering import NONE, SECTIONS
from reports.renderers.word.styles import BRAND
from reports.renderers.word.tables import table
from reports.tree import Node

EMU = 360_000  # Word's unit for drawings, in a centimetre
VALUE = f'<w:color w:val="{BRAND}"/><w:sz w:val="30"/>'


class Image(NamedTuple):
    relation: str  # of the document to the picture's part
    proportion: float  # height by width


Images = dict[str, Image]


def draw(node: Node, marks: Marks, images: Images) -> str:
    if node["kind"] == "chart":
        return chart(node, marks, images[node["id"]])
    return DRAW[node["kind"]](node, marks)


def heading(node: Node, marks: Marks) -> str:
    content = marks.around(node["id"], run(node["text"]))
    level, number = node["level"], node["number"]
    if number and number.startswith("Appendix"):
        return paragraph("Appendix heading", content)
    style = f"Heading {level}"
    if level == 3 and number:  # the third level of the list belongs to paragraphs
        return paragraph(style, content, number=(2, SECTIONS), left=GUTTER, hanging=GUTTER)
    if level == 3 or number:
        return paragraph(style, content)
    return paragraph(style, content, number=(0, NONE), left=GUTTER if level > 1 else 0)


def para(node: Node, marks: Marks) -> str:
    content = marks.around(node["id"], runs(node["runs"], marks))
    keep = True if words.leads_in(node) else None
    if not node["number"]:
        return paragraph("Unnumbered", content, keep=keep)
    depth = node["number"].count(".") + 1
    return paragraph(f"Numbered {depth}", content, keep=keep, number=(1, SECTIONS) if depth == 2 else None)


def bullets(node: Node, marks: Marks) -> str:
    return "".join(paragraph("List Bullet", runs(item, marks)) for item in node["items"])


def key_figures(node: Node, marks: Marks) -> str:
    return "".join(
        paragraph("Key figure", _value(item, marks)) + paragraph("Key figure note", run(words.counted_at(item)))
        for item in node["items"]
    )


def _value(item: dict[str, str], marks: Marks) -> str:
    label = marks.link(f"def-{item['key']}", run(item["label"], "Reference"))
    return run(f"{item['value']}\t", properties=VALUE) + label


def action(node: Node, marks: Marks) -> str:
    dates = "\t".join(f"{label} {value}" for label, value in words.dates(node))
    update = runs([f"{words.teller(node)} ", *words.said(node)], marks)
    lines = [
        paragraph("Action", marks.around(node["id"], run(f"{node['ref']}\t{node['what']}"))),
        paragraph("Action line", state(node["brag"]) + run("  ") + runs(node["reason"], marks)),
        paragraph("Action line", run(dates)),
        paragraph("Action line", update, keep=bool(node["mark"])),
    ]
    if node["mark"]:
        lines.append(paragraph("Action mark", run(node["mark"])))
    return "".join(lines)


def captioned_table(node: Node, marks: Marks) -> str:
    caption = paragraph("Caption", marks.around(node["id"], _caption("Table", node["number"], node["caption"])))
    return caption + table(node, marks) + paragraph("Note", runs(node["note"] or [], marks))


def _caption(label: str, number: int, text: str) -> str:
    return run(f"{label} ") + field(f"SEQ {label} \\* ARABIC", str(number)) + run(f"   {text}")


def chart(node: Node, marks: Marks, image: Image) -> str:
    caption = marks.around(node["id"], _caption("Figure", node["number"], node["title"]))
    note = runs(node["note"] or [], marks)
    return "".join(
        [
            paragraph("Caption", caption, left=GUTTER),
            paragraph("Note", run(node["what"]), left=GUTTER, keep=True, after=2),
            paragraph("Note", _picture(node, image), left=GUTTER, keep=bool(note), after=2),
            paragraph("Note", note, left=GUTTER) if note else "",
        ]
    )


def _picture(node: Node, image: Image) -> str:
    """LibreOffice takes a missing distance (distT and so on) for 3 mm."""
    width = round((MEASURE - GUTTER) * EMU)
    height = round(width * image.proportion)
    number, alt = node["number"], escape(node["alt"])
    extent = f'cx="{width}" cy="{height}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{number}" name="Figure {number}" descr="{alt}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Figure {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{image.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def definitions(node: Node, marks: Marks) -> str:
    return "".join(
        paragraph("Definition", marks.around(f"def-{item['key']}", _defined(item)))
        + paragraph("Definition note", run(words.provenance(item)))
        for item in node["items"]
    )


def _defined(item: dict[str, str]) -> str:
    return run(f"{item['label']}. ", properties="<w:b/>") + run(item["text"])


def abbreviations(node: Node, marks: Marks) -> str:
    return "".join(
        paragraph("Abbreviation", run(short, properties="<w:b/>") + run(f"\t{long}")) for short, long in node["items"]
    )


DRAW: dict[str, Callable[[Node, Marks], str]] = {
    "heading": heading,
    "para": para,
    "list": bullets,
    "key_figures": key_figures,
    "action": action,
    "table": captioned_table,
    "definitions": definitions,
    "abbreviations": abbreviations,
}
