import io

import pikepdf
import pytest

from reports.renderers import Paper, charts, render, typeset
from reports.renderers.pdf import dressed
from reports.renderers.typeset import TypesetError
from tests.unit.reports.paper import TREE
from tests.vera import validator

UA, ARCHIVE = "ua1", "2a"
OURS = {"SourceSans3-Regular", "SourceSans3-Bold"}


@pytest.fixture
def pdf(rendered):
    with pikepdf.open(io.BytesIO(rendered("pdf"))) as document:
        yield document


def elements(node, tag):
    """Structure elements of a kind, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child, tag)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        if node["/S"] == tag:
            yield node
        if "/K" in node:
            yield from elements(node.K, tag)


def scopes(document):
    found = []
    for cell in elements(document.Root.StructTreeRoot.K, "/TH"):
        attributes = cell.A if isinstance(cell.A, pikepdf.Array) else [cell.A]
        found += [str(attribute.Scope) for attribute in attributes if "/Scope" in attribute]
    return found


def test_the_document_is_tagged_and_names_its_language_and_title(pdf):
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Children\u2019s services improvement programme, August 2020"
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_its_dates_are_the_day_of_the_data_never_one_to_come(pdf):
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20200831000000")


def test_every_table_has_column_headers_and_row_headers(pdf):
    assert scopes(pdf).count("/Column") == 4 + 2
    assert scopes(pdf).count("/Row") == 3 + 1


def test_drawings_carry_their_text_alternative(pdf):
    alternatives = [str(found.Alt) for found in elements(pdf.Root.StructTreeRoot.K, "/Figure")]

    assert alternatives == [f"What drawing {n} shows, with <1% left out." for n in (1, 2, 3, 4)]


def test_headings_are_bookmarks_with_their_numbers(pdf):
    with pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            "1 Summary",
            "2 Progress",
            "3 Recommendations",
            "Appendix A: Definitions",
            "Appendix B: Abbreviations",
        ]


def test_only_our_fonts_are_used_and_all_are_embedded(pdf):
    fonts = [font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()]
    descriptions = [font.DescendantFonts[0].FontDescriptor for font in fonts]

    assert {str(font.BaseFont).partition("+")[2] for font in fonts} == OURS
    assert all("/FontFile2" in found or "/FontFile3" in found for found in descriptions)


def test_numbers_link_within_the_document_and_nothing_links_out(pdf):
    links = [note for page in pdf.pages for note in page.get("/Annots", [])]

    assert len(links) > 10
    assert all("/URI" not in link.get("/A", {}) for link in links)


def test_a_paper_without_tables_charts_asks_and_letter_can_be_set(tree):
    tree.update(letter="", notice="", meeting=None)
    tree["cover"].update(asks=[], fields=[])
    tree["body"] = [
        {"kind": "heading", "level": 1, "number": None, "id": "only", "text": "Only"},
        {"kind": "para", "number": None, "id": "words", "runs": [{"kind": "text", "text": "Words."}], "keep": False},
    ]

    assert render("pdf", Paper(tree, [], [], [])).startswith(b"%PDF")


def test_a_template_cannot_read_the_machine():
    with pytest.raises(TypesetError, match="could not be set"):
        typeset.compile({"main.typ": b'#read("/etc/hostname")'})


def test_a_warning_is_an_error():
    with pytest.raises(TypesetError, match="unknown font family"):
        typeset.compile({"main.typ": b'#set text(font: "No Such Font")\nwords'})


def test_sentences_of_the_template_are_made_before():
    action = next(node for node in dressed(TREE)["body"] if node.get("ref") == "WF2")

    assert action["dates"][2:] == [("Completed", "28\u00a0Aug\u00a02020"), ("Moved", "never")]
    assert action["teller"] == "Head of Workforce:"
    assert action["said"] == [{"kind": "text", "text": "No update for this month."}]


@pytest.mark.vera
@validator.needs_java
def test_verapdf_passes_the_paper_and_fails_one_that_lost_its_tags(rendered, tmp_path):
    good, control = tmp_path / "report.pdf", tmp_path / "untagged.pdf"
    good.write_bytes(rendered("pdf"))
    with pikepdf.open(good) as document:
        del document.Root.StructTreeRoot
        document.save(control)

    assert validator.verdicts(good, control) == {
        (UA, "report.pdf"): "PASS",
        (ARCHIVE, "report.pdf"): "PASS",
        (UA, "untagged.pdf"): "FAIL",
        (ARCHIVE, "untagged.pdf"): "FAIL",
    }


def test_a_lead_in_stays_with_what_it_leads_to():
    keeps = {node["id"]: node["keep"] for node in dressed(TREE)["body"] if node["kind"] == "para"}

    assert keeps == {"p1.1": False, "p2.1.1": True, "p2.2.1": True, "p3.1": False}


def test_labels_of_drawings_keep_the_spaces_between_their_parts():
    drawings = charts.files(TREE)

    assert list(drawings) == ["c-control.svg", "c-bars.svg", "c-brag.svg", "c-lines.svg"]
    assert all(svg.count(b"<text ") == svg.count(b'<text xml:space="preserve" ') for svg in drawings.values())


def sheets(tree):
    with pikepdf.open(io.BytesIO(render("pdf", Paper(tree, [], [], [])))) as document:
        return len(document.pages)


def node(tree, id):
    return next(node for node in tree["body"] if node.get("id") == id)


def test_a_table_longer_than_a_sheet_goes_on_over_the_next(tree):
    usual = sheets(tree)

    node(tree, "t-requests")["rows"] = [[f"Request {count}", "Answered"] for count in range(120)]

    assert sheets(tree) >= usual + 2


def test_few_rows_of_many_words_go_on_too(tree):
    usual = sheets(tree)

    node(tree, "t-requests")["rows"] = [["Request", "An answer at length. " * 120]] * 6

    assert sheets(tree) >= usual + 3


def test_one_row_taller_than_a_sheet_goes_on_too(tree):
    usual = sheets(tree)

    node(tree, "t-requests")["rows"] = [["Request", "An answer at length. " * 500]]

    assert sheets(tree) >= usual + 2


def test_an_update_longer_than_a_sheet_goes_on_too(tree):
    usual = sheets(tree)

    node(tree, "aWF1")["update"]["runs"] = [{"kind": "text", "text": "An update at length. " * 500}]

    assert sheets(tree) >= usual + 2
