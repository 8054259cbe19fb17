"""Two lists that Word counts itself: sections 1, 1.1, 1.1.1 and appendices A, A.1. The tree was checked to agree."""

from docx.document import Document
from docx.oxml.ns import qn

from reports.renderers.word.markup import GUTTER, element, numbered, twips

SECTIONS, APPENDICES, NONE = 90, 91, 0
# number format, text, style, width of the number in cm. A level belongs to one style: paragraphs 1.1, which share
# theirs with Heading 2, carry it themselves.
LEVELS = {
    SECTIONS: [
        ("decimal", "%1", "Heading1", GUTTER),
        ("decimal", "%1.%2", "Heading2", GUTTER),
        ("decimal", "%1.%2.%3", "Numbered3", GUTTER),
    ],
    APPENDICES: [("upperLetter", "Appendix %1:", "Appendixheading", 0), ("decimal", "%1.%2", "Definition", GUTTER)],
}
STYLES = {
    "Heading 1": (0, SECTIONS),
    "Heading 2": (1, SECTIONS),
    "Numbered 3": (2, SECTIONS),
    "Appendix heading": (0, APPENDICES),
    "Definition": (1, APPENDICES),
}


def apply(document: Document) -> None:
    root = document.part.numbering_part.element
    for list_, levels in LEVELS.items():
        inner = "".join(_level(place, *level) for place, level in enumerate(levels))
        inner = f'<w:multiLevelType w:val="multilevel"/>{inner}'
        levels_ = element(f'<w:abstractNum w:abstractNumId="{list_}">{inner}</w:abstractNum>')
        root.find(qn("w:num")).addprevious(levels_)
        root.append(element(f'<w:num w:numId="{list_}"><w:abstractNumId w:val="{list_}"/></w:num>'))
    for name, place in STYLES.items():
        document.styles[name].element.get_or_add_pPr()._insert_numPr(element(numbered(*place)))


def _level(place: int, form: str, text: str, style: str, width: float) -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="{"tab" if width else "space"}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{twips(width)}"/></w:tabs>'
        f'<w:ind w:left="{twips(width)}" w:hanging="{twips(width)}"/></w:pPr></w:lvl>'
    )
