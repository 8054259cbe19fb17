"""Pages for whoever holds a private address: they know nobody, set no cookie, and are kept and told on by nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import BaseStorage, Message
from django.core import signing
from django.http import HttpRequest, HttpResponse

from pages.unkept import unkept

SAID = "said"
SALT = "pages.unsigned"
HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


class InAddress(BaseStorage):
    """Messages that a redirect hands on in its address, signed so that nobody else can put words into our pages."""

    def _get(self, *arguments: Any, **options: Any) -> tuple[list[Message], bool]:
        if self.request.method != "GET":
            return [], True
        try:
            said = signing.loads(self.request.GET.get(SAID, ""), salt=SALT)
        except signing.BadSignature:
            return [], True
        return [Message(level, words) for level, words in said], True

    def _store(self, messages: list[Message], response: Any, *arguments: Any, **options: Any) -> list[Message]:
        if messages and 300 <= response.status_code < 400:
            said = signing.dumps([(message.level, str(message.message)) for message in messages], salt=SALT)
            parts = urlsplit(response["Location"])
            query = "&".join(filter(None, [parts.query, urlencode({SAID: said})]))
            response["Location"] = parts._replace(query=query).geturl()
        return []


def unsigned(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Also to somebody who has signed in here, who may be another than the address was made for. Its forms need no
    token against forgery: the address is the secret, and without a referrer browsers do not say where a form was."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        request.user = AnonymousUser()
        request._messages = InAddress(request)  # type: ignore[attr-defined]
        response = view(request, *arguments, **options)
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return unkept(response)

    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    guarded.login_required = False  # type: ignore[attr-defined]
    return guarded
