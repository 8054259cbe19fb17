"""Word: real heading styles, Word's own numbering, a contents list of links, tables whose header rows repeat.

python-docx gives the package, styles and furniture; the body is written as markup, a string a node, since adding
thousands of cells one by one costs more than everything else together.
"""

import io

from docx import Document
from docx.document import Document as WordDocument

from reports.renderers import Paper, charts
from reports.renderers.word import furniture, nodes, numbering, styles
from reports.renderers.word.front import front
from reports.renderers.word.markup import NAMESPACES, Marks, parse
from reports.renderers.zipped import same_bytes
from reports.tree import Node

UNWANTED = ("stylesWithEffects", "customXml", "thumbnail")  # the template's, of no use to a report


def render(paper: Paper) -> bytes:
    tree, document = paper.tree, Document()
    _strip(document)
    styles.apply(document)
    numbering.apply(document)
    furniture.apply(document, tree)
    _fill(document, tree)
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def _strip(document: WordDocument) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for id in [id for id, relation in relations.items() if relation.reltype.endswith(UNWANTED)]:
            del relations[id]


def _fill(document: WordDocument, tree: Node) -> None:
    marks = Marks(tree["body"])
    images = _images(document, tree)
    words = front(tree, marks) + "".join(nodes.draw(node, marks, images) for node in tree["body"])
    body = document.element.body
    last = body[-1]  # the section's properties end the body
    for element in parse(f"<w:body {NAMESPACES}>{words}</w:body>"):
        last.addprevious(element)


def _images(document: WordDocument, tree: Node) -> dict[str, nodes.Image]:
    images = {}
    for id, picture in charts.pictures(tree).items():
        relation, image = document.part.get_or_add_image(io.BytesIO(picture))
        images[id] = nodes.Image(relation, image.px_height / image.px_width)
    return images
