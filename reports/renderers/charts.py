"""The drawings of a tree: one SVG for page and PDF; for Word, which shows SVG badly, pictures of the same."""

from figures.charts import svg
from reports.renderers import typeset
from reports.tree import Node

KEEP_SPACES = '<text xml:space="preserve" '
POINTS_WIDE, DOTS_PER_INCH = 412, 200


def nodes(tree: Node) -> list[Node]:
    return [node for node in tree["body"] if node["kind"] == "chart"]


def files(tree: Node) -> dict[str, bytes]:
    """SVG by file name, for Typst, which drops a space between the parts of a label unless told to keep it."""
    return {f"{node['id']}.svg": svg(node).replace("<text ", KEEP_SPACES).encode() for node in nodes(tree)}


def pictures(tree: Node) -> dict[str, bytes]:
    """PNG by chart id: a page each of one compile, since Typst's start costs more than a page."""
    drawings = files(tree)
    if not drawings:
        return {}
    images = "\n#pagebreak()\n".join(f'#image("{name}", width: {POINTS_WIDE}pt)' for name in drawings)
    main = f"#set page(width: auto, height: auto, margin: 0pt)\n{images}\n"
    pages = typeset.compile({"main.typ": main.encode(), **drawings}, format="png", ppi=DOTS_PER_INCH)
    return dict(zip((node["id"] for node in nodes(tree)), pages, strict=True))
