"""The e-mail that says what became of a load, to whoever asked for it."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from intake.models import Upload
from intake.registry import dataset
from intake.uploads.work import Finishing
from jobs.handing_in import hand_in
from organisation.models import Council, User

THEN = "Then see the page Files: it says what became of the load."


def send(upload: Upload, to: User, finishing: Finishing) -> None:
    """Raises TryLater while the mail server is away, JobProblem where it knows no such address."""
    if to.is_active:
        hand_in(letter(upload, to), person=str(to), then=THEN)
    with finishing():
        pass


def letter(upload: Upload, to: User) -> EmailMessage:
    load = upload.file.loads.first() if upload.file else None
    address = reverse("files:load", args=[load.pk]) if load else reverse("files:upload", args=[upload.pk])
    of = dataset(upload.dataset).label.lower()
    subject = f"Your file of {of} is loaded" if load else f"Your file of {of} was not loaded"
    context = {
        "person": to, "upload": upload, "load": load, "url": f"{settings.SITE_URL}{address}",
        "council": Council.current(),
    }  # fmt: skip
    body = render_to_string("intake/letter.txt", context)
    return EmailMessage(subject, body, to=[to.email], headers={"Auto-Submitted": "auto-generated"})  # RFC 3834
