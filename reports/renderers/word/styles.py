"""The paper's styles: everything that Word's user may want to change is one, and nothing is formatted by hand."""

from typing import Any, NamedTuple

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.renderers.word.markup import GUTTER, MEASURE, element

BRAND, INK, MUTED, HAIR, LINK = "1B3A5C", "0B0C0C", "4A5257", "C3C8CB", "1D5FA8"
FONT = "Arial"  # on every machine that has Word
STATES = {  # fill, edge, letters
    "Red": ("A3111F", "A3111F", "FFFFFF"),
    "Amber": ("F7C65B", "8A5A00", INK),
    "Green": ("DCEFE2", "00602F", INK),
    "Blue": ("1D4F91", "1D4F91", "FFFFFF"),
    "Grey": ("FFFFFF", "4A5257", INK),
}


class Look(NamedTuple):
    """Sizes and spaces in points, indents in cm (None: as the style it is based on)."""

    name: str
    base: str | None
    size: float
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 0
    left: float | None = 0
    hanging: float = 0
    keep: bool = False  # with the next paragraph


LOOKS = (
    Look("Heading 1", None, 15, True, BRAND, 22, 8, None, keep=True),
    Look("Heading 2", None, 12.5, True, BRAND, 16, 6, None, keep=True),
    Look("Heading 3", None, 11, True, BRAND, 16, 6, GUTTER, keep=True),
    Look("Appendix heading", "Heading 1", 15, True, BRAND, 22, 8, None, keep=True),
    Look("Numbered 2", "Normal", 11, after=7, left=None),
    Look("Numbered 3", "Normal", 11, after=7, left=None),
    Look("Unnumbered", "Normal", 11, after=7, left=GUTTER),
    Look("Definition", "Normal", 11, before=6, after=2, left=None, keep=True),
    Look("Caption", None, 10, True, before=10, after=4, keep=True),
    Look("Note", "Normal", 9, colour=MUTED, before=4, after=10),
    Look("Definition note", "Note", 9, colour=MUTED, after=4, left=GUTTER),
    Look("Action", "Normal", 10.5, True, before=8, after=3, left=GUTTER, hanging=GUTTER, keep=True),
    Look("Action line", "Normal", 10, after=3, left=GUTTER, keep=True),
    Look("Action mark", "Note", 9, colour=MUTED, after=4, left=GUTTER),
    Look("Key figure", "Normal", 11, True, before=8, left=GUTTER + 3, hanging=3, keep=True),
    Look("Key figure note", "Note", 9, colour=MUTED, after=4, left=GUTTER + 3),
    Look("Abbreviation", "Normal", 11, after=3, left=GUTTER + 2.2, hanging=2.2),
    Look("Table text", "Normal", 9, before=2, after=2),
    Look("Table label", "Table text", 9, True, before=2, after=2),
    Look("Table heading", "Table text", 9, True, BRAND, 2, 2, keep=True),
    Look("Cover council", "Normal", 14, True, BRAND, after=30),
    Look("Cover lead", "Normal", 12, after=24),
    Look("Title", None, 26, True, BRAND, after=4),
    Look("Cover month", "Normal", 15, colour=BRAND, after=28),
    Look("Cover field", "Normal", 11, after=7, left=5.2, hanging=5.2),
    Look("Cover ask heading", "Normal", 11, True, BRAND, 26, 4, keep=True),
    Look("Cover ask", "Normal", 11, before=4),
    Look("Contents heading", "Normal", 15, True, BRAND, after=10, keep=True),
    Look("List Bullet", None, 11, after=3, left=GUTTER + 0.5, hanging=0.5),
    Look("toc 1", "Normal", 11, True, before=5, after=1, left=GUTTER, hanging=GUTTER),
    Look("toc 2", "Normal", 11, after=1, left=GUTTER + 1, hanging=1),
    Look("Cover ask item", "List Bullet", 11, after=3, left=0.6, hanging=0.6, keep=True),
    Look("Header", None, 9, colour=MUTED),
    Look("Footer", None, 9, colour=MUTED),
)
WHOLE = ("Caption", "Action", "Action line", "Table text", "Key figure", "Definition")  # never torn by a page's end
BORDERS = {  # side, eighths of a point, space in points, colour
    "Heading 1": ("top", 10, 6, BRAND),
    "Action": ("top", 4, 6, HAIR),
    "Cover council": ("top", 40, 10, BRAND),
    "Cover ask heading": ("top", 10, 8, BRAND),
    "Footer": ("top", 4, 4, HAIR),
}
TABS = {"Action line": (GUTTER + 3.9, GUTTER + 7.6, GUTTER + 12)}
RIGHT_TABS = ("Header", "Footer")


