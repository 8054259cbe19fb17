"""Addresses of other apps' pages that homes lead to."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from figures import months
from organisation.scopes import Scope


def figure(key: str, month: date, scope: Scope | None = None) -> str:
    asked = {"month": months.code(month)} | ({"scope": scope.slug} if scope else {})
    return f"{reverse('figures:figure', args=[key])}?{urlencode(asked)}"


def files() -> str:
    return reverse("files:list")


def source_words() -> str:
    return reverse("frontdoor:source_words")


def draft(month: date) -> str:
    return reverse("drafts:draft", args=[month])


def sign(month: date) -> str:
    return reverse("drafts:sign", args=[month])


def publish(month: date) -> str:
    return reverse("drafts:publish", args=[month])


def report(month: date) -> str:
    return reverse("reports:report", args=[month])


def plan(list_: str) -> str:
    """A ready-made list of the plan's actions."""
    return f"{reverse('plan:plan')}?{urlencode({'list': list_})}#actions"
