"""What was typed while the session ran out is kept until the same person has signed in again.

Forms that our pack makes say for whom they were made, signed. When such a form comes from nobody in particular, its
words wait in the anonymous session; whoever signs in there is given them only if they are that person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "made_for"
SIGNER = signing.Signer(salt="pages.kept")
SESSION_KEY = "kept"
MOST_BYTES = 100_000
NOT_FOR_KEEPING = ("csrfmiddlewaretoken", "once", FIELD)

BELOW = "You were signed out. What you typed is below; it is not saved yet."
CHOOSE_AGAIN = "Choose the file again."
NOT_KEPT = "You were signed out before you sent this page, so nothing was saved. Enter it again."
PRESS_AGAIN = "You were signed out, so nothing was done. Press the button again."
NOTHING_DONE = "A button was pressed after its page was signed out, so nothing was done."


def made_for(user: AbstractBaseUser) -> str:
    return SIGNER.sign(str(user.pk))


def typed(request: HttpRequest) -> QueryDict | None:
    """What to bind a form to: what was sent, or once after signing in again, what was kept of it."""
    if request.method == "POST":
        return request.POST
    kept = request.session.get(SESSION_KEY)
    if not kept or not _is_of(kept, request) or kept["path"] != request.get_full_path():
        return None
    del request.session[SESSION_KEY]
    if kept["typed"] is None:
        messages.warning(request, NOT_KEPT)
        return None
    messages.warning(request, f"{BELOW} {CHOOSE_AGAIN}" if kept["had_files"] else BELOW)
    request.kept = True  # type: ignore[attr-defined]
    return QueryDict(kept["typed"])


class KeepingMiddleware:
    """Stands before Django's LoginRequiredMiddleware, which would send whoever is not signed in away without a word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "GET" and request.user.is_authenticated:
            response = self.after_signing_in(request, response)
        return in_words(request, response) if isinstance(response, HttpResponseNotAllowed) else response

    def after_signing_in(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Forgets what was asked for. A button's address has no page of its own: its sender is led to one."""
        kept: dict[str, Any] = request.session.get(SESSION_KEY) or {}
        is_own = bool(kept) and _is_of(kept, request)
        if is_own and kept["path"] != request.get_full_path():
            return response  # of another page, which may still be asked for
        if kept:
            del request.session[SESSION_KEY]
        if response.status_code != 405:
            return response
        if is_own:
            messages.warning(request, PRESS_AGAIN)
            return HttpResponseRedirect(kept["page"] or resolve_url(settings.LOGIN_REDIRECT_URL))
        if _comes_from_sign_in(request):  # as somebody else, or by a form that did not say for whom it was made
            messages.warning(request, NOTHING_DONE)
            return HttpResponseRedirect(resolve_url(settings.LOGIN_REDIRECT_URL))
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], arguments: Any, options: Any
    ) -> HttpResponse | None:
        if request.method == "POST" and not request.user.is_authenticated and getattr(view, "login_required", True):
            keep(request)
            return redirect_to_login(request.get_full_path())
        kept = request.session.get(SESSION_KEY)
        if kept and request.user.is_authenticated and not _is_of(kept, request):
            del request.session[SESSION_KEY]  # of somebody else: never shown
        return None


def keep(request: HttpRequest) -> None:
    """Put aside what was sent, if the form says for whom it was made."""
    try:
        person = SIGNER.unsign(request.POST.get(FIELD, ""))
    except signing.BadSignature:
        return
    request.session[SESSION_KEY] = {
        "of": person,
        "path": request.get_full_path(),
        "page": _page_it_was_on(request),
        "typed": worth_keeping(request.POST),
        "had_files": bool(request.FILES),
    }


def worth_keeping(typed: QueryDict) -> str | None:
    """None: passwords are not kept, nor what is too long. Files never are."""
    if any("password" in name for name in typed):
        return None
    data = typed.copy()
    for name in NOT_FOR_KEEPING:
        data.pop(name, None)
    encoded = data.urlencode()
    return encoded if len(encoded) <= MOST_BYTES else None


def _is_of(kept: dict[str, Any], request: HttpRequest) -> bool:
    return request.user.is_authenticated and kept["of"] == str(request.user.pk)


def in_words(request: HttpRequest, refusal: HttpResponseNotAllowed) -> HttpResponse:
    """Django answers with an empty page."""
    page = render(request, "405.html", status=405)
    page.headers["Allow"] = refusal.headers["Allow"]
    return page


def _comes_from_sign_in(request: HttpRequest) -> bool:
    return urlsplit(_page_it_was_on(request)).path == resolve_url(settings.LOGIN_URL)


def _page_it_was_on(request: HttpRequest) -> str:
    """Its address here, or nothing."""
    address = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return ""
    parts = urlsplit(address)
    path = "/" + parts.path.lstrip("/")  # two slashes would lead to another host
    return path + (f"?{parts.query}" if parts.query else "")
