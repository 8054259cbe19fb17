"""Each role walks its pages: nothing is inaccessible, too wide or refused by the content security policy."""

import pytest
from playwright.sync_api import expect

from tests.functional.looking import faults, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

RATE = "/figures/frontdoor.nfa_rate/"
PAGES = {
    "Programme office": [
        "/home/",
        "/figures/",
        f"{RATE}?month=2020-09&by=source",
        f"{RATE}?month=2020-99&scope=nowhere",
        f"{RATE}records/counted/?month=2020-09",
        "/figures/workforce.vacancy_rate/?month=2020-09&by=team,level",
        "/figures/workforce.agency_rate/records/of/?month=2020-09&scope=assessment&level=3&term=1",
        "/figures/improvement.overdue/?month=2020-10&by=theme",
        "/plan/",
        "/plan/?list=overdue&sort=due&q=nothing+like+it",
        "/plan/actions/1.2/",
        "/plan/actions/2.1/?updates=all",
        "/plan/changes/2020-08/",
        "/plan/waiting/",
        "/plan/actions/4.2/assurance/",
    ],
    "Action owner": ["/home/", "/administration/people/", "/account/sessions/", "/plan/", "/plan/updates/"],
    "Head of Service": ["/home/", "/figures/workforce.absence_rate/?month=2020-09&by=team&scope=front-door"],
    "Director": ["/home/", "/plan/waiting/", "/plan/areas/1/approver/"],
    "Front-door analyst": [
        "/home/",
        "/files/",
        "/files/contacts/",
        "/files/contacts/columns/",
        "/files/checks/1/",
        "/files/checks/1/errors/",
        "/files/checks/1/headings/",
        "/files/loads/1/",
        "/front-door/",
        "/front-door/?unit=incident",
        "/front-door/sources/",
        "/front-door/rules/",
        "/front-door/queue/",
        "/figures/frontdoor.contacts/",
        "/figures/frontdoor.contacts/notes/",
        "/figures/frontdoor.contacts/notes/add/",
        "/front-door/beside/",
        "/published-statistics/",
        "/published-statistics/releases/add/",
    ],
    "Workforce analyst": ["/home/"],
    "Auditor": ["/home/"],
    "Scrutiny officer": ["/home/", "/figures/workforce.absence_rate/?month=2020-09&by=team"],
    "Administrator": [
        "/home/",
        "/administration/",
        "/administration/people/",
        "/administration/people/add/",
        "/administration/people/1/",
        "/administration/people/1/roles/add/",
        "/administration/services/",
        "/administration/teams/",
        "/administration/teams/1/",
        "/administration/teams/1/merge/",
        "/thresholds/",
        "/thresholds/add/",
        "/published-statistics/",
        "/published-statistics/areas/add/",
        "/front-door/categories/",
        "/front-door/categories/add/",
    ],
    "Data-protection lead": ["/home/", "/administration/access-log/"],
}


@pytest.mark.parametrize("role", PAGES)
@pytest.mark.parametrize("width", [1280, 390])
def test_a_role_meets_no_fault_on_its_pages(site, browser, role, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    sign_in(page, site, role)

    for address in PAGES[role]:
        page.goto(site + address)
        assert (address, faults(page)) == (address, [])
        for form in page.locator("main form[method=post]").all()[:1]:  # sent empty: the page with its errors
            if page.locator("main .govuk-form-group").count():
                with page.expect_navigation():
                    form.locator("button[type=submit]").first.click()
                assert (f"{address} sent empty", faults(page)) == (f"{address} sent empty", [])
    page.close()

    assert [error for error in errors if "status of 40" not in error] == []


def test_an_administrator_adds_a_service_by_keyboard_without_scripts(site, browser):
    context = browser.new_context(viewport={"width": 390, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site, "Administrator")
    page.goto(f"{site}/administration/services/add/")

    page.get_by_label("Name").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("Name").focus()
    for typed in ("Adolescents", "1", "12", "2020"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Adolescents")
    context.close()
