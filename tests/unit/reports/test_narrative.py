from datetime import date

import pytest

from organisation.models import Council
from reports.compiling import narrative
from reports.compiling.material import Material
from reports.compiling.writer import Writer
from reports.tree import flat
from tests.factories import ContactFactory, CycleFactory, NarrativeFactory, ReportFactory

pytestmark = pytest.mark.django_db
AUGUST = date(2020, 8, 1)


@pytest.fixture
def material():
    report = ReportFactory(cycle=CycleFactory(month=AUGUST))
    return Material(cycle=report.cycle, report=report, council=Council.current(), as_at=date(2020, 9, 28))


def written(material, words):
    NarrativeFactory(report=material.report, section="risk", words=words)
    writer = Writer()
    writer.section("Risk", "risk")
    narrative.write(writer, material, "risk", "Nothing.")
    return writer


def test_a_reference_becomes_the_figure_and_is_remembered(material):
    for _ in range(7):
        ContactFactory(month=AUGUST)

    writer = written(material, "There were {{ frontdoor.contacts }} contacts.")

    assert flat(writer.body[1]["runs"]) == "There were 7 contacts."
    assert [reading.figure.key for reading in writer.printed.values()] == ["frontdoor.contacts"]


def test_a_figure_without_data_says_so(material):
    writer = written(material, "There were {{frontdoor.contacts}} contacts.")

    assert flat(writer.body[1]["runs"]) == "There were No data contacts."


def test_an_unknown_figure_is_named_with_its_line(material):
    with pytest.raises(narrative.NarrativeError, match=r"In risk, line 3: There is no figure 'front.door'"):
        written(material, "One.\n\nTwo {{ front.door }}.")


def test_paragraphs_lists_and_bold_become_nodes(material):
    writer = written(material, "First **bold** words.\n\n- one\n- two\n\nLast.")

    kinds = [node["kind"] for node in writer.body]
    assert kinds == ["heading", "para", "list", "para"]
    assert writer.body[1]["runs"][1] == {"kind": "strong", "text": "bold"}
    assert [flat(item) for item in writer.body[2]["items"]] == ["one", "two"]


def test_a_list_at_the_end_is_kept(material):
    assert written(material, "First.\n\n- one\n- two").body[-1]["kind"] == "list"


def test_html_and_links_stay_words(material):
    writer = written(material, "<script>alert(1)</script> and [a](javascript:b)")

    assert flat(writer.body[1]["runs"]) == "<script>alert(1)</script> and [a](javascript:b)"


def test_without_a_narrative_the_standing_words_are_there(material):
    writer = Writer()
    writer.section("Legal", "legal")

    narrative.write(writer, material, "legal", "Not applicable.")

    assert flat(writer.body[1]["runs"]) == "Not applicable."
