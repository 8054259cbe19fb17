"""Coming in and going out, tried at the door."""

import re
from datetime import date, timedelta
from importlib import import_module

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import Argon2PasswordHasher, identify_hasher
from django.core import mail
from django.db import connection
from django.test import Client
from lxml import html

from organisation.cast import parts
from organisation.models import User
from organisation.roles import ACTION_OWNER, AUDITOR, HEAD_OF_SERVICE, PROGRAMME_OFFICE
from tests.caches import forget
from tests.factories import CouncilFactory, HoldingFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "three words together"
OTHER = "four other words entirely"
NINTH = date(2020, 11, 9)


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(monkeypatch):
    """And a password costs little to try: these tests try many."""
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 8)
    monkeypatch.setattr(Argon2PasswordHasher, "parallelism", 1)
    forget()
    yield
    forget()


@pytest.fixture
def person():
    user = UserFactory(email="dana@council.example")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, email: str = "dana@council.example", password: str = PASSWORD, to: str = "", **options):
    return client.post("/account/sign-in/", {"login": email, "password": password, "next": to}, **options)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def text(response) -> str:
    page = html.fromstring(response.content)
    return " ".join(page.find(".//main").text_content().split())


# --- E-mail and password ----------------------------------------------------------------------------------------------


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
    assert errors == ["Enter e-mail address", "Enter password"]
    assert page.findtext(".//title").startswith("Error: Sign in")


def test_the_page_leads_to_the_public_reports(client):
    page = html.fromstring(client.get("/account/sign-in/").content)
    assert page.xpath("//main//a[@href='/']")


def test_coming_in_writes_no_version_of_the_person(client, person):
    before = person.versions.count()
    sign_in(client)
    assert person.versions.count() == before


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


# --- Too many wrong passwords -----------------------------------------------------------------------------------------


def fail(client, times: int, **options) -> None:
    for number in range(times):
        assert "is wrong" in text(sign_in(client, password=f"wrong {number}", **options))


def test_after_five_wrong_passwords_the_sixth_try_is_refused_even_with_the_right_one(client, person):
    fail(client, 5)

    refused = sign_in(client)

    assert "Too many wrong passwords. Wait 15 minutes, then try again" in text(refused)
    assert not is_signed_in(client)


def test_after_four_the_right_one_lets_in(client, person):
    fail(client, 4)
    sign_in(client)
    assert is_signed_in(client)


def test_a_right_one_between_them_does_not_start_the_count_again(client, person):
    fail(client, 3)
    sign_in(client)
    client.logout()
    fail(client, 2)

    sign_in(client)

    assert not is_signed_in(client)


def test_other_people_and_other_places_are_not_blocked(client, person):
    other = UserFactory(email="robin@council.example")
    other.set_password(PASSWORD)
    other.save()
    fail(client, 5)

    sign_in(client, email="robin@council.example")
    elsewhere = Client()
    sign_in(elsewhere, REMOTE_ADDR="10.0.0.9")

    assert is_signed_in(client)
    assert is_signed_in(elsewhere)


def test_whether_somebody_exists_does_not_show_in_the_block(client):
    fail(client, 5, email="nobody@council.example")
    assert "Too many wrong passwords" in text(sign_in(client, email="nobody@council.example"))


def test_after_a_quarter_of_an_hour_one_may_try_again(client, person):
    with time_machine.travel("2026-03-02 08:00:00+00:00", tick=False) as clock:
        fail(client, 5)
        clock.shift(timedelta(minutes=15, seconds=1))
        sign_in(client)

        assert is_signed_in(client)


@pytest.mark.django_db(transaction=True)
def test_the_migration_makes_the_table_that_counts_and_can_be_undone():
    migration = import_module("organisation.migrations.0003_cache_table")

    with connection.schema_editor() as editor:
        migration.drop(None, editor)
    assert migration.TABLE not in connection.introspection.table_names()

    for _ in range(2):  # the second finds it there
        with connection.schema_editor() as editor:
            migration.create(None, editor)
    assert migration.TABLE in connection.introspection.table_names()


# --- A new password by e-mail -----------------------------------------------------------------------------------------


def link_in(message) -> str:
    [link] = re.findall(r"http://testserver(\S+)", message.body)
    return link


def ask_for_a_link(client, email: str = "dana@council.example"):
    return client.post("/account/password/forgotten/", {"email": email}, follow=True)


def choose(client, link: str, first: str = OTHER, second: str = OTHER):
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": first, "password2": second}, follow=True)


def test_the_link_in_the_e_mail_leads_to_a_new_password(client, person):
    CouncilFactory()
    assert "Read your e-mail" in text(ask_for_a_link(client))
    [message] = mail.outbox
    assert (message.subject, message.to) == ("Choose a new password", [person.email])
    assert "for the improvement programme of Ashdale Council" in message.body
    assert not message.alternatives

    done = choose(client, link_in(message))

    assert "Your new password is kept" in text(done)
    assert mail.outbox[-1].subject == "Your password was changed"
    sign_in(client)
    assert not is_signed_in(client)
    sign_in(client, password=OTHER)
    assert is_signed_in(client)


def test_a_link_works_once(client, person):
    ask_for_a_link(client)
    link = link_in(mail.outbox[0])
    choose(client, link)

    assert "This link no longer works" in text(Client().get(link, follow=True))


def test_opening_the_link_changes_nothing(client, person):
    """Mail scanners open it."""
    ask_for_a_link(client)
    link = link_in(mail.outbox[0])
    Client().get(link, follow=True)

    assert "Your new password is kept" in text(choose(client, link))


