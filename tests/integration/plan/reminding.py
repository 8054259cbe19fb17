"""An owner with an action and a manager, who are reminded of it; and a mail server that is away."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command

from improvement.models import Reminder
from improvement.reminders import recording as reminders
from tests.factories import ActionFactory, HoldingFactory, UserFactory

OPENED_ON = date(2020, 11, 2)  # updates are due on the fifth working day, Friday 6 November


@pytest.fixture
def office_person():
    return HoldingFactory(role="programme_office", user__job_title="Programme Manager").user


@pytest.fixture
def manager():
    return UserFactory(job_title="Deputy Director", email="val@council.example")


@pytest.fixture
def owner(october, manager):
    return UserFactory(name="Jo", job_title="Head of Early Help", email="jo@council.example", manager=manager)


@pytest.fixture
def action(owner):
    return ActionFactory(reference="1.1", title="Strategy", owner=owner, original_date=date(2021, 3, 31))


def said(day):
    return [(str(each.kind), each.person.job_title, " ".join(each.actions)) for each in reminders.wanted(day)[1]]


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("send_reminders", *arguments, stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


def was_sent(kind, person, cycle, day=OPENED_ON):
    at = datetime(2020, 11, 2, 9, tzinfo=UTC)
    Reminder.objects.create(kind=kind, person=person, cycle=cycle, day=day, recorded_at=at, sent_at=at)


class Away(EmailBackend):
    problem: OSError | None = ConnectionRefusedError("nobody listens")

    def send_messages(self, messages):
        if self.problem:
            raise self.problem
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    monkeypatch.setattr(Away, "problem", Away.problem)
    return Away
