"""The mail server is down: nobody's page breaks, and none tells who is known."""

import logging
import re
import socket
from collections.abc import Iterator

import pytest
from django.core import mail
from lxml import html

from jobs.models import Job, State
from jobs.running import run_job
from tests.caches import forget
from tests.factories import UserFactory
from tests.mail_server import listening

pytestmark = pytest.mark.django_db
PASSWORD, OTHER = "three words together", "four other words entirely"


@pytest.fixture(autouse=True)
def mail_server_that_is_away(settings) -> Iterator[None]:
    """A port of this machine at which nobody listens."""
    forget()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = taken.getsockname()
        yield
    forget()


@pytest.fixture
def person():
    user = UserFactory(email="dana@council.example")
    user.set_password(PASSWORD)
    user.save()
    return user


def told(response) -> str:
    assert response.status_code == 200
    return html.fromstring(response.content).find(".//main").text_content()


def test_who_asks_for_a_link_is_answered_alike_whether_known_or_not(client, person, caplog):
    def asked(email: str) -> str:
        return told(client.post("/account/password/forgotten/", {"email": email}, follow=True))

    with caplog.at_level(logging.ERROR):
        known = asked("dana@council.example")

    assert known == asked("nobody@council.example")
    assert "was not sent. Check EMAIL_URL." in caplog.text
    assert "dana@" not in caplog.messages[-1]


def test_a_changed_password_is_kept(client, person):
    client.force_login(person)

    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}, follow=True)

    person.refresh_from_db()
    assert person.check_password(OTHER)


def test_a_link_that_could_not_be_sent_is_sent_when_the_server_is_back(client, person, settings):
    for _ in range(2):
        client.post("/account/password/forgotten/", {"email": "dana@council.example"})
    client.post("/account/password/forgotten/", {"email": "nobody@council.example"})
    job = Job.objects.get()
    assert job.args == {"template_prefix": "account/email/password_reset_key", "person_id": person.pk}
    run_job(job.pk)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Job.objects.update(not_before=None)
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.put_off) == (State.DONE, 1)
    [message] = mail.outbox
    assert (message.to, message.subject) == ([person.email], "Choose a new password")
    [link] = re.findall(r"http://127.0.0.1:8000(/account/password/new/\S+)", message.body)
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": OTHER, "password2": OTHER})
    person.refresh_from_db()
    assert person.check_password(OTHER)


def test_an_address_that_the_server_does_not_know_is_said_so_and_not_tried_for_days(client, person, settings):
    with listening(settings) as server:
        server.answers = {"RCPT": "550 no such user"}
        client.post("/account/password/forgotten/", {"email": "dana@council.example"})
        run_job(Job.objects.get().pk)

    job = Job.objects.get()
    assert (job.state, job.problem) == (State.FAILED, f"The mail server refuses the e-mail address of {person}.")
    assert job.remedy.endswith("Then let the person ask for a new password on the sign-in page.")
