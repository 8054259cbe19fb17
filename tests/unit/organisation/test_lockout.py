"""Who tries too many passwords is stopped, by place and by person."""

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.test import Client

from organisation.adapter import ANYWHERE
from tests.caches import forget
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "three words together"
EMAIL = "dana@council.example"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(monkeypatch):
    """And a password costs little to try: these tests try many."""
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 8)
    monkeypatch.setattr(Argon2PasswordHasher, "parallelism", 1)
    forget()
    yield
    forget()


@pytest.fixture
def lower_ceiling(monkeypatch):
    """Ten in place of fifty: each try is a page."""
    monkeypatch.setitem(ANYWHERE, "config", {"login_failed_anywhere": "10/15m/key"})


@pytest.fixture(autouse=True)
def dana():
    user = UserFactory(email=EMAIL)
    user.set_password(PASSWORD)
    user.save()
    return user


def answer(place: str, email: str = EMAIL, password: str = "wrong") -> str:
    client = Client(REMOTE_ADDR=place)
    response = client.post("/account/sign-in/", {"login": email, "password": password})
    if "_auth_user_id" in client.session:
        return "in"
    return "stopped" if "Too many wrong passwords" in response.content.decode() else "wrong"


def ten_from_two_places() -> None:
    for number in range(10):
        assert answer(f"10.0.0.{number // 5}") == "wrong"


def test_the_ceiling_needs_ten_places():
    assert ANYWHERE["config"] == {"login_failed_anywhere": "50/15m/key"}
    assert settings.ACCOUNT_RATE_LIMITS["login_failed"] == "5/15m/key"


def test_somebody_who_goes_from_place_to_place_is_stopped_at_the_ceiling(lower_ceiling):
    ten_from_two_places()

    assert answer("10.0.1.1") == "stopped"
    assert answer("10.0.1.2", email="DANA@council.example", password=PASSWORD) == "stopped"
    assert answer("10.0.1.3", email="robin@council.example") == "wrong"


def test_one_stranger_cannot_lock_a_colleague_out_however_often_they_try(lower_ceiling):
    tried = [answer("10.0.0.1") for _ in range(12)]

    assert tried == ["wrong"] * 5 + ["stopped"] * 7
    assert answer("10.0.0.2", password=PASSWORD) == "in"


def test_right_passwords_do_not_count_towards_the_ceiling(lower_ceiling):
    for number in range(9):
        answer(f"10.0.0.{number // 5}")
    for _ in range(3):
        assert answer("10.0.1.1", password=PASSWORD) == "in"

    assert answer("10.0.1.2") == "wrong"
    assert answer("10.0.1.3") == "stopped"


def test_waiting_at_the_ceiling_costs_no_tries_of_the_place(lower_ceiling):
    with time_machine.travel("2026-03-02 08:00:00+00:00", tick=False) as clock:
        ten_from_two_places()
        for _ in range(6):
            assert answer("10.0.1.1", password=PASSWORD) == "stopped"
        clock.shift(15 * 60 + 1)

        assert [answer("10.0.1.1") for _ in range(5)] == ["wrong"] * 5


def test_a_new_password_by_e_mail_ends_the_wait(lower_ceiling):
    ten_from_two_places()
    client = Client()
    client.post("/account/password/forgotten/", {"email": EMAIL})
    [link] = [word for word in mail.outbox[0].body.split() if word.startswith("http://testserver")]
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    client.post(
        form.request["PATH_INFO"], {"password1": "four other words entirely", "password2": "four other words entirely"}
    )

    assert answer("10.0.1.1", password="four other words entirely") == "in"


def test_an_ipv6_network_is_one_place():
    tried = [answer(f"2001:db8:0:1::{number}") for number in range(1, 7)]

    assert tried == ["wrong"] * 5 + ["stopped"]
    assert answer("2001:db8:0:2::1") == "wrong"


def test_ipv4_addresses_in_the_form_of_ipv6_stay_apart():
    for _ in range(5):
        answer("::ffff:10.0.0.1")

    assert answer("10.0.0.1") == "stopped"
    assert answer("::ffff:10.0.0.2") == "wrong"
