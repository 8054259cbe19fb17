"""Sessions: how long they last, their cookie, which are open, ending them, and going out."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client

from tests.factories import UserFactory
from tests.unit.organisation.signing_in.door import is_signed_in, sign_in, text

pytestmark = pytest.mark.django_db


def test_a_session_lasts_a_long_day_at_most_and_ends_with_the_browser(client, person):
    with time_machine.travel("2026-03-02 08:00:00+00:00", tick=False) as clock:
        answer = sign_in(client)
        assert answer.cookies["council"]["max-age"] == ""
        clock.shift(timedelta(hours=11, minutes=59))
        assert client.get("/account/sessions/").status_code == 200
        clock.shift(timedelta(minutes=2))
        assert client.get("/account/sessions/").status_code == 302


def test_its_cookie_is_out_of_reach_of_scripts_and_other_sites(client, person):
    cookie = sign_in(client).cookies["council"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_sessions_are_listed_and_one_can_be_ended(client, person):
    elsewhere = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/133.0"})
    sign_in(elsewhere)
    sign_in(client)

    listed = client.get("/account/sessions/")
    assert "Firefox on Windows" in text(listed)
    assert "This is where you are now" in text(listed)
    session = UserSession.objects.get(session_key=elsewhere.session.session_key)
    client.post(f"/account/sessions/{session.pk}/end/")

    assert elsewhere.get("/account/sessions/").status_code == 302
    assert client.get("/account/sessions/").status_code == 200


def test_all_others_can_be_ended(client, person):
    others = [Client(), Client()]
    for other in others:
        sign_in(other)
    sign_in(client)

    client.post("/account/sessions/")

    assert [other.get("/account/sessions/").status_code for other in others] == [302, 302]
    assert client.get("/account/sessions/").status_code == 200


def test_nobody_ends_the_session_of_another(client, person):
    sign_in(client)
    session = UserSession.objects.get()
    stranger = Client()
    stranger.force_login(UserFactory())

    assert stranger.post(f"/account/sessions/{session.pk}/end/").status_code == 404
    assert client.get("/account/sessions/").status_code == 200


def test_to_open_the_address_of_going_out_does_not_sign_out(client, person):
    sign_in(client)

    assert "Do you want to sign out?" in text(client.get("/account/sign-out/"))
    assert is_signed_in(client)
    assert client.post("/account/sign-out/")["Location"] == "/"
    assert not is_signed_in(client)
