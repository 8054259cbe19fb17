"""E-mails that were kept in files instead of being sent: the demonstration shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from organisation.signing_in import is_demonstration

FILES = "django.core.mail.backends.filebased.EmailBackend"
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
BETWEEN = re.compile(rb"^-{79}\r?\n", re.MULTILINE)  # messages of one file, as Django's back end writes them
NEWEST = 200  # files that are listed
ADDRESS = re.compile(r"https?://(?P<host>[^\s/<>\"']+)(?P<path>/[^\s<>\"']*)")


@dataclass(frozen=True)
class Mail:
    file: str
    number: int  # of the message in its file, from 0
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "No subject")

    @property
    def to(self) -> str:
        return str(self.message["To"] or "Nobody")

    @property
    def at(self) -> datetime:
        date = self.message["Date"]
        at = getattr(date, "datetime", None)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)) if at else datetime.min.replace(tzinfo=UTC)

    @property
    def text(self) -> SafeString:
        """With links that lead to this site, at whatever name it is open here."""
        text, shown, end = self.part("plain"), "", 0
        for found in ADDRESS.finditer(text):
            if is_ours(found["host"]):
                link = format_html('<a class="govuk-link" href="{}">{}</a>', found["path"], found[0])
                shown, end = shown + escape(text[end : found.start()]) + link, found.end()
        return mark_safe(shown + escape(text[end:]))  # noqa: S308 - every piece is escaped above

    @property
    def html(self) -> str:
        return ADDRESS.sub(lambda found: found["path"] if is_ours(found["host"]) else found[0], self.part("html"))

    def part(self, kind: str) -> str:
        body = self.message.get_body((kind,))
        return str(body.get_content()) if body else ""


def is_open() -> bool:
    """Only in the demonstration, whose people are made up and get no e-mails."""
    return settings.EMAIL_BACKEND == FILES and is_demonstration()


def is_ours(host: str) -> bool:
    return urlsplit(f"//{host}").hostname in (*THIS_MACHINE, urlsplit(settings.SITE_URL).hostname)


def files() -> list[Path]:
    """Newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    return sorted(folder.glob("*.log"), reverse=True)[:NEWEST] if folder.is_dir() else []


def mails() -> list[Mail]:
    """Newest first."""
    return sorted((mail for file in files() for mail in read(file)), key=lambda mail: mail.at, reverse=True)


def find(file: str, number: int) -> Mail | None:
    """Its file is one of those that are listed: no address leads to another."""
    found = (mail for path in files() if path.name == file for mail in read(path))
    return next((mail for mail in found if mail.number == number), None)


def read(file: Path) -> Iterator[Mail]:
    pieces = [piece for piece in BETWEEN.split(file.read_bytes()) if piece.strip()]
    for number, piece in enumerate(pieces):
        message = message_from_bytes(piece, policy=policy.default)
        assert isinstance(message, EmailMessage)  # noqa: S101 - the policy makes no other
        yield Mail(file.name, number, message)
