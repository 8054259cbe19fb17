"""The page that sets the council beside England, its region and its neighbours."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from figures.published.models import ENGLAND
from tests.factories import ContactFactory, HoldingFactory
from tests.factories.published import COUNCIL, NEIGHBOUR, REGION, choose_areas, publish
from tests.integration.administration.visiting import signed_in
from tests.integration.frontdoor.reading import words

ADDRESS = "/front-door/beside/"
NUMBERS = ("Referrals", "Referrals_rate", "Re_referrals_percent", "No_Further_Action_percent")


def c1(*numbers):
    return dict(zip(NUMBERS, numbers, strict=True))


@pytest.fixture
def analyst():
    return signed_in(HoldingFactory(role="front_door_analyst").user)


@pytest.fixture
def published():
    """Years to March 2019, with one neighbour's numbers hidden, and to March 2020, which was not out on 9 November."""
    choose_areas(NEIGHBOUR, "E06000902")
    publish(
        "dfe_referrals",
        2019,
        {
            ENGLAND: c1("650930", "553.7", "22.6", "8.1"),
            REGION: c1("72240", "629.1", "24.6", "11.9"),
            COUNCIL: c1("8734", "614.9", "21", "10.1"),
            NEIGHBOUR: c1("4751", "773.2", "25.7", "c"),
            "E06000902": c1("x", "x", "x", "x"),
            "E06000903": c1("123456", "1", "1", "1"),
        },
    )
    publish("dfe_referrals", 2020, {COUNCIL: c1("9934", "695.3", "22.9", "7.9")})
    publish(
        "dfe_referral_sources",
        2019,
        {
            ENGLAND: {"Referrals": "1000", "Police": "292", "Schools": "180"},
            REGION: {"Referrals": "1000", "Police": "305", "Schools": "c"},
            COUNCIL: {"Referrals": "8734", "Police": "3310", "Schools": "1515", "Housing": "0"},
        },
        edition=2024,
    )


def rows(page):
    """The first table's: {area: its cells}."""
    return {row.label: row.cells for row in [*page.context["sections"][0]["table"].rows]} | {
        page.context["sections"][0]["table"].total.label: page.context["sections"][0]["table"].total.cells
    }


def test_the_newest_year_that_is_out_stands_beside_england_region_and_neighbours(analyst, published):
    page = analyst.get(ADDRESS)

    assert rows(page) == {
        "This council": ["8,734", "614.9", "21.0%", "10.1%"],
        "Elmbury": ["4,751", "773.2", "25.7%", "c"],
        "Area E06000902": ["x", "x", "x", "x"],
        "The North": ["72,240", "629.1", "24.6%", "11.9%"],
        "England": ["650,930", "553.7", "22.6%", "8.1%"],
    }
    said = words(page)
    assert (
        "In the year to 31 March 2019 this council had 614.9 referrals for every 10,000 children: fewer than The"
        in said
    )
    assert "North (629.1), more than England (553.7)" in said
    assert "The one neighbour has more referrals" in said
    assert "c: not shown by the publisher, to protect people. x: not available." in said
    assert "These are referrals to social care, not contacts" in said
    assert "table C1, time series to 2019, published 31 October 2019" in said
    assert "2020" not in [text for _, text in page.context["years"]]


def test_sources_are_shares_with_markers_kept_and_a_later_edition_said(analyst, published):
    [_, sources] = analyst.get(ADDRESS).context["sections"]

    assert sources["heading"] == "Police: 37.9% of referrals, 29.2% in England"
    cells = {row.label: row.cells for row in sources["table"].rows}
    assert cells["Police"] == ["3,310", "37.9%", "30.5%", "29.2%"]
    assert cells["Schools"] == ["1,515", "17.3%", "c", "18.0%"]
    assert cells["Housing"][:2] == ["0", "0.0%"]
    assert "table C5, as revised in the time series to 2024" in sources["source"]


def test_earlier_years_may_be_asked_for_and_those_not_out_are_refused_with_a_sentence(analyst, published):
    publish("dfe_referrals", 2018, {COUNCIL: c1("7599", "535.4", "19", "5.5")})

    earlier = analyst.get(ADDRESS, {"year": "2018"})
    assert rows(earlier)["This council"] == ["7,599", "535.4", "19.0%", "5.5%"]
    assert rows(earlier)["England"] == ["–", "–", "–", "–"]
    assert "–: not in the file that is loaded" in words(earlier)

    later = analyst.get(ADDRESS, {"year": "2020"})
    assert "That year is not out yet, or not loaded" in words(later)
    assert rows(later)["This council"][0] == "8,734"


def test_each_table_leads_to_the_load_that_it_was_read_from(analyst, published):
    page = analyst.get(ADDRESS)

    for part in page.context["sections"]:
        assert analyst.get(part["load_url"]).status_code == 200


def test_where_nothing_is_loaded_or_chosen_the_page_says_what_to_do(analyst):
    assert "This page appears when table C1" in words(analyst.get(ADDRESS))

    publish("dfe_referrals", 2019, {ENGLAND: c1("650930", "553.7", "22.6", "8.1")})
    page = analyst.get(ADDRESS)

    assert "Which authority is this council?" in words(page)
    assert rows(page) == {"England": ["650,930", "553.7", "22.6%", "8.1%"]}


def test_twelve_further_neighbours_ask_the_database_no_more(analyst, published, connection_queries):
    before = connection_queries(ADDRESS)
    more = [f"E0600095{number:01d}" for number in range(10)] + ["E06000961", "E06000962"]
    choose_areas(NEIGHBOUR, "E06000902", *more, holds_from=date(2018, 2, 1))
    publish("dfe_referrals", 2019, {code: {} for code in (ENGLAND, REGION, COUNCIL, NEIGHBOUR, *more)}, edition=2020)

    assert len(rows(analyst.get(ADDRESS))) >= 12
    assert connection_queries(ADDRESS) == before


@pytest.fixture
def connection_queries(analyst):
    def count(address):
        with CaptureQueriesContext(connection) as found:
            assert analyst.get(address).status_code == 200
        return len(found)

    return count


@pytest.mark.parametrize(("role", "status"), [("head_of_service", 200), ("workforce_analyst", 403), ("auditor", 403)])
def test_the_page_is_for_those_who_see_contacts(role, status):
    assert signed_in(HoldingFactory(role=role).user).get(ADDRESS).status_code == status


def test_the_front_door_leads_to_it(analyst, published):
    ContactFactory(month=date(2020, 10, 1))

    assert reverse("frontdoor:beside") in analyst.get("/front-door/").content.decode()


def test_a_figures_own_page_says_what_is_published_of_it_elsewhere(analyst):
    choose_areas(NEIGHBOUR)
    rates = {ENGLAND: "16.4", REGION: "9.1", COUNCIL: "22.4", NEIGHBOUR: "c"}
    publish("dfe_workforce", 2019, {code: {"vacancy_rate_fte": rate} for code, rate in rates.items()})
    publish("dfe_workforce", 2020, {ENGLAND: {"vacancy_rate_fte": "99.9"}})

    shown = analyst.get("/figures/workforce.vacancy_rate/").content.decode().replace("\u00a0", " ")
    for line in (
        "This council, 30 September 2019: 22.4%",
        "The North, 30 September 2019: 9.1%",
        "England, 30 September 2019: 16.4%",
        "Elmbury, 30 September 2019: c",
        "c: not shown by the publisher, to protect people",
        "time series to 2019, published 27 February 2020",
    ):
        assert line in shown
    assert "99.9" not in shown
