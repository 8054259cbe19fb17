"""What a mail server's answer means for the job that sends, asked of a server that gives it."""

import socket

import pytest
from django.core.mail import EmailMessage

from jobs.handing_in import Unanswered, hand_in
from jobs.later import TryLater
from jobs.running import JobProblem
from tests.mail_server import DROPS, listening


@pytest.fixture
def server(settings):
    with listening(settings) as server:
        yield server


def send():
    hand_in(EmailMessage("Hello", "Words", to=["jo@council.example"]), person="Jo", then="Then ask again.")


def ends(**answers):
    return pytest.param(answers, id=" ".join(map(" ".join, answers.items())) or "takes it")


@pytest.mark.parametrize("answers", [ends(), ends(QUIT="451 busy"), ends(QUIT=DROPS)])
def test_what_the_server_took_is_sent_however_it_says_goodbye(server, answers):
    server.answers = answers

    send()

    [message] = server.taken
    assert "To: jo@council.example" in message


def test_an_address_that_it_does_not_know_is_refused_for_good(server):
    server.answers = {"RCPT": "550 no such user"}

    with pytest.raises(JobProblem, match="refuses the e-mail address of Jo") as refused:
        send()

    assert refused.value.remedy == "Have an administrator check the address. Then ask again."


@pytest.mark.parametrize("answers", [ends(RCPT="450 mailbox is full"), ends(TAKEN="554 too much"), ends(DATA="451 no")])
def test_what_it_says_of_this_e_mail_alone_is_no_word_on_others(server, answers):
    server.answers = answers

    with pytest.raises(TryLater, match="did not take this e-mail"):
        send()


@pytest.mark.parametrize("answers", [ends(MAIL="421 closing"), ends(MAIL="550 not from there")])
def test_a_server_that_takes_from_nobody_is_away(server, answers):
    server.answers = answers

    with pytest.raises(TryLater, match="does not take e-mails") as away:
        send()

    assert not isinstance(away.value, Unanswered)
    assert away.value.remedy == "Check EMAIL_URL and that the mail server runs. Then ask again."


def test_one_that_breaks_off_when_it_has_the_e_mail_may_have_taken_it(server):
    server.answers = {"TAKEN": DROPS}

    with pytest.raises(Unanswered):
        send()


def test_a_port_at_which_nobody_listens_took_nothing(settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = taken.getsockname()

        with pytest.raises(TryLater, match="does not take e-mails") as away:
            send()

    assert not isinstance(away.value, Unanswered)
