"""The page of a figure names what it shows, holds it against thresholds, and says what to choose."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils.html import strip_tags

from tests.factories import (
    AUGUST,
    CategoryFactory,
    ContactFactory,
    HoldingFactory,
    ServiceFactory,
    TeamFactory,
    ThresholdFactory,
    load_of,
)
from tests.unit.figures.small_council import make

pytestmark = pytest.mark.django_db
VACANCIES = "/figures/workforce.vacancy_rate/"
IN_POST = "/figures/workforce.in_post_fte/"
SHARE = "/figures/frontdoor.nfa_share/"
JUNE = date(2020, 6, 1)


@pytest.fixture
def office(client):
    client.force_login(HoldingFactory(role="programme_office").user)
    return client


@pytest.fixture
def council(office):
    make(seed=11, teams=4)
    return office


def words(response):
    return " ".join(strip_tags(response.content.decode()).split())


def crumbs(response):
    return [(crumb["label"], crumb["url"]) for crumb in response.context["crumbs"]]


# --- What part is shown -----------------------------------------------------------------------------------------------


def test_the_title_names_the_part_and_the_way_back_leads_to_the_whole(council):
    response = council.get(VACANCIES, {"month": "2020-10", "level": "2", "team": "team-0"})

    team = response.context["title"].removeprefix("Vacancy rate: Level 2, ")
    assert response.context["caption"] == "Workforce figure, October 2020"
    assert f'<h1 class="govuk-heading-l">Vacancy rate: Level 2, {team}</h1>' in response.content.decode()
    assert f"Vacancy rate: Level 2, {team}" in re.search("<title>(.*?)</title>", response.content.decode(), re.S)[1]
    assert crumbs(response) == [("Vacancy rate", f"{VACANCIES}?month=2020-10")]


def test_the_whole_council_is_named_where_no_part_of_it_was_chosen(council):
    whole, level = council.get(VACANCIES), council.get(VACANCIES, {"level": "2"})
    scope = council.get(VACANCIES, {"scope": "team-0"})

    assert whole.context["caption"] == level.context["caption"] == "Workforce figure, October 2020, whole council"
    assert (whole.context["title"], level.context["title"]) == ("Vacancy rate", "Vacancy rate: Level 2")
    assert crumbs(whole) == []
    assert "whole council" not in scope.context["caption"]


def test_the_heading_of_the_chart_begins_with_the_part(council):
    response = council.get("/figures/frontdoor.contacts/", {"source": "police"})

    assert response.context["chart_title"].startswith("Police: contacts ")
    assert response.context["chart_what"].startswith("Contacts, Police, ")


def test_records_of_a_part_lead_back_to_it_and_to_the_whole(council):
    response = council.get(f"{VACANCIES}records/of/", {"month": "2020-10", "level": "2"})

    assert crumbs(response) == [
        ("Vacancy rate", f"{VACANCIES}?month=2020-10"),
        ("Vacancy rate: Level 2", f"{VACANCIES}?month=2020-10&level=2"),
    ]
    assert response.context["title"] == "Those they are counted out of"


# --- Thresholds -------------------------------------------------------------------------------------------------------


def test_the_threshold_of_the_month_is_drawn_and_the_value_held_against_it(council):
    value = Decimal(council.get(VACANCIES).context["reading"]["value"].removesuffix("%"))
    ThresholdFactory(value=value - 5, holds_from=date(2020, 6, 1))
    ThresholdFactory(value=Decimal(99), holds_from=date(2020, 11, 1))

    response = council.get(VACANCIES, {"month": "2020-10"})

    says = f"{value}% is over the threshold of {value - 5}%: a sign that recruitment does not keep up."
    assert says in words(response)
    assert 'stroke-dasharray="1.5 2.5"' in response.context["chart"]
    assert "threshold of 99.0%" not in words(response)


def test_a_value_within_the_threshold_is_said_to_be_so(council):
    ThresholdFactory(value=Decimal(100))

    assert "is not over the threshold of 100.0%." in words(council.get(VACANCIES))


def test_a_threshold_that_does_not_hold_yet_is_not_drawn(council):
    ThresholdFactory(figure="workforce.in_post_fte", holds_from=date(2020, 10, 1))

    response = council.get(IN_POST, {"month": "2020-09"})

    assert "the threshold of" not in words(response)
    assert "1.5 2.5" not in response.context["chart"]


def test_a_part_of_a_number_is_not_held_against_the_number_of_the_council(council):
    ThresholdFactory(figure="workforce.in_post_fte", value=Decimal(1))

    assert "the threshold of 1.0" in words(council.get(IN_POST))
    assert "the threshold of" not in words(council.get(IN_POST, {"scope": "team-0"}))


# --- A figure that says nothing without a part ------------------------------------------------------------------------


@pytest.fixture
def closures(office):
    """One in June, before categories; in August three for a category and one for none."""
    team = TeamFactory(service=ServiceFactory())
    why = CategoryFactory(code="why", label="Moved away", holds_from=AUGUST)
    load_of("contacts", date(2020, 7, 1))
    ContactFactory(month=JUNE, team=team, closed=True, category=None)
    ContactFactory.create_batch(3, month=AUGUST, team=team, closed=True, category=why)
    ContactFactory(month=AUGUST, team=team, closed=True, category=None)
    return office


def test_a_share_of_all_categories_asks_for_one_instead_of_100_percent(closures):
    response = closures.get(SHARE, {"month": "2020-08"})

    assert "Choose one category below. For all of them together this share is always 100%." in words(response)
    assert "reading" not in response.context
    rows = [[cell["text"] for cell in row] for row in response.context["breakdown"]["rows"]]
    assert rows == [["Moved away", "3", "4", "75.0%"], ["Not recorded", "1", "4", "25.0%"]]


def test_before_categories_are_recorded_the_page_says_from_when(closures):
    response = closures.get(SHARE, {"month": "2020-06"})

    assert [row[0]["text"] for row in response.context["breakdown"]["rows"]] == ["Not recorded"]
    assert "One more value is recorded from August 2020." in words(response)


def test_months_before_a_category_was_recorded_are_not_listed(closures):
    response = closures.get(SHARE, {"month": "2020-08", "category": "why"})

    assert response.context["reading"]["value"] == "75.0%"
    assert response.context["history"]["rows"] == [["Aug 2020", "3", "4", "75.0%"]]
    assert "Recorded from August 2020." in words(response)


# --- Files and tables -------------------------------------------------------------------------------------------------


def test_files_are_told_by_the_names_of_their_sources(council):
    response = council.get(VACANCIES)

    assert {load["source"] for load in response.context["loads"]} == {
        "Establishment file",
        "Staff file",
    }
    for load in response.context["loads"]:
        assert "<details><summary>" in response.content.decode()
        assert load["sha256"] in response.content.decode()
        assert f'<a class="govuk-link" href="/files/loads/{load["id"]}/">' in response.content.decode()


def test_that_files_were_made_up_is_said_once_where_all_were(council):
    loads = council.get(VACANCIES).context["loads"]
    marks = council.get(VACANCIES).content.decode().count("Generated for the demonstration")

    assert len(loads) == 2
    assert marks == (1 if all(load["generated"] for load in loads) else sum(load["generated"] for load in loads))


def test_a_cross_table_has_the_whole_width(council):
    crossed = council.get(VACANCIES, {"by": "team,level"}).content.decode()
    simple = council.get(VACANCIES, {"by": "level"}).content.decode()

    assert ("app-cols--half" in crossed, "app-cols--half" in simple) == (False, True)


def test_the_numbers_of_a_column_have_one_number_of_decimals(council):
    rows = council.get(VACANCIES).context["history"]["rows"]

    for column in (1, 2):
        assert len({len(row[column].partition(".")[2]) for row in rows}) == 1


def test_the_chart_of_a_category_breaks_where_another_begins_or_one_has_ended(office):
    long_ago = date(2019, 1, 1)
    moved = CategoryFactory(code="moved", holds_from=long_ago)
    CategoryFactory(code="old", holds_from=long_ago, holds_until=date(2020, 3, 1))
    for month in (date(2020, number, 1) for number in range(1, 9)):
        ContactFactory.create_batch(6 + month.month, month=month, closed=True, category=moved)

    def said():
        return words(office.get("/figures/frontdoor.nfa/", {"category": "moved", "month": "2020-08"}))

    assert "There are 5 since April 2020" in said()
    CategoryFactory(code="family-help", holds_from=date(2020, 6, 1))
    assert "There are 3 since June 2020" in said()


def test_a_category_that_ended_is_listed_no_more_and_has_no_data(office):
    ContactFactory.create_batch(7, closed=True, category=CategoryFactory(code="moved", label="Moved"))
    CategoryFactory(code="old", label="An old reason", holds_until=date(2020, 7, 1))

    assert "An old reason" not in words(office.get("/figures/frontdoor.nfa/", {"month": "2020-08", "by": "category"}))
    ended = words(office.get("/figures/frontdoor.nfa/", {"month": "2020-08", "category": "old"}))
    assert "No data" in ended
