import io
import zipfile
from datetime import datetime

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from reports.renderers import Paper, render
from reports.renderers.word.styles import LOOKS
from tests.unit.reports.paper import heading, para


@pytest.fixture
def document(rendered):
    return Document(io.BytesIO(rendered("docx")))


@pytest.fixture
def parts(rendered):
    return zipfile.ZipFile(io.BytesIO(rendered("docx")))


def styled(document, *names):
    return [(p.style.name, p.text) for p in document.paragraphs if p.style.name in names]


def level_and_list(paragraph):
    """What Word numbers it by: its own properties, else its style's."""
    for properties in (paragraph._p.pPr, paragraph.style.element.pPr):
        if properties is not None and properties.numPr is not None:
            level = properties.numPr.ilvl
            return level.val if level is not None else 0, properties.numPr.numId.val
    return None


def test_headings_have_words_heading_styles(document):
    assert styled(document, "Heading 1", "Heading 2", "Heading 3", "Appendix heading") == [
        ("Heading 1", "Summary"),
        ("Heading 2", "Key figures"),
        ("Heading 1", "Progress"),
        ("Heading 2", "Areas of focus"),
        ("Heading 3", "Area 1: recruitment"),
        ("Heading 2", "Workforce"),
        ("Heading 1", "Recommendations"),
        ("Appendix heading", "Definitions"),
        ("Appendix heading", "Abbreviations"),
    ]


def test_numbers_are_words_own(document):
    lists = {p.text[:8]: level_and_list(p) for p in document.paragraphs}

    assert lists["Progress"] == (0, 90)
    assert lists["Workforc"] == (1, 90)
    assert lists["The vaca"] == (1, 90)
    assert lists["Posts by"] == (2, 90)
    assert lists["Key figu"] == (0, 0)
    assert lists["Definiti"] == (0, 91)
    assert lists["Vacancy "] == (1, 91)
    assert not any(p.text.startswith("2.1.1") for p in document.paragraphs)


def test_header_rows_repeat_and_rows_do_not_break(document):
    for table in document.tables:
        headers = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert headers == [True] + [False] * (len(table.rows) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_tables_mark_their_first_column_and_total_and_say_what_they_are(document):
    total, plain = (table._tbl.tblPr for table in document.tables)

    assert total.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
    assert total.find(qn("w:tblLook")).get(qn("w:lastRow")) == "1"
    assert plain.find(qn("w:tblLook")).get(qn("w:lastRow")) == "0"
    assert total.find(qn("w:tblDescription")).get(qn("w:val")) == "Vacant posts, by team & level"


def test_tables_hold_their_cells(document):
    assert [[cell.text.strip("\u00a0") for cell in row.cells] for row in document.tables[0].rows] == [
        ["Team", "Posts", "Rate", "State"],
        ["Assessment", "1,214", "19.0%", "Red"],
        ["=1+1", "£900,000", "No data", "Green"],
        ["All teams", "1,300.5", "9%", "Not agreed"],
    ]


def test_drawings_are_pictures_with_text_alternatives(document):
    drawn = [shape._inline.docPr for shape in document.inline_shapes]

    assert [picture.get("descr") for picture in drawn] == [
        f"What drawing {n} shows, with <1% left out." for n in (1, 2, 3, 4)
    ]
    assert [picture.get("id") for picture in drawn] == ["1", "2", "3", "4"]


def test_pictures_keep_their_proportions(document):
    for shape in document.inline_shapes:
        image = document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].image
        assert shape.height / shape.width == pytest.approx(image.px_height / image.px_width, rel=0.001)


def test_the_sheet_is_a4(document):
    section = document.sections[0]

    twip = 635  # Word's unit for pages, in python-docx's
    assert (section.page_width, section.page_height) == pytest.approx((Cm(21), Cm(29.7)), abs=twip)
    assert section.different_first_page_header_footer


def test_the_properties_are_the_trees(document):
    core = document.core_properties

    assert core.title == "Children\u2019s services improvement programme, August 2020"
    assert core.author == core.last_modified_by == "Strategic Director, Children\u2019s Services"
    assert core.language == "en-GB"
    assert core.created.replace(tzinfo=None) == core.modified.replace(tzinfo=None) == datetime(2020, 8, 31)
    assert core.comments == ""


def test_footer_and_header_say_what_the_paper_is(document):
    section = document.sections[0]

    for footer in (section.footer, section.first_page_footer):
        words = footer.paragraphs[0].text
        assert words == "Demonstration · Data as at 31\u00a0August\u00a02020\tPage 1 of 1"
    assert section.header.paragraphs[0].text.endswith("August 2020\tDocument AE")


def test_every_link_has_its_bookmark(document):
    body = document.element.body
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}

    assert len(marks) == len(set(marks))
    assert links <= set(marks)
    assert all(len(mark) <= 40 for mark in marks)


def test_the_contents_list_links_to_every_heading_of_two_levels(document):
    assert styled(document, "toc 1", "toc 2") == [
        ("toc 1", "1\tSummary"),
        ("toc 2", "\tKey figures"),
        ("toc 1", "2\tProgress"),
        ("toc 2", "2.1\tAreas of focus"),
        ("toc 2", "2.2\tWorkforce"),
        ("toc 1", "3\tRecommendations"),
        ("toc 1", "Appendix A: Definitions"),
        ("toc 1", "Appendix B: Abbreviations"),
    ]


def test_nothing_of_the_template_stays(parts):
    names = parts.namelist()

    assert not [name for name in names if "thumbnail" in name or "customXml" in name or "Effects" in name]
    assert b"python-docx" not in b"".join(parts.read(name) for name in names)


def test_every_style_that_is_used_is_there(document):
    known = {style.get(qn("w:styleId")) for style in document.styles.element.iter(qn("w:style"))}
    tags = ("w:pStyle", "w:rStyle", "w:tblStyle")
    used = {found.get(qn("w:val")) for tag in tags for found in document.element.body.iter(qn(tag))}

    assert used <= known
    assert {look.name for look in LOOKS} <= {style.name for style in document.styles}


def test_a_numbered_heading_of_level_3_and_an_unnumbered_paragraph_are_set(tree):
    tree["body"] = [
        heading(1, "1", "one", "One"),
        heading(2, "1.1", "two", "Two"),
        heading(3, "1.1.1", "three", "Three"),
        para(None, {"kind": "text", "text": "Words."}) | {"id": "words"},
    ]
    tree["cover"]["asks"] = []

    document = Document(io.BytesIO(render("docx", Paper(tree, [], [], []))))

    last, words = document.paragraphs[-2:]
    assert level_and_list(last) == (2, 90)
    assert (words.style.name, level_and_list(words)) == ("Unnumbered", None)
