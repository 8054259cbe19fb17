"""What every browser test does: come in as a role, and look for what is wrong with a page."""

import re

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from organisation.models import User

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def sign_in(page: Page, site: str, role: str) -> None:
    """By the button of the demonstration's sign-in page, as its first person of the role."""
    page.context.clear_cookies()
    page.goto(f"{site}/account/sign-in/")
    page.get_by_role("button", name=re.compile(rf"Sign in as .*, {role}$")).first.click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def come_in(page: Page, address: str, user: User) -> None:
    """With a session of their own, on a site that a test has filled."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    page.context.clear_cookies()
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


def faults(page: Page) -> list[str]:
    """Of accessibility, or a page wider than the screen."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found] + ["wide"] * wide
