"""Coming in with an e-mail address and a password, and changing that password."""

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.core import mail
from django.test import Client
from lxml import html

from tests.factories import UserFactory
from tests.unit.organisation.signing_in.door import OTHER, PASSWORD, is_signed_in, sign_in, text

pytestmark = pytest.mark.django_db


def test_the_right_password_lets_in_and_leads_home(client, person):
    answer = sign_in(client)

    assert answer["Location"] == "/home/"
    assert is_signed_in(client)


def test_the_address_may_be_typed_in_capitals(client, person):
    sign_in(client, email="Dana@Council.Example")
    assert is_signed_in(client)


def test_it_leads_to_where_one_was_going_but_never_elsewhere(client, person):
    assert sign_in(client, to="/account/sessions/")["Location"] == "/account/sessions/"
    assert sign_in(Client(), to="https://elsewhere.example/")["Location"] == "/home/"
    assert sign_in(Client(), to="//elsewhere.example/")["Location"] == "/home/"


def test_passwords_are_kept_with_argon2(person):
    assert identify_hasher(person.password).algorithm == "argon2"


def test_a_wrong_password_and_an_unknown_person_are_answered_alike(client, person):
    wrong = sign_in(client, password="wrong")
    unknown = sign_in(client, email="nobody@council.example")

    assert "The e-mail address or the password is wrong" in text(wrong)
    assert text(wrong) == text(unknown)
    assert not is_signed_in(client)


def test_what_is_missing_is_asked_for(client):
    page = html.fromstring(sign_in(client, email="", password="").content)

    errors = [link.text for link in page.xpath("//*[@class='govuk-error-summary']//a")]
    assert errors == ["Enter an e-mail address", "Enter your password"]
    assert page.findtext(".//title").startswith("Error: Sign in")


def test_the_page_leads_to_the_public_reports(client):
    page = html.fromstring(client.get("/account/sign-in/").content)
    assert page.xpath("//main//a[@href='/']")


def test_coming_in_writes_no_version_of_the_person(client, person):
    before = person.versions.count()
    sign_in(client)
    assert person.versions.count() == before


def test_a_password_is_changed_by_whoever_knows_it_and_ends_other_sessions(client, person):
    elsewhere = Client()
    sign_in(elsewhere)
    sign_in(client)

    wrong = client.post("/account/password/", {"oldpassword": "x", "password1": OTHER, "password2": OTHER})
    assert "The password that you have now is wrong" in text(wrong)
    right = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER})

    assert right["Location"] == "/home/"
    assert client.get("/account/sessions/").status_code == 200
    assert elsewhere.get("/account/sessions/").status_code == 302
    assert mail.outbox[-1].subject == "Your password was changed"


def test_whoever_has_no_password_is_told_how_to_get_one(client):
    client.force_login(UserFactory())
    assert "You have no password yet" in text(client.get("/account/password/"))
