"""An owner who asks for help is heard: on the action, in the plan and its file, and where others arrive."""

import csv
import io
from datetime import UTC, datetime

import pytest

from tests.factories import ActionFactory, HoldingFactory, UpdateFactory
from tests.integration.plan.reading import words

HELP = "A second printer"


@pytest.fixture
def action(september, october):
    """Two ask for help, one of them in a cycle that is closed."""
    action = ActionFactory(reference="1.1", title="Strategy")
    at = datetime(2020, 11, 6, 10, tzinfo=UTC)
    UpdateFactory(action=action, cycle=october, words="Two workshops were held.", help_wanted=HELP, at=at)
    UpdateFactory(action=ActionFactory(reference="1.2"), cycle=september, help_wanted="More chairs")
    return action


def test_the_page_of_the_action_says_for_what_its_owner_asks(office, action):
    assert f"Two workshops were held. Help wanted: {HELP}" in words(office.get("/plan/actions/1.1/"))


def test_the_owner_reads_what_they_asked_for(client, action):
    HoldingFactory(role="action_owner", user=action.owner)
    client.force_login(action.owner)

    assert f"“Two workshops were held.” Help wanted: {HELP}" in words(client.get("/plan/updates/"))


@pytest.mark.parametrize("asked", [{"list": "help"}, {"q": "second PRINTER"}])
def test_the_plan_finds_who_asks_in_the_open_cycle(office, action, asked):
    response = office.get("/plan/", asked)

    assert [one.action for one in response.context["actions"]] == [action]
    assert "1 asking for help" in words(response)


def test_the_file_has_it_in_a_column(office, action):
    response = office.get("/plan/export.csv", {"sort": "plan"})

    lines = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
    assert [(line["Reference"], line["Help wanted"]) for line in lines] == [("1.1", HELP), ("1.2", "")]


@pytest.mark.parametrize("role", ["programme_office", "head_of_service"])
def test_others_are_led_to_it_from_where_they_arrive(client, action, role):
    of = {"service": action.service} if role == "head_of_service" else {}
    client.force_login(HoldingFactory(role=role, **of).user)

    response = client.get("/home/")

    assert "One action asks for help" in words(response)
    assert 'href="/plan/?list=help#actions"' in response.content.decode()


def test_what_was_asked_in_a_closed_cycle_is_over(office, action, october):
    october.closed_at = datetime(2020, 11, 8, tzinfo=UTC)
    october.save()

    assert "asks for help" not in words(office.get("/home/"))
    assert list(office.get("/plan/", {"list": "help"}).context["actions"]) == []
