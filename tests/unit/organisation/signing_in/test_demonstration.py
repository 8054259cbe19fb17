"""Playing somebody made up, in the demonstration alone."""

from datetime import date, timedelta

import pytest
from allauth.usersessions.models import UserSession
from lxml import html

from organisation.cast import parts
from organisation.models import User
from organisation.roles import ACTION_OWNER, AUDITOR, HEAD_OF_SERVICE, PROGRAMME_OFFICE
from tests.factories import CouncilFactory, HoldingFactory, TeamFactory, UserFactory
from tests.unit.organisation.signing_in.door import is_signed_in, text

pytestmark = pytest.mark.django_db
NINTH = date(2020, 11, 9)


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
