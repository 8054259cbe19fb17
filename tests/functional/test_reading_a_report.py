"""A councillor, not signed in: the list, the report, a number, its reading; on a desk, on a phone, without scripts."""

import http.client
import re
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.functional.looking import faults
from tests.processes import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAGES = {
    "list": "/",
    "report": "/reports/2020-08/",
    "rate": "/reports/2020-08/figures/workforce.vacancy_rate@2020-08/",
    "count": "/reports/2020-08/figures/frontdoor.contacts@2020-08/",
    "part": "/reports/2020-08/figures/workforce.vacancy_fte@2020-08:team=assessment,level=3/",
    "plan": "/reports/2020-08/figures/improvement.actions@2020-08/",
    "audit": "/reports/2020-08/figures/audits.inappropriate@2020-08/",
    "accessibility": "/accessibility/",
    "not found": "/nothing/",
}


@pytest.fixture(params=[1280, 390, 320])
def page(request, browser):
    page = browser.new_page(viewport={"width": request.param, "height": 900})
    yield page
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_accessibility_fault_and_never_scrolls_sideways(site, page, name):
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(site + PAGES[name])

    assert faults(page) == []
    assert [error for error in errors if "404" not in error] == []


def test_the_way_from_the_list_to_the_loads_behind_a_number(site, page):
    page.goto(site)
    page.get_by_role("link", name="August 2020", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Children's Services Improvement Programme")

    page.locator("#t-workforce").get_by_role("link", name="25.9%").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vacancy rate")
    expect(page.locator("body")).to_contain_text("25.9%")
    expect(page.locator("body")).to_contain_text("establishment-2020-08.csv")

    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="August 2020").click()
    expect(page).to_have_url(re.compile(r"/reports/2020-08/$"))


def test_everything_is_there_without_scripts(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/reports/2020-08/")

    expect(page.locator("#t-nfa")).to_be_visible()
    expect(page.locator("figure svg").first).to_be_visible()
    page.locator("#t-audits").get_by_role("link", name="19").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Audited closures that need not have been sent")
    context.close()


def test_a_file_comes_down_with_its_name(site, browser):
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.goto(site)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(r"^PDF of August 2020")).click()

    assert download.value.suggested_filename == "improvement-2020-08.pdf"
    context.close()


def test_the_keyboard_alone_reaches_the_report(site, page):
    page.goto(site)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "August 2020":
            break
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/reports/20\d\d-\d\d/$"))


def test_another_host_is_refused(site):
    host = site.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request("GET", "/", headers={"Host": "improvement.example"})
    assert connection.getresponse().status == 400
    connection.close()


def test_the_october_draft_compiles_by_itself(site, tmp_path_factory):
    """The demonstration asks for it when it is loaded; the worker that `run` started does it."""
    folder = next(tmp_path_factory.getbasetemp().glob("site*"))
    connection = sqlite3.connect(folder / "council.sqlite3")
    query = "SELECT count(*) FROM reports_compilation c LEFT JOIN reports_edition e ON e.compilation_id = c.id " \
            "WHERE e.id IS NULL"  # fmt: skip

    assert wait_for(lambda: connection.execute(query).fetchone() == (1,), seconds=60)
    connection.close()
