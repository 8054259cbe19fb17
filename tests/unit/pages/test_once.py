"""A form sent twice acts once."""

import threading
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.utils import timezone
from lxml import html

from organisation.models import Council
from pages.models import Sent
from pages.once import DONE_ONCE
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.pages_for_tests")]
TYPED = {"name": "Ashdale", "once": "b9c7"}


@pytest.fixture
def somebody(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_each_form_has_a_mark_of_its_own(client, somebody):
    page = html.fromstring(client.get("/try/").content)

    marks = page.xpath("//input[@name='once']/@value")

    assert len(set(marks)) == 2  # the form and the button


def test_the_second_of_two_does_nothing_and_goes_where_the_first_went(client, somebody):
    first = client.post("/try/", TYPED)
    second = client.post("/try/", TYPED)

    assert Council.objects.count() == 1
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"] == f"/try/?named={Council.objects.get().pk}"
    assert [str(message) for message in get_messages(second.wsgi_request)] == [DONE_ONCE]


def test_a_form_that_was_not_accepted_can_be_sent_again(client, somebody):
    refused = client.post("/try/", TYPED | {"name": ""})
    accepted = client.post("/try/", TYPED)

    assert (refused.status_code, accepted.status_code) == (200, 302)
    assert Council.objects.count() == Sent.objects.count() == 1


def test_other_words_typed_into_the_same_page_are_another_form(client, somebody):
    """Back, mend, send: nothing may be lost."""
    client.post("/try/", TYPED)
    client.post("/try/", TYPED | {"name": "Ashdale Council"})

    assert Council.objects.count() == 2


def test_another_person_may_send_the_same(client, somebody):
    client.post("/try/", TYPED)
    client.force_login(UserFactory())
    client.post("/try/", TYPED)

    assert Council.objects.count() == 2


def test_without_a_mark_a_form_acts_as_any_other(client, somebody):
    for _ in range(2):
        client.post("/try/", {"name": "Ashdale"})

    assert Council.objects.count() == 2
    assert not Sent.objects.exists()


def test_what_was_sent_long_ago_is_forgotten(client, somebody):
    Sent.objects.create(token="old", at=timezone.now() - timedelta(days=2))

    client.post("/try/", TYPED)

    assert not Sent.objects.filter(token="old").exists()


def test_a_failure_leaves_nothing_behind(client, somebody, monkeypatch):
    def fail(*arguments, **options):
        raise RuntimeError

    monkeypatch.setattr("tests.pages_for_tests.redirect", fail)
    with pytest.raises(RuntimeError):
        client.post("/try/", TYPED)

    assert not Council.objects.exists()
    assert not Sent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_act_once():
    user = UserFactory()
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(user)
    together = threading.Barrier(2)
    answers = []

    def send(client: Client) -> None:
        together.wait()
        try:
            answers.append(client.post("/try/?seconds=0.4", TYPED))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Council.objects.count() == 1
    assert {answer["Location"] for answer in answers} == {f"/try/?named={Council.objects.get().pk}"}
