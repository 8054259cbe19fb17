"""The front-door analyst brings a corrected file on a phone, without scripts: chosen, checked, loaded, undone."""

import re

import pytest
from playwright.sync_api import Page, expect

from demo.files import HEADINGS, TWICE, WRONG, rows
from demo.loading import csv_text
from tests.functional.looking import faults, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def corrected() -> bytes:
    """The rows of the file that waits in which nothing is wrong."""
    bad = {*WRONG, *TWICE}
    return csv_text(HEADINGS, [row for number, row in enumerate(rows(), 2) if number not in bad]).encode()


def wait_until_done(page: Page) -> None:
    again = page.get_by_role("button", name="See whether it is done")
    for _ in range(120):
        if not again.is_visible():
            return
        page.wait_for_timeout(250)
        again.click()


def test_a_file_is_corrected_loaded_and_undone_without_scripts(site, browser):
    context = browser.new_context(viewport={"width": 390, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site, "Front-door analyst")
    page.get_by_role("link", name=re.compile("contacts-2020-11")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("11 errors stop this file")
    with page.expect_download() as marked:
        page.get_by_role("button", name=re.compile("errors marked")).click()
    assert marked.value.suggested_filename == "contacts-2020-11-to-8-november-marked.xlsx"

    page.get_by_role("link", name="Contacts").click()  # so that the file that waits stays for other tests
    page.get_by_role("button", name="File", exact=True).set_input_files(
        {"name": "corrected.csv", "mimeType": "text/csv", "buffer": corrected()}
    )
    page.get_by_role("button", name="Check this file").click()
    wait_until_done(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("No errors, 4 warnings")
    page.get_by_label("Why do the warnings not stop this file?").fill("The ages are asked for")
    page.get_by_role("button", name="Load this file").click()
    wait_until_done(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("corrected.csv")
    expect(page.locator("main")).to_contain_text("It stands: figures are counted from it.")

    page.get_by_role("button", name="Undo this load").click()
    page.get_by_label("Why is it undone?").fill("It was tried out")
    page.get_by_role("button", name="Undo this load").click()
    expect(page.locator("main")).to_contain_text("by Lee Mockup: It was tried out")
    context.close()


def test_pages_of_a_file_meet_no_fault_while_it_is_checked_and_loaded(site, browser):
    page = browser.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    sign_in(page, site, "Front-door analyst")
    page.goto(f"{site}/files/contacts/")
    file = {"name": "again.csv", "mimeType": "text/csv", "buffer": corrected() + b"\r\n"}
    page.get_by_role("button", name="File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Check this file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No errors, 4 warnings", timeout=30_000)
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert (width, faults(page)) == (width, [])

    page.get_by_role("button", name="Throw this file away").click()
    expect(page.locator("body")).to_contain_text("again.csv is thrown away")
    assert errors == []
    page.close()
