"""A month of the plan from e-mail to hand-over, on a phone without scripts, with no fault on any page."""

import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import Locator, Page, expect

from improvement.models import Action
from organisation.models import User
from tests.factories import ActionFactory, CouncilFactory, CycleFactory, HoldingFactory, MilestoneFactory
from tests.functional.looking import come_in, faults

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]


PHONE = {"width": 390, "height": 844}


class Looker:
    """Looks for faults with scripts, which axe needs, at what a phone without them shows."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        page.goto(f"{site}/accessibility/")  # so that addresses within a page are the site's

    def __call__(self, phone: Page) -> None:
        self.page.set_content(phone.content())
        assert faults(self.page) == [], phone.url


@pytest.fixture
def phone(browser):
    """Without scripts."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.fixture
def look(browser, live_server):
    context = browser.new_context(viewport=PHONE)
    yield Looker(context.new_page(), live_server.url)
    context.close()


@pytest.fixture
def owner(db) -> User:
    """Four actions are due an update in the cycle of October 2020; one is overdue."""
    CouncilFactory(plays_on=date(2020, 11, 9))
    CycleFactory(month=date(2020, 10, 1))
    owner = HoldingFactory(role="action_owner", user__job_title="Team Manager").user
    late = ActionFactory(reference="1.1", title="Strategy", owner=owner, original_date=date(2020, 10, 31))
    MilestoneFactory(action=late, title="Draft shared")
    for reference, title in (("1.2", "Offer"), ("2.1", "Campaign"), ("2.2", "Handbook")):
        ActionFactory(reference=reference, title=title, owner=owner, service=late.service, theme=late.theme)
    return owner


@pytest.fixture
def link(owner) -> str:
    """Of the only e-mail that the owner got."""
    call_command("send_reminders", stdout=StringIO())
    [message] = [each for each in mail.outbox if each.to == [owner.email]]
    [path] = re.findall(r"http://127\.0\.0\.1:\d+(/update/\S+)", message.body)
    return path


def follow(page: Page, pressed: Locator) -> None:
    """To the page that it leads to, whole: a click alone comes back while that page is still empty."""
    with page.expect_navigation():
        pressed.click()


def one(page: Page, name: str):
    return page.get_by_role("region", name=name)


def write(page: Page, name: str, going: str, words: str) -> None:
    one(page, name).get_by_label(going).check()
    one(page, name).get_by_label("What changed, and what is next?").fill(words)


def type_day(group, day: date) -> None:
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))


def test_a_whole_cycle(live_server, phone, look, owner, link, tmp_path):
    site = live_server.url
    the_owner_writes(phone, look, f"{site}{link}", tmp_path / "Handbook.pdf")
    the_director_agrees_the_new_date(phone, look, site)
    another_assures(phone, look, site)
    the_office_hands_over(phone, look, site, owner)
    everybody_sees_it(phone, look, site)


