"""Every address of the product is known here, and says who may open it."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    "",
    "reports/<month:month>/",
    "reports/<month:month>/files/<str:name>",
    "reports/<month:month>/figures/<path:ref>/",
    "accessibility/",
    "health/",
    "favicon.ico",
}


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        else:
            yield route, entry


def test_no_address_is_unknown():
    assert {route for route, _ in addresses(get_resolver())} == PUBLIC


@pytest.mark.parametrize(("route", "pattern"), list(addresses(get_resolver())), ids=lambda value: str(value))
def test_what_is_public_says_so_itself(route, pattern):
    assert getattr(pattern.callback, "login_required", True) is (route not in PUBLIC)
