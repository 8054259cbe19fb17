"""Owners update their actions, others agree a date and assure: on a phone, without scripts, and from the keyboard."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from improvement.models import Action
from tests.factories import ActionFactory, CouncilFactory, CycleFactory, HoldingFactory, MilestoneFactory
from tests.functional.looking import come_in, faults

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def phone(browser):
    """Without scripts."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    yield context.new_page()
    context.close()


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
def test_a_month_of_the_plan_on_a_phone_without_scripts(live_server, phone, owner):
    site = live_server.url
    come_in(phone, site, owner)
    phone.goto(f"{site}/home/")
    phone.get_by_role("button", name="Write your updates").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Update your 4 actions")

    late = one(phone, "1.1 Strategy")
    late.get_by_label("Off track (Red)").check()
    late.get_by_label("What changed, and what is next?").fill("The foreword is missing. It comes next week.")
    late.get_by_label("Draft shared").check()
    late.get_by_text("Change a date or ask for help").click()
    asked = late.get_by_role("group", name="New date that you ask for")
    for label, value in (("Day", "30"), ("Month", "11"), ("Year", "2020")):
        asked.get_by_label(label).fill(value)
    late.get_by_label("Why a new date is needed").fill("The foreword is late")
    for name, answer in (("1.2 Offer", "On track (Green)"), ("2.1 Campaign", "At risk, and we can recover (Amber)"),
                         ("2.2 Handbook", "Complete, ready to be assured")):  # fmt: skip
        one(phone, name).get_by_label(answer).check()
        one(phone, name).get_by_label("What changed, and what is next?").fill(f"{name} goes on.")
    phone.get_by_role("button", name="Save all that is filled in").click()
    expect(phone.get_by_text("Four updates saved.")).to_be_visible()

    director = HoldingFactory(role="director").user
    come_in(phone, site, director)
    phone.goto(f"{site}/home/")
    phone.get_by_role("link", name="Decide").or_(phone.get_by_role("button", name="Decide")).first.click()
    phone.get_by_role("link", name="1.1 Strategy").click()
    phone.get_by_label("Yes, it is due on 30\u00a0November\u00a02020 from now on").check()
    phone.get_by_role("button", name="Save the decision").click()
    expect(phone.get_by_text("The new date of 1.1 is agreed.")).to_be_visible()
    expect(phone.get_by_text("by 30 days in all")).to_be_visible()

    come_in(
        phone, site, HoldingFactory(role="head_of_service", service=Action.objects.get(reference="2.2").service).user
    )
    phone.goto(f"{site}/plan/waiting/")
    phone.get_by_role("link", name="2.2 Handbook").click()
    phone.get_by_label("Yes, I assure it (Blue)").check()
    phone.get_by_role("button", name="Save the decision").click()
    expect(phone.get_by_text("2.2 is assured. It is Blue now.")).to_be_visible()

    come_in(phone, site, HoldingFactory(role="programme_office").user)
    phone.goto(f"{site}/plan/")
    total = "All areas Blue 1 Green 1 Amber 1 Red 1 Grey 0 All 4"  # the owner reports 1.1 as off track, new date or not
    expect(phone.get_by_role("row", name=total)).to_be_visible()


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