def apply(document: Document) -> None:
    _prune(document)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.line_spacing = 1.12
    known = {style.name for style in document.styles}
    for look in LOOKS:
        _paragraph_style(document, look, look.name in known)
    for state, colours in STATES.items():
        _state(document, f"State {state}", *colours)
    link = document.styles.add_style("Reference", WD_STYLE_TYPE.CHARACTER)
    link.element.get_or_add_rPr().append(element(f'<w:u w:val="single" w:color="{LINK}"/>'))
    document.styles.element.append(element(TABLE))
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _prune(document: Document) -> None:
    """Nine tenths of the template are table styles that no report uses."""
    root = document.styles.element
    for style in root.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) != "TableNormal":
            root.remove(style)


def _paragraph_style(document: Document, look: Look, known: bool) -> None:
    styles = document.styles
    word_knows = look.name.startswith("toc")
    own = styles[look.name] if known else styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, word_knows)
    if look.base:
        own.base_style = styles[look.base]
    fonts = own.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # fonts of the theme would win over names
    own.font.name, own.font.size, own.font.bold, own.font.italic = FONT, Pt(look.size), look.bold, False
    own.font.color.rgb = RGBColor.from_string(look.colour)
    _place(own.paragraph_format, look)
    _edge(own.element.get_or_add_pPr(), look.name)


def _place(form: Any, look: Look) -> None:
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.keep_with_next, form.widow_control = look.keep, True
    if look.name in WHOLE:
        form.keep_together = True
    if look.left is not None:
        form.left_indent, form.first_line_indent = Cm(look.left), Cm(-look.hanging)
    if look.name in RIGHT_TABS:
        _clear(form)
        form.tab_stops.add_tab_stop(Cm(MEASURE), WD_TAB_ALIGNMENT.RIGHT)
    for stop in TABS.get(look.name, (look.left,) if look.hanging and look.left else ()):
        form.tab_stops.add_tab_stop(Cm(stop))


def _clear(form: Any) -> None:
    tabs = form.element.pPr.find(qn("w:tabs"))
    if tabs is not None:
        form.element.pPr.remove(tabs)


def _edge(properties: Any, name: str) -> None:
    """The border has its place in the schema's order: before shading, tabs, spacing and all after them."""
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    if name not in BORDERS:
        return
    side, width, space, colour = BORDERS[name]
    line = f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{colour}"/>'
    later = [properties.find(qn(f"w:{tag}")) for tag in ("shd", "tabs", "spacing", "ind", "jc", "outlineLvl")]
    next(found for found in later if found is not None).addprevious(element(f"<w:pBdr>{line}</w:pBdr>"))


def _state(document: Document, name: str, fill: str, edge: str, letters: str) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    style.font.bold, style.font.color.rgb = True, RGBColor.from_string(letters)
    dash = "dashed" if fill == "FFFFFF" else "single"
    style.element.rPr.append(element(f'<w:bdr w:val="{dash}" w:sz="6" w:space="0" w:color="{edge}"/>'))
    style.element.rPr.append(element(f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'))


def _rule(side: str, width: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{width}" w:color="{colour}"/>'


TABLE = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="CommitteeTable"><w:name w:val="Committee table"/>'
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    f"<w:tblPr><w:tblBorders>{_rule('top', 8, BRAND)}{_rule('bottom', 8, BRAND)}{_rule('insideH', 4, HAIR)}"
    "</w:tblBorders>"
    '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{_rule("bottom", 6, BRAND)}</w:tcBorders>'
    '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    f'<w:tblStylePr w:type="lastRow"><w:tcPr><w:tcBorders>{_rule("top", 6, BRAND)}</w:tcBorders></w:tcPr>'
    "</w:tblStylePr></w:style>"
)
