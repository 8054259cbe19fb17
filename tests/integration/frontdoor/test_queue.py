"""The queue of contacts that no rule settles: who works it, what they are shown, and what is kept."""

from datetime import UTC, datetime

import pytest

from frontdoor.models import Decision
from history.models import Sight
from tests.factories import CycleFactory, TeamFactory
from tests.integration.administration.visiting import signed_in
from tests.integration.frontdoor.months import AUGUST, JUNE, OCTOBER, SEPTEMBER, closed
from tests.integration.frontdoor.reading import holder, words

QUEUE = "/front-door/queue/"


@pytest.fixture
def desk():
    return signed_in(holder("front_door_analyst"))


@pytest.fixture
def waits(categories):
    """Three of October. None of June, which had no categories, nor of those that have one."""
    closed(JUNE, 1)
    closed(OCTOBER, 1, categories["advice"])
    return [*closed(OCTOBER, 2, closure_reason="Closed by duty"), *closed(OCTOBER, 1, closure_reason="ADV / NFA")]


def test_what_waits_is_listed_with_what_its_file_says(desk, waits):
    said = words(desk.get(QUEUE))

    assert "3 contacts wait for a category" in said
    assert said.count("1 Below threshold 2 No consent (sent back) 3 Advice") == 3
    assert "Add a rule for ‘Closed by duty’ (2 contacts)" in said
    assert Sight.objects.get().rows == 3


def test_a_number_of_thousands_has_its_comma(desk, categories):
    closed(OCTOBER, 1_000, closure_reason="Closed by duty")

    said = words(desk.get(QUEUE))

    assert "1,000 contacts wait for a category" in said
    assert "Add a rule for ‘Closed by duty’ (1,000 contacts)" in said


def test_several_are_settled_at_once_with_who_and_why(desk, waits):
    first, second, _ = waits
    sent = {first.reference: "consent", second.reference: "advice", "why": "As the record says"}

    said = words(desk.post(QUEUE, sent, follow=True))

    assert "Two contacts settled, with your name." in said
    assert "1 contact waits for a category" in said
    kept = {one.reference: (one.category.code, one.why) for one in Decision.objects.all()}
    assert kept == {
        first.reference: ("consent", "As the record says"),
        second.reference: ("advice", "As the record says"),
    }


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"why": "As the record says"}, "Choose a category of at least one contact"),
        ({"category": "consent"}, "Say why"),
        ({"category": "nonsense", "why": "As the record says"}, "what you chose is no longer offered"),
        ({"category": "consent", "why": "Mother rang from 07700 900123"}, "check these words"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(desk, waits, sent, told):
    if code := sent.pop("category", ""):
        sent[waits[0].reference] = code

    assert told in words(desk.post(QUEUE, sent))
    assert not Decision.objects.exists()


def test_a_contact_of_a_closed_month_does_not_wait(desk, categories):
    CycleFactory(month=SEPTEMBER, closed_at=datetime(2020, 10, 20, tzinfo=UTC))
    [settled] = closed(AUGUST, 1)

    assert "No contact waits for a category" in words(desk.get(QUEUE))
    desk.post(QUEUE, {settled.reference: "advice", "why": "Late"})
    assert not Decision.objects.exists()


def test_a_contact_of_another_team_is_not_theirs(categories):
    [other] = closed(OCTOBER, 1, team=TeamFactory())
    desk = signed_in(holder("front_door_analyst", team=TeamFactory()))

    assert "No contact waits for a category" in words(desk.get(QUEUE))
    desk.post(QUEUE, {other.reference: "advice", "why": "Not mine"})
    assert not Decision.objects.exists()


def test_one_month_of_the_queue(desk, waits):
    closed(AUGUST, 1)

    assert "1 contact waits" in words(desk.get(f"{QUEUE}?month=2020-08"))
    assert "4 contacts wait" in words(desk.get(QUEUE))


def test_the_front_door_leads_to_what_waits(desk, waits):
    said = words(desk.get("/front-door/"))

    assert "Categorise three contacts" in said
    assert "Categorise" not in words(signed_in(holder("head_of_service")).get("/front-door/"))
