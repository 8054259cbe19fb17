"""Cover and contents."""

from reports.renderers import words
from reports.renderers.word.markup import Marks, paragraph, run, runs
from reports.renderers.word.styles import BRAND
from reports.tree import Node, ref

# Links, no page numbers: only Word knows them, and it asks its reader before it counts them.
CONTENTS = r' TOC \o "1-2" \u \h \n \z '


def front(tree: Node, marks: Marks) -> str:
    return cover(tree, marks) + contents(tree, marks)


def cover(tree: Node, marks: Marks) -> str:
    council = f"{tree['council']} ({tree['notice'].lower()})" if tree["notice"] else tree["council"]
    letter = [["Document", tree["letter"]]] if tree["letter"] else []
    return "".join(
        [
            paragraph("Cover council", run(council)),
            paragraph("Cover lead", run(tree["cover"]["lead"])),
            paragraph("Title", run(tree["title"])),
            paragraph("Cover month", run(tree["month"])),
            *(_field(label, value) for label, value in [*letter, *tree["cover"]["fields"]]),
            *_asks(tree, marks),
        ]
    )


def _field(label: str, value: str) -> str:
    return paragraph("Cover field", run(label, properties=f'<w:b/><w:color w:val="{BRAND}"/>') + run(f"\t{value}"))


def _asks(tree: Node, marks: Marks) -> list[str]:
    asks = tree["cover"]["asks"]
    if not asks:
        return []
    place = words.recommendations(tree)
    full = runs(["Recommendations in full: ", ref(*place), "."], marks) if place else ""
    items = [paragraph("Cover ask item", run(ask)) for ask in asks]
    return [
        paragraph("Cover ask heading", run(words.ASKED)),
        *items,
        *([paragraph("Cover ask", full)] if full else []),
    ]


def contents(tree: Node, marks: Marks) -> str:
    headings = [node for node in tree["body"] if node["kind"] == "heading" and node["level"] < 3]
    entries = [_entry(node, marks) for node in headings]
    entries[:1] = [(style, _opening() + content) for style, content in entries[:1]]
    entries[-1:] = [(style, content + _mark("end")) for style, content in entries[-1:]]
    title = paragraph("Contents heading", run("Contents"), new_page=True)
    return title + "".join(paragraph(style, content) for style, content in entries)


def _entry(node: Node, marks: Marks) -> tuple[str, str]:
    number = node["number"] or ""
    shown = words.numbered(number, node["text"]) if number.startswith("Appendix") else f"{number}\t{node['text']}"
    return f"toc {node['level']}", marks.link(node["id"], run(shown))


def _opening() -> str:
    code = f'<w:r><w:instrText xml:space="preserve">{CONTENTS.replace(chr(34), "&quot;")}</w:instrText></w:r>'
    return _mark("begin") + code + _mark("separate")


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
