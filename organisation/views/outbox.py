"""The outbox of the demonstration, for whoever has come in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisation.outbox import Mail, find, is_open, mails
from pages.unkept import unkept

NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox"


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    if not is_open():
        raise Http404
    return secret(render(request, "organisation/outbox.html", {"mails": mails()}))


@require_safe
def mail(request: HttpRequest, file: str, number: int) -> HttpResponse:
    return secret(render(request, "organisation/mail.html", {"mail": the_mail(file, number)}))


@require_safe
def mail_html(request: HttpRequest, file: str, number: int) -> HttpResponse:
    """As it looks in somebody's mailbox. Nothing in it runs, and it is a page of its own, of no origin."""
    return secret(HttpResponse(the_mail(file, number).html, headers={"Content-Security-Policy": NOTHING_RUNS}))


def the_mail(file: str, number: int) -> Mail:
    found = find(file, number) if is_open() else None
    if found is None:
        raise Http404
    return found


def secret(response: HttpResponse) -> HttpResponse:
    """An e-mail holds a secret address."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return unkept(response)
