"""A new password by e-mail."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from organisation.models import User
from tests.factories import CouncilFactory
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


def test_the_link_in_the_e_mail_leads_to_a_new_password(client, person):
    CouncilFactory()
    assert "Read your e-mail" in text(ask_for_a_link(client))
    [message] = mail.outbox
    assert (message.subject, message.to) == ("Choose a new password", [person.email])
    assert "for the improvement programme of Ashdale Council" in message.body
    assert not message.alternatives

    done = choose(client, link_in(message))

    assert "Your password is kept" in text(done)
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

    assert "Your password is kept" in text(choose(client, link))


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
