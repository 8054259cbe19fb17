"""What stands around the words: the sheet, header and footer, properties, settings."""

from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from reports.renderers import typeset, words
from reports.renderers.word.markup import NAMESPACES, field, parse, run
from reports.tree import Node

COMPATIBLE = "15"  # the template says less, and Word would open the paper in compatibility mode


def apply(document: Document, tree: Node) -> None:
    _sheet(document.sections[0])
    _margins_of_text(document.sections[0], tree)
    _properties(document.core_properties, tree)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), COMPATIBLE)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "en-GB")


def _sheet(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.bottom_margin = Cm(2.3)
    section.top_margin, section.header_distance, section.footer_distance = Cm(2.4), Cm(1.2), Cm(1.1)
    section.different_first_page_header_footer = True


def _margins_of_text(section: Any, tree: Node) -> None:
    """The cover has no header; the footer is on every page."""
    document = f"\tDocument {tree['letter']}" if tree["letter"] else ""
    _write(section.header.paragraphs[0], run(words.name(tree) + document))
    pages = run(f"{words.standing(tree)}\tPage ") + field("PAGE", "1") + run(" of ") + field("NUMPAGES", "1")
    for footer in (section.footer, section.first_page_footer):
        _write(footer.paragraphs[0], pages)


def _write(paragraph: Any, content: str) -> None:
    for element in parse(f"<w:p {NAMESPACES}>{content}</w:p>"):
        paragraph._p.append(element)


def _properties(core: Any, tree: Node) -> None:
    core.title, core.subject = words.name(tree), tree["committee"]
    core.author = core.last_modified_by = tree["author"]
    core.created = core.modified = typeset.midnight(tree["as_at"])
    core.language, core.comments, core.keywords, core.revision = f"{tree['lang']}-{tree['region']}", "", "", 1
