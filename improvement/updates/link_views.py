"""An owner's page of updates, for whoever has the link of an e-mail. It signs nobody in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from improvement.updates import linking
from improvement.updates.linking import Ended
from improvement.updates.typed_words import typed_words
from improvement.updates.views import answer
from organisation import clock
from pages.once import acts_once
from pages.unsigned import unsigned

HERE = "./"  # never the address itself: what a form was answered with is stored (see pages.once)
UNKNOWN = Ended(
    "There is no such link.",
    "Copy all of it from the e-mail, up to its last letter, or press it there. If it still does not work, ask the "
    "programme office to send you a new one.",
)


@require_http_methods(["GET", "HEAD", "POST"])
@unsigned
@acts_once
def updates(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing: programs that check e-mails open every link."""
    at = clock.now()
    link = linking.find(token)
    if link is None:
        return refuse(request, UNKNOWN, 404)
    if ended := linking.ended(link, at):
        return refuse(request, ended, 410)
    response = answer(request, link.person, link.cycle, HERE, at, request.POST if request.method == "POST" else None)
    if request.method == "POST" and response.status_code == 302:
        linking.used(link, at)
    return response


def refuse(request: HttpRequest, ended: Ended, status: int) -> HttpResponse:
    context = {"ended": ended, "unknown": status == 404, "lost": typed_words(request.POST)}
    return render(request, "plan/link_ended.html", context, status=status)