def the_owner_writes(page: Page, look: Looker, address: str, file: Path) -> None:
    """By the link of an e-mail: one alone, one with evidence, the rest together. Nobody has signed in."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Update your 4 actions")
    look(page)

    write(page, "1.2 Offer", "On track (Green)", "The offer is being costed.")
    one(page, "1.2 Offer").get_by_role("button", name="Save 1.2").click()
    expect(page.get_by_text("One update saved.")).to_be_visible()

    file.write_bytes(b"%PDF-1.4\nThe handbook")
    handbook = one(page, "2.2 Handbook")
    write(page, "2.2 Handbook", "Complete, ready to be assured", "Every team has the handbook.")
    handbook.get_by_text("Add evidence").click()
    handbook.get_by_label("A file").set_input_files(file)
    handbook.get_by_label("What is it?").fill("The handbook itself")
    handbook.get_by_role("button", name="Save 2.2").click()
    expect(page.get_by_text("One update saved.")).to_be_visible()
    expect(handbook.get_by_text("The handbook itself")).to_be_visible()
    expect(handbook.get_by_role("link", name="The handbook itself")).to_have_count(0)  # not to whoever has a link

    late = one(page, "1.1 Strategy")
    write(page, "1.1 Strategy", "Off track (Red)", "The foreword is missing. It comes next week.")
    late.get_by_label("Draft shared").check()
    late.get_by_text("Change a date or ask for help").click()
    type_day(late.get_by_role("group", name="New date that you ask for"), date(2020, 11, 30))
    late.get_by_label("Why a new date is needed").fill("The foreword is late")
    write(page, "2.1 Campaign", "At risk, and we can recover (Amber)", "The printer is away.")
    page.get_by_role("button", name="Save all that is filled in").click()
    expect(page.get_by_text("Two updates saved.")).to_be_visible()
    look(page)

    page.goto(f"{address.split('/update/')[0]}/plan/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sign in")


def the_director_agrees_the_new_date(page: Page, look: Looker, site: str) -> None:
    come_in(page, site, HoldingFactory(role="director").user)
    page.goto(f"{site}/home/")
    look(page)
    follow(page, page.get_by_role("link", name="One new date to agree or refuse"))
    look(page)
    follow(page, page.get_by_role("link", name="1.1 Strategy"))
    look(page)
    page.get_by_label("Yes, it is due on 30\u00a0November\u00a02020 from now on").check()
    page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_text("The new date of 1.1 is agreed.")).to_be_visible()
    look(page)


def another_assures(page: Page, look: Looker, site: str) -> None:
    service = Action.objects.get(reference="2.2").service
    come_in(page, site, HoldingFactory(role="head_of_service", service=service).user)
    page.goto(f"{site}/plan/waiting/")
    follow(page, page.get_by_role("link", name="2.2 Handbook"))
    look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="The handbook itself").click()
    assert download.value.suggested_filename == "Handbook.pdf"
    assert Path(download.value.path()).read_bytes() == b"%PDF-1.4\nThe handbook"
    page.get_by_label("Yes, I assure it (Blue)").check()
    page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_text("2.2 is assured. It is Blue now.")).to_be_visible()
    look(page)


def the_office_hands_over(page: Page, look: Looker, site: str, owner: User) -> None:
    HoldingFactory(role="action_owner", user__job_title="Deputy Manager")
    come_in(page, site, HoldingFactory(role="programme_office").user)
    page.goto(f"{site}/plan/actions/1.1/")
    page.get_by_text("On this page, and what you may change").click()
    follow(page, page.get_by_role("link", name="Hand over what its owner owns"))
    look(page)
    page.get_by_label("To whom?").select_option(label="Deputy Manager")
    follow(page, page.get_by_role("button", name="Hand over"))
    look(page)
    assert not Action.objects.filter(owner=owner).exists()


def everybody_sees_it(page: Page, look: Looker, site: str) -> None:
    page.goto(f"{site}/plan/")
    total = "All areas Blue 1 Green 1 Amber 1 Red 1 Grey 0 All 4"  # the owner reports 1.1 as off track, new date or not
    expect(page.get_by_role("row", name=total)).to_be_visible()
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="1.1 Strategy"))
    for label, said in (("Original", "31 Oct 2020"), ("Agreed", "30 Nov 2020"), ("Owner", "Deputy Manager")):
        expect(row.locator(f"td[data-label={label}]")).to_have_text(said)
    expect(row.locator("td[data-label=Moved]")).to_have_text("1")
    look(page)

    page.goto(f"{site}/plan/actions/1.1/")
    for said in ("The foreword is missing. It comes next week.", "by 30 days", "1 of 1 done"):
        expect(page.get_by_text(said).first).to_be_visible()
    look(page)
    page.goto(f"{site}/plan/actions/2.2/")
    expect(page.get_by_text("evidence assured by the").first).to_be_visible()
    expect(page.get_by_role("link", name="The handbook itself (PDF")).to_be_visible()
    look(page)
