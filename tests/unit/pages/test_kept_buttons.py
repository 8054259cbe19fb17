"""A button's address after signing in: it has no page, so whoever comes to it is led to one, or told so."""

import pytest
from django.contrib.auth import SESSION_KEY as SIGNED_IN
from django.contrib.sessions.models import Session
from lxml import html

from organisation.models import Council
from pages import kept
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.pages_for_tests")]
PASSWORD = "three words together"
SIGN_IN = "/account/sign-in/"


def person(email: str):
    user = UserFactory(email=email)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, email: str, pressed):
    """As a browser does, which says at every step from which page it comes."""
    page = pressed["Location"]
    return client.post(
        page, {"login": email, "password": PASSWORD, "next": "/try/press/"}, headers={"referer": f"http://testserver{page}"},
        follow=True,
    )  # fmt: skip


def told_at_home(response) -> bool:
    return response.redirect_chain[-1] == ("/home/", 302) and kept.NOTHING_DONE in response.content.decode()


def test_another_person_is_sent_home_and_told_that_nothing_was_done(client):
    client.force_login(person("ann@council.example"))
    person("robin@council.example")
    hidden = html.fromstring(client.get("/try/").content).xpath("//form[@action='/try/press/']//input[@type='hidden']")
    Session.objects.all().delete()
    pressed = client.post("/try/press/", {field.get("name"): field.get("value") for field in hidden})

    assert told_at_home(sign_in(client, "robin@council.example", pressed))
    assert SIGNED_IN in client.session
    assert kept.SESSION_KEY not in client.session
    assert not Council.objects.exists()


def test_so_is_whoever_sent_a_form_that_does_not_say_for_whom_it_was_made(client):
    person("ann@council.example")
    pressed = client.post("/try/press/")

    assert told_at_home(sign_in(client, "ann@council.example", pressed))


@pytest.mark.parametrize("referer", ["", "http://testserver/try/", "https://elsewhere.example/account/sign-in/"])
def test_who_opens_the_address_otherwise_is_told_what_it_is(client, referer):
    client.force_login(UserFactory())

    page = client.get("/try/press/", headers={"referer": referer})

    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "There is no page at this address" in page.content.decode()


def test_a_page_that_takes_no_form_answers_in_words_too(client):
    page = client.post("/accessibility/")

    assert (page.status_code, page["Allow"]) == (405, "GET, HEAD")
    assert "There is no page at this address" in page.content.decode()
