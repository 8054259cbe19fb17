"""The page of updates in its states: with scripts, at a desk and on a phone."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.factories import ActionFactory, CouncilFactory, CycleFactory, HoldingFactory, MilestoneFactory
from tests.functional.looking import come_in, faults

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def desk(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def owner(db):
    """Four actions are due an update in the cycle of October 2020; one is overdue, one has evidence."""
    CouncilFactory(plays_on=date(2020, 11, 9))
    CycleFactory(month=date(2020, 10, 1))
    owner = HoldingFactory(role="action_owner").user
    late = ActionFactory(reference="1.1", title="Strategy", owner=owner, original_date=date(2020, 10, 31))
    MilestoneFactory(action=late, title="Draft shared")
    for reference, title in (("1.2", "Offer"), ("2.1", "Campaign"), ("2.2", "Handbook")):
        ActionFactory(
            reference=reference, title=title, owner=owner, service=late.service, evidence="Minutes of the board"
        )
    return owner


def one(page: Page, name: str):
    return page.get_by_role("region", name=name)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_state_of_the_update_page_has_a_fault(live_server, desk, owner, width):
    desk.set_viewport_size({"width": width, "height": 900})
    come_in(desk, live_server.url, owner)
    desk.goto(f"{live_server.url}/plan/updates/")
    assert faults(desk) == []

    late = one(desk, "1.1 Strategy")
    late.get_by_label("What changed, and what is next?").fill("I agreed it with Mrs Placeholder.")
    late.get_by_role("button", name="Save 1.1").click()
    expect(desk.get_by_role("alert")).to_contain_text("1.1: Select an answer to ‘How is it going?’")
    assert faults(desk) == []

    late.get_by_label("Off track (Red)").check()
    late.get_by_role("button", name="Save 1.1").click()
    expect(late.get_by_text("Not saved yet: check these words")).to_be_visible()
    assert faults(desk) == []

    late.get_by_label("These words may stay because").fill("She is the auditor.")
    late.get_by_role("button", name="Save 1.1").click()
    expect(desk.get_by_text("One update saved.")).to_be_visible()
    offer = one(desk, "1.2 Offer")
    offer.get_by_text("Add evidence").click()
    offer.get_by_label("What changed, and what is next?").fill("Half a sentence")
    expect(offer.get_by_role("status")).to_have_text(re.compile("^Kept at .*, not saved yet$"))
    assert faults(desk) == []
    desk.get_by_role("button", name="Save and come back").click()
    expect(desk.get_by_text("What you typed is kept.")).to_be_visible()
    assert faults(desk) == []
