"""The session runs out while somebody types."""

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from organisation.models import Council
from pages import kept
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.pages_for_tests")]


@pytest.fixture
def somebody(client):
    user = UserFactory()
    client.force_login(user)
    return user


def fields_of(client, path: str = "/try/") -> dict[str, str]:
    """Of the first form: what a browser would send back of what is hidden in it."""
    page = html.fromstring(client.get(path).content)
    return {field.get("name"): field.get("value") for field in page.xpath("//main//form[1]//input[@type='hidden']")}


def value(response, name: str) -> str | None:
    return html.fromstring(response.content).xpath(f"string(//*[@name='{name}']/@value)")


def test_what_was_typed_is_there_after_signing_in_again(client, somebody):
    hidden = fields_of(client)
    Session.objects.all().delete()

    answer = client.post("/try/?a=1", hidden | {"name": "Ashdale", "plays_on_day": "31", "plays_on_month": "2"})
    assert answer.status_code == 302
    assert answer["Location"] == "/account/sign-in/?next=/try/%3Fa%3D1"
    assert "Sign in again to go on where you were" in client.get(answer["Location"]).content.decode()
    client.force_login(somebody)
    page = client.get("/try/?a=1")

    assert value(page, "name") == "Ashdale"
    assert value(page, "plays_on_day") == "31"
    assert kept.BELOW in page.content.decode()
    assert not Council.objects.exists()


def test_it_is_given_once(client, somebody):
    hidden = fields_of(client)
    Session.objects.all().delete()
    client.post("/try/", hidden | {"name": "Ashdale"})
    client.force_login(somebody)
    client.get("/try/")

    assert value(client.get("/try/"), "name") == ""


def test_it_waits_while_other_pages_are_opened(client, somebody):
    hidden = fields_of(client)
    Session.objects.all().delete()
    client.post("/try/", hidden | {"name": "Ashdale"})
    client.force_login(somebody)
    client.get("/accessibility/")

    assert value(client.get("/try/"), "name") == "Ashdale"


def test_another_person_never_sees_it_and_it_is_gone(client, somebody):
    hidden = fields_of(client)
    Session.objects.all().delete()
    client.post("/try/", hidden | {"name": "Ashdale"})
    client.force_login(UserFactory())

    page = client.get("/try/")

    assert value(page, "name") == ""
    assert kept.SESSION_KEY not in client.session


@pytest.mark.parametrize("made_for", ["", "1", "1:forged"])
def test_a_form_that_does_not_say_for_whom_it_was_made_is_not_kept(client, made_for):
    answer = client.post("/try/", {"name": "Ashdale", "made_for": made_for})

    assert answer.status_code == 302
    assert kept.SESSION_KEY not in client.session


@pytest.mark.parametrize(
    "typed",
    [{"name": "a" * 100_001}, {"name": "Ashdale", "password1": "three words together"}],
    ids=["long", "password"],
)
def test_what_is_not_kept_is_said_to_be_lost(client, somebody, typed):
    hidden = fields_of(client)
    Session.objects.all().delete()
    client.post("/try/", hidden | typed)
    assert client.session[kept.SESSION_KEY]["typed"] is None
    client.force_login(somebody)

    page = client.get("/try/")

    assert value(page, "name") == ""
    assert kept.NOT_KEPT in page.content.decode()


def test_of_a_form_with_a_file_the_words_are_kept(client, somebody):
    hidden = fields_of(client)
    Session.objects.all().delete()
    client.post("/try/", hidden | {"name": "Ashdale", "file": SimpleUploadedFile("plan.csv", b"a,b")})
    client.force_login(somebody)

    page = client.get("/try/")

    assert value(page, "name") == "Ashdale"
    assert f"{kept.BELOW} {kept.CHOOSE_AGAIN}" in page.content.decode()


def test_nothing_that_guards_a_form_is_kept_of_it(client, somebody):
    hidden = fields_of(client)
    Session.objects.all().delete()

    client.post("/try/", hidden | {"name": "Ashdale"})

    assert client.session[kept.SESSION_KEY]["typed"] == "name=Ashdale"


def test_a_button_is_to_be_pressed_again_on_the_page_that_it_was_on(client, somebody):
    hidden = fields_of(client)
    Session.objects.all().delete()
    answer = client.post("/try/press/", hidden, headers={"referer": "http://testserver/try/?a=1"})
    client.force_login(somebody)

    back = client.get("/try/press/", follow=True)

    assert answer["Location"] == "/account/sign-in/?next=/try/press/"
    assert back.redirect_chain == [("/try/?a=1", 302)]
    assert kept.PRESS_AGAIN in back.content.decode()
    assert not Council.objects.exists()


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/try/"])
def test_a_button_from_nowhere_leads_home(client, somebody, referer):
    hidden = fields_of(client)
    Session.objects.all().delete()
    client.post("/try/press/", hidden, headers={"referer": referer})
    client.force_login(somebody)

    assert client.get("/try/press/")["Location"] == "/home/"


def test_pages_open_to_all_are_left_alone(client):
    assert client.post("/accessibility/").status_code == 405


def test_a_form_without_its_cookie_is_refused_in_plain_words(somebody):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(somebody)

    refused = client.post("/try/", {"name": "Ashdale"})

    assert refused.status_code == 403
    assert "Nothing was saved. Send the page again" in refused.content.decode()
    assert not Council.objects.exists()
