"""Hands one e-mail to the mail server, and says what the answer means for the job that sends it."""

from __future__ import annotations

import smtplib
from contextlib import suppress

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from jobs.later import TryLater
from jobs.running import JobProblem

AWAY = "The mail server does not take e-mails."
AWAY_REMEDY = "Check EMAIL_URL and that the mail server runs. {then}"
NOT_NOW = "The mail server did not take this e-mail."
NOT_NOW_REMEDY = "The log says what it answered. {then}"
REFUSED = "The mail server refuses the e-mail address of {person}."
REFUSED_REMEDY = "Have an administrator check the address. {then}"

ANSWERS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)  # to this e-mail, not to whoever would send any
BROKEN_OFF = (TimeoutError, ConnectionResetError, BrokenPipeError, smtplib.SMTPServerDisconnected)


class Unanswered(TryLater):
    """The server may have taken the e-mail: it went silent once it was connected."""


def hand_in(message: EmailMessage, *, person: str, then: str) -> None:
    """Raises TryLater, or JobProblem where no later try could do better. `person` is whose address it is; `then` is
    what whoever asked can do once the fault is mended, as a sentence."""
    server = get_connection()
    try:
        connect(server, then)
        server.send_messages([message])
    except OSError as problem:
        raise meaning_of(problem, person, then) from problem
    finally:
        with suppress(OSError):  # what was taken is taken, however the server says goodbye
            server.close()


def connect(server: BaseEmailBackend, then: str) -> None:
    """Whatever goes wrong here (network, answer, or folder), nothing was taken."""
    try:
        server.open()
    except OSError as problem:
        raise TryLater(AWAY, AWAY_REMEDY.format(then=then)) from problem


def meaning_of(problem: OSError, person: str, then: str) -> TryLater | JobProblem:
    if is_for_good(problem):
        return JobProblem(REFUSED.format(person=person), REFUSED_REMEDY.format(then=then))
    if isinstance(problem, ANSWERS):
        return TryLater(NOT_NOW, NOT_NOW_REMEDY.format(then=then))
    kind = Unanswered if isinstance(problem, BROKEN_OFF) else TryLater
    return kind(AWAY, AWAY_REMEDY.format(then=then))


def is_for_good(problem: OSError) -> bool:
    """The server knows no such address: its answer begins with 5."""
    return isinstance(problem, smtplib.SMTPRecipientsRefused) and all(
        500 <= code < 600 for code, _ in problem.recipients.values()
    )
