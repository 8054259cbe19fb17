"""Too many wrong passwords, and when one may try again."""

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client

from tests.factories import UserFactory
from tests.unit.organisation.signing_in.door import (
    OTHER,
    PASSWORD,
    ask_for_a_link,
    choose,
    is_signed_in,
    link_in,
    sign_in,
    text,
)

pytestmark = pytest.mark.django_db


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


def test_a_new_password_ends_the_block(client, person):
    fail(client, 5)
    ask_for_a_link(client)
    choose(client, link_in(mail.outbox[0]))

    sign_in(client, password=OTHER)

    assert is_signed_in(client)
