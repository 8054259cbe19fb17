"""Where the front-door page leads: numbers by their parts, and what decides how contacts are counted."""

from datetime import UTC, date, datetime

import pytest

from frontdoor.models import Flag, FlagOutcome, Outcome
from frontdoor.order.ordering import add_order
from intake.models import Load
from tests.factories import ContactFactory
from tests.integration.administration.visiting import signed_in
from tests.integration.frontdoor.months import OCTOBER, load_all
from tests.integration.frontdoor.reading import holder, words

PAGE = "/front-door/"
ORDER = [(flag.value, Outcome.NFA.value) for flag in Flag]


@pytest.fixture(autouse=True)
def october(categories):
    load_all()
    ContactFactory.create_batch(7, month=OCTOBER)


def links(page):
    return {f"{part.label} by {text}": url for part in page.context["parts"] for text, url in part.by}


def test_each_number_is_led_to_by_source_category_team_age_and_area():
    desk = signed_in(holder("front_door_analyst"))

    found = links(desk.get(PAGE))

    assert found["Contacts, October 2020 by team"].endswith("frontdoor.contacts/?month=2020-10&by=team#breakdown")
    for label in ("Returned within 3 months, July 2020", "Returned within 12 months, October 2019"):
        assert {f"{label} by source", f"{label} by category"} <= set(found)
    for url in found.values():
        answer = desk.get(url)
        assert answer.status_code == 200
        assert not answer.context["errors"] or "no data for" in str(answer.context["errors"])


def test_incidents_lead_to_their_own_figures_and_referrals_are_said_to_be_counted_per_child():
    page = signed_in(holder("front_door_analyst")).get(f"{PAGE}?unit=incident")

    assert "Incidents, October 2020 by team" in links(page)
    assert "Became referrals 100.0% 7 of 7 Counted per child" in words(page)


def test_the_rules_and_the_order_are_led_to_and_the_words_for_those_who_say_them():
    analyst, head = (words(signed_in(holder(role)).get(PAGE)) for role in ("front_door_analyst", "head_of_service"))

    assert "Rules of categories Which outcome counts first Words of sources" in analyst
    assert "Which outcome counts first" in head
    assert "Words of sources" not in head
    assert "ticked in the case system" not in analyst


def test_a_month_of_ticked_outcomes_says_which_order_held_when_it_was_loaded():
    analyst, office = holder("front_door_analyst"), holder("administrator")
    FlagOutcome.objects.all().delete()
    ContactFactory(month=OCTOBER, flags="nfa advice")
    Load.objects.filter(month=OCTOBER).update(loaded_at=datetime(2020, 11, 3, tzinfo=UTC))

    def said():
        return words(signed_in(analyst).get(PAGE))

    assert "no order says which of several counts" in said()
    FlagOutcome.objects.bulk_create(
        FlagOutcome(holds_from=date(2000, 1, 1), position=position, flag=flag, outcome=Outcome.NFA)
        for position, flag in enumerate(Flag, 1)
    )
    assert "several at once: the first order says which counts." in said()
    add_order(holds_from=OCTOBER, ranked=ORDER, by=office, at=datetime(2020, 11, 2, tzinfo=UTC))
    assert "the order from October 2020 says which counts." in said()
    Load.objects.filter(month=OCTOBER).update(loaded_at=datetime(2020, 11, 1, tzinfo=UTC))
    assert "the first order says which counts." in said()
    assert "ticked" not in words(signed_in(analyst).get(f"{PAGE}?month=2020-08"))
