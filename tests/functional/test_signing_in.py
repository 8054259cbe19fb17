"""Somebody comes to the door: by keyboard, without scripts, on a desk and on a phone."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tests.caches import forget
from tests.factories import UserFactory
from tests.functional.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PASSWORD = "three words together"
WIDTHS = [1280, 390]


@pytest.fixture(params=WIDTHS)
def page(request, browser):
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def unscripted(browser):
    context = browser.new_context(viewport={"width": 390, "height": 900}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def tab_to(page: Page, words: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and words in " ".join((focused.text_content() or "").split()):
            return
    raise AssertionError(f"The keyboard does not reach '{words}'")


def test_by_keyboard_alone_and_without_scripts_one_comes_in_as_a_role_and_goes_out(site, unscripted):
    unscripted.goto(f"{site}/account/sign-in/?next=/account/sessions/")
    tab_to(unscripted, "Sign in as Sam Sample, Director")
    unscripted.keyboard.press("Enter")

    expect(unscripted).to_have_url(f"{site}/account/sessions/")
    expect(unscripted.get_by_role("heading", level=1)).to_have_text("Where you are signed in")
    expect(unscripted.get_by_text("Sam Sample").first).to_be_visible()

    unscripted.goto(f"{site}/account/sign-out/")
    unscripted.locator("main").get_by_role("button", name="Sign out").focus()
    unscripted.keyboard.press("Enter")
    expect(unscripted).to_have_url(f"{site}/")
    unscripted.goto(f"{site}/account/sessions/")
    expect(unscripted.get_by_role("heading", level=1)).to_have_text("Sign in to the demonstration")


def test_what_the_keyboard_is_on_is_yellow_in_the_header_too(site, page):
    page.goto(f"{site}/")
    name = page.locator(".app-header a").first
    name.focus()

    expect(name).to_have_css("background-color", "rgb(255, 221, 0)")
    expect(name).to_have_css("color", "rgb(11, 12, 12)")


def test_a_mistake_takes_the_focus_and_leads_to_where_it_is_mended(site, page):
    page.goto(f"{site}/account/password/forgotten/")
    page.get_by_label("E-mail address").fill("dana")
    page.get_by_role("button", name="Send the link").click()

    expect(page.locator(":focus")).to_contain_text("There is a problem")
    page.get_by_role("link", name="Enter an e-mail address in the correct format").click()
    expect(page.get_by_label("E-mail address")).to_be_focused()


def test_the_pages_at_the_door_have_no_accessibility_fault_in_any_state(site, page):
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)

    for address in (
        "sign-in",
        "password/forgotten",
        "password/forgotten/sent",
        "sign-up",
        "closed",
        "password/new/1-x",
    ):
        page.goto(f"{site}/account/{address}/")
        assert faults(page) == [], address
    for address, button in (("sign-in", "aside button"), ("password/forgotten", "main form button")):
        page.goto(f"{site}/account/{address}/")
        with page.expect_navigation():
            page.click(button)
        assert page.title().startswith("Error: ")
        assert faults(page) == [], address
    page.goto(f"{site}/account/sign-in/?next=/account/sessions/")
    page.click(".app-roles button >> nth=0")
    for address in ("sessions", "password", "sign-out"):
        page.goto(f"{site}/account/{address}/")
        assert faults(page) == [], address
    assert errors == []


@pytest.mark.django_db(transaction=True)
def test_with_a_password_one_comes_in_and_changes_it(live_server, page):
    forget()
    user = UserFactory(email="dana@council.example")
    user.set_password(PASSWORD)
    user.save()
    page.goto(f"{live_server.url}/account/sign-in/?next=/account/password/")
    assert faults(page) == []
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Change your password")
    assert faults(page) == []
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert faults(page) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.urls("tests.pages_for_tests")
def test_what_was_typed_when_the_session_ran_out_is_there_again(live_server, page):
    forget()
    user = UserFactory(email="dana@council.example")
    user.set_password(PASSWORD)
    user.save()

    def sign_in() -> None:
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()

    page.goto(f"{live_server.url}/account/sign-in/?next=/try/")
    sign_in()
    service = page.get_by_label("Service", exact=True)
    expect(service).to_be_hidden()
    page.get_by_label("A service").check()
    expect(service).to_be_visible()
    service.fill("Safeguarding")
    page.get_by_label("Day").fill("31")
    Session.objects.all().delete()
    page.get_by_role("button", name="Name it").click()
    sign_in()

    expect(page).to_have_url(f"{live_server.url}/try/")
    expect(page.get_by_text("What you typed is below; it is not saved yet")).to_be_visible()
    expect(service).to_have_value("Safeguarding")
    expect(page.get_by_label("Day")).to_have_value("31")
    expect(page.get_by_role("link", name="The first day must include a month and year")).to_be_visible()
    assert faults(page) == []