def test_a_link_is_too_old_after_three_days(client, person):
    with time_machine.travel("2026-03-02 08:00:00+00:00", tick=False) as clock:
        ask_for_a_link(client)
        clock.shift(timedelta(days=3, seconds=1))
        assert "This link no longer works" in text(client.get(link_in(mail.outbox[0]), follow=True))


@pytest.mark.parametrize(
    ("first", "second", "problem"),
    [
        ("short", "short", "at least 12 characters"),
        ("password1234", "password1234", "too common"),
        (OTHER, PASSWORD, "same password each time"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused(client, person, first, second, problem):
    ask_for_a_link(client)
    assert problem in text(choose(client, link_in(mail.outbox[0]), first, second))


def test_a_stranger_gets_the_same_answer_and_no_e_mail(client, person):
    known = text(ask_for_a_link(client))
    unknown = text(ask_for_a_link(client, "nobody@council.example"))

    assert known == unknown
    assert len(mail.outbox) == 1


def test_a_closed_account_gets_no_link(client, person):
    User.objects.update(is_active=False)
    ask_for_a_link(client)
    assert mail.outbox == []


def test_a_new_password_ends_the_block(client, person):
    fail(client, 5)
    ask_for_a_link(client)
    choose(client, link_in(mail.outbox[0]))

    sign_in(client, password=OTHER)

    assert is_signed_in(client)


# --- A changed password, sessions, going out --------------------------------------------------------------------------


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


# --- Who is not let in ------------------------------------------------------------------------------------------------


def test_nobody_makes_an_account_for_themselves(client):
    asked = client.post("/account/sign-up/", {"email": "new@council.example", "password1": PASSWORD})

    assert "You cannot make an account yourself" in text(asked)
    assert not User.objects.exists()


def test_whose_account_was_closed_is_out_at_the_next_request(client, person):
    sign_in(client)
    User.objects.update(is_active=False)

    answer = client.get("/account/sessions/")

    assert answer["Location"] == "/account/sign-in/?next=/account/sessions/"


def test_whose_account_was_closed_is_told_so_with_the_right_password_only(client, person):
    User.objects.update(is_active=False)

    assert "is wrong" in text(sign_in(client, password="wrong"))
    assert "Your account is closed" in text(sign_in(client, follow=True))
    assert not is_signed_in(client)


# --- The demonstration ------------------------------------------------------------------------------------------------


@pytest.fixture
def demonstration(settings):
    settings.DEMO = True
    CouncilFactory(plays_on=NINTH)


def player(role=PROGRAMME_OFFICE, **options) -> User:
    user = UserFactory(generated=True, name=options.pop("name", "Robin Specimen"))
    HoldingFactory(user=user, role=role.key, **options)
    return user


def test_one_press_signs_in_as_somebody_made_up(client, demonstration):
    user = player()
    page = html.fromstring(client.get("/account/sign-in/").content)
    [button] = page.xpath("//button[@formaction]")
    assert button.text_content() == "Sign in as Robin Specimen, Programme office"

    answer = client.post(button.get("formaction"))

    assert answer["Location"] == "/home/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert UserSession.objects.get().user == user


def test_it_leads_to_where_one_was_going(client, demonstration):
    user = player()
    assert client.post(f"/account/as/{user.pk}/", {"next": "/account/sessions/"})["Location"] == "/account/sessions/"


def test_the_page_says_what_day_it_is(client, demonstration):
    player()
    assert "It is Monday 9 November 2020 here" in text(client.get("/account/sign-in/"))


def test_nobody_real_and_nobody_without_a_role_can_be_played(client, demonstration):
    real = UserFactory()
    HoldingFactory(user=real)
    gone = player(ends_on=NINTH - timedelta(days=1))
    closed = player()
    User.objects.filter(pk=closed.pk).update(is_active=False)

    assert [client.post(f"/account/as/{user.pk}/").status_code for user in (real, gone, closed)] == [404] * 3
    assert b"formaction" not in client.get("/account/sign-in/").content


@pytest.mark.parametrize(("demo", "day"), [(False, NINTH), (True, None), (False, None)])
def test_outside_the_demonstration_nobody_can_be_played(client, settings, demo, day):
    settings.DEMO = demo
    CouncilFactory(plays_on=day)
    user = player()

    assert client.post(f"/account/as/{user.pk}/").status_code == 404
    assert b"formaction" not in client.get("/account/sign-in/").content
    assert not is_signed_in(client)


def test_to_open_the_address_does_not_sign_in(client, demonstration):
    assert client.get(f"/account/as/{player().pk}/").status_code == 405


def test_each_role_is_shown_by_another_person_where_it_can_be():
    both = player(HEAD_OF_SERVICE, name="Jo Placeholder")
    HoldingFactory(user=both, role=ACTION_OWNER.key)
    owner = player(ACTION_OWNER, name="Alex Example")
    auditor = player(AUDITOR, name="Chris Standin", team=TeamFactory(name="Assessment"))

    shown = [(part.role, part.user, part.scope) for part in parts(NINTH)]

    assert shown == [(ACTION_OWNER, owner, ""), (HEAD_OF_SERVICE, both, ""), (AUDITOR, auditor, "Assessment")]


def test_the_page_asks_the_database_no_more_for_more_people(client, demonstration, django_assert_max_num_queries):
    for _ in range(20):
        player(AUDITOR, team=TeamFactory())

    with django_assert_max_num_queries(20):
        client.get("/account/sign-in/")
