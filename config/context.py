"""What every page knows: whose it is, in the demonstration what day it plays, and where one may go from it."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from config.menu import Item, menu
from organisation import outbox
from organisation.models import Council


def council(request: HttpRequest) -> dict[str, object]:
    council = Council.current()
    return {
        "council": council,
        "demo": council.is_demonstration,
        "today": council.plays_on,
        "outbox": outbox.is_open(),
        "menu": menu_of(request),
    }


def menu_of(request: HttpRequest) -> Callable[[], list[Item]]:
    """Asked by the page that shows it, so that a part of a page asks nothing."""
    return lambda: menu(getattr(request, "user", AnonymousUser()), request.path, request.resolver_match)
