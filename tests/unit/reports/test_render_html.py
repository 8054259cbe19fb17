import re
from itertools import pairwise

import lxml.html
import pytest

from reports.renderers import Paper, render
from reports.renderers.article import body, contents
from tests.unit.reports.paper import TREE, VACANCY_READING


@pytest.fixture
def page(rendered):
    return lxml.html.document_fromstring(rendered("html").decode())


def levels(root):
    return [int(found.tag[1]) for found in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]


def test_the_page_has_language_title_landmarks_and_a_way_past_them(page):
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title") == "Children\u2019s services improvement programme, August 2020 - Anyshire Council"
    assert [len(page.findall(f".//{tag}")) for tag in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    assert page.find("body/a").get("href") == "#main-content"


def test_the_page_fetches_nothing_and_runs_nothing(page):
    assert not list(page.iter("script", "img", "iframe", "object"))
    assert [found.get("href") for found in page.iter("link")] == ["data:,"]
    assert "url(" not in page.findtext(".//style")


def test_ids_are_unique_and_every_link_arrives(page):
    ids = [found.get("id") for found in page.iter() if found.get("id")]
    links = [found.get("href") for found in page.iter("a")]

    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in links} <= set(ids)
    for drawing in page.iter("svg"):
        assert set(drawing.get("aria-labelledby").split()) <= set(ids)


def test_heading_levels_go_down_one_at_a_time(page):
    found = levels(page)

    assert found[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(found))


def test_headings_carry_their_numbers(page):
    assert [found.text_content() for found in page.iter("h2", "h3")][:5] == [
        "1. Summary",
        "Key figures",
        "2. Progress",
        "2.1 Areas of focus",
        "2.2 Workforce",
    ]


def test_tables_have_a_caption_and_scopes(page):
    table = page.find(".//table")

    assert table.findtext("caption/span") == "Table 1: Vacant posts, by team & level"
    assert [cell.get("scope") for cell in table.findall("thead/tr/th")] == ["col"] * 4
    assert [row.find("th").get("scope") for row in table.iterfind("tbody/tr")] == ["row"] * 2
    assert table.findtext("tfoot/tr/th") == "All teams"


def test_wide_tables_can_be_scrolled_with_the_keyboard(page):
    regions = page.find_class("app-scroll")

    assert [region.get("aria-label") for region in regions] == ["Table 1", "Table 2"]
    assert all(region.get("tabindex") == "0" and region.get("role") == "region" for region in regions)


def test_states_are_words(page):
    assert [found.text for found in page.find_class("app-brag")] == ["Amber", "Blue", "Grey", "Red", "Green"]


def test_words_of_people_are_not_markup(page):
    assert "<above> 15% & rising." in page.get_element_by_id("p1.1").text_content()


def test_an_action_without_update_says_so(page):
    assert "Head of Workforce: No update for this month." in page.get_element_by_id("aWF2").text_content()


def test_numbers_lead_to_their_definition_in_the_page_that_stands_alone(page):
    assert {found.get("href") for found in page.find_class("app-fig")} == {"#def-workforce.vacancy_rate"}


def test_every_number_leads_to_its_reading_where_readings_have_pages():
    article = lxml.html.fragment_fromstring(body(TREE, lambda reading: f"/readings/{reading}"), create_parent="div")
    addresses = [found.get("href") for found in article.find_class("app-fig")]

    in_sentence, in_key_figures, in_cell = addresses
    assert in_sentence == in_key_figures == in_cell == f"/readings/{VACANCY_READING}"


def test_an_address_cannot_break_out_of_its_link():
    article = body(TREE, lambda reading: '"><script>')

    assert "<script>" not in article


def test_the_article_has_nothing_inline_and_begins_below_the_pages_heading():
    article = body(TREE)

    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", article)
    assert min(levels(lxml.html.fragment_fromstring(article, create_parent="div"))) == 2


def test_the_contents_are_headings_of_two_levels():
    assert contents(TREE) == [
        ("1", "Summary", "summary", [("", "Key figures", "key-figures", [])]),
        ("2", "Progress", "progress", [("2.1", "Areas of focus", "areas", []), ("2.2", "Workforce", "workforce", [])]),
        ("3", "Recommendations", "recommendations", []),
        ("Appendix A", "Definitions", "definitions", []),
        ("Appendix B", "Abbreviations", "abbreviations", []),
    ]


def test_a_paper_without_headings_asks_notice_and_letter_is_a_page(tree):
    tree.update(letter="", notice="", body=[])
    tree["cover"].update(asks=[], fields=[])

    page = lxml.html.document_fromstring(render("html", Paper(tree, [], [], [])).decode())

    assert page.find(".//nav") is None
    assert page.findtext(".//footer/p") == "Data as at 31\u00a0August\u00a02020"
