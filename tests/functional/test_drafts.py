"""The programme office compiles the draft, reads it, and follows a number to its records; the director signs."""

import re
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from reports.compiling.drafting import compile_draft
from tests.factories import ActionFactory, CouncilFactory, CycleFactory, HoldingFactory, ReportFactory
from tests.functional.looking import come_in, faults, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAGES = ["", *(f"2020-10/{page}" for page in ("", "read/", "changes/", "sign/", "publish/")), "2020-08/"]


def ready(page: Page) -> None:
    """However the draft before it stands, one is there."""
    expect(page.get_by_role("button", name="Read the draft")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("button", name="Compile again")).to_be_visible(timeout=20_000)


def test_from_compiling_to_the_records_behind_a_number(site, browser):
    page = browser.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    sign_in(page, site, "Programme office")
    page.goto(f"{site}/drafts/")
    page.get_by_role("link", name="October 2020").click()
    ready(page)

    page.get_by_role("button", name="Compile again").click()
    expect(page.get_by_role("heading", name="A draft is being compiled")).to_be_visible()
    assert faults(page) == []
    ready(page)

    page.get_by_role("button", name="Read the draft").click()
    page.locator("#t-workforce").get_by_role("link", name=re.compile("%$")).first.click()
    expect(page).to_have_url(re.compile(r"/figures/workforce\.[a-z_]+/\?month=2020-10"))
    page.locator("main").get_by_role("link", name=re.compile("records", re.IGNORECASE)).first.click()
    expect(page).to_have_url(re.compile(r"/records/"))
    expect(page.get_by_role("table").first).to_be_visible()
    assert errors == []
    page.close()


def test_a_draft_is_compiled_without_scripts(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site, "Programme office")
    page.goto(f"{site}/drafts/2020-10/")
    for _ in range(2):
        again = page.get_by_role("button", name="Compile again")
        if again.is_visible():
            again.click()
        while page.get_by_role("link", name="See whether it is ready").is_visible():
            page.get_by_role("link", name="See whether it is ready").click()

    page.get_by_role("button", name="Read the draft").click()
    expect(page.locator("#t-workforce")).to_be_visible()
    context.close()


def test_the_keyboard_alone_compiles(site, browser):
    page = browser.new_page()
    sign_in(page, site, "Programme office")
    page.goto(f"{site}/drafts/2020-10/")
    ready(page)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Compile again":
            break
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="A draft is being compiled")).to_be_visible()
    ready(page)
    page.close()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_pages_of_drafts_have_no_accessibility_fault_and_never_scroll_sideways(site, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    sign_in(page, site, "Director")
    page.goto(f"{site}/drafts/2020-10/")
    ready(page)

    for address in PAGES:
        page.goto(f"{site}/drafts/{address}")
        assert (address, faults(page)) == (address, [])
    page.goto(f"{site}/drafts/2020-10/sign/")
    page.get_by_role("button", name="Sign this draft").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert faults(page) == []
    page.close()


def test_the_director_signs_and_the_office_plans_its_publication(live_server, browser):
    """On a council of its own, since a signed month is no draft any more."""
    CouncilFactory(plays_on=date(2020, 9, 28))
    ActionFactory(added_on=date(2020, 6, 1), starts_on=date(2020, 6, 1), original_date=date(2020, 8, 31))
    report = ReportFactory(cycle=CycleFactory(month=date(2020, 8, 1)), meeting_on=date(2020, 10, 7))
    compile_draft(report=report, at=datetime(2020, 9, 28, 7, tzinfo=UTC))
    page, month = browser.new_page(), f"{live_server.url}/drafts/2020-08/"

    come_in(page, live_server.url, HoldingFactory(role="director").user)
    page.goto(month)
    page.get_by_role("link", name="Sign off").click()
    page.get_by_label("I have read this draft, and sign it off").check()
    page.get_by_role("button", name="Sign this draft").click()
    expect(page.get_by_role("alert")).to_contain_text("You signed the report of August 2020 as edition 1.")

    come_in(page, live_server.url, HoldingFactory(role="programme_office").user)
    page.goto(f"{month}publish/")
    page.get_by_role("radio", name="On a day to come").check()
    assert faults(page) == []
    for label, value in (("Day", "29"), ("Month", "9"), ("Year", "2020")):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Planned for 29 September 2020 at 09:00")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Do not publish it then").click()
    expect(page.get_by_role("link", name="Publish edition 1")).to_be_visible()
    page.close()
