"""What the pages of administration do alike: they take a form or the press of a button, make the change as whoever
asks, and say what came of it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from organisation import clock, meanwhile
from organisation.access import needs, who
from organisation.permissions import Permission
from organisation.refused import Refused
from pages.once import acts_once

Made = TypeVar("Made")
View = Callable[..., HttpResponse]
Trail = Sequence[tuple[str, str]]  # title and address of each page above, nearest last


def form_page(permission: Permission) -> Callable[[View], View]:
    """A view that shows a form and takes it, once however often it is sent."""

    def decorate(view: View) -> View:
        return require_http_methods(["GET", "HEAD", "POST"])(needs(permission)(acts_once(view)))

    return decorate


def button(permission: Permission) -> Callable[[View], View]:
    """A view behind a button, which has no page of its own."""

    def decorate(view: View) -> View:
        return require_POST(needs(permission)(acts_once(view)))

    return decorate


def made(
    request: HttpRequest, form: forms.Form, change: Callable[..., Made], *, of: Model | None = None, **about: Any
) -> Made | None:
    """What the change made of what was typed. None where the form was not sent, is wrong, or the change was refused:
    then the form says why. So it does where `of`, the record that the form was filled from, was changed meanwhile."""
    if of is not None:
        meanwhile.watch(form, of)
    if request.method != "POST" or not form.is_valid():
        return None
    if of is not None and not meanwhile.is_as_seen(form, of):
        return None
    try:
        return change(**about, **form.cleaned_data, by=who(request), at=clock.now())
    except Refused as refused:
        refused.show_on(form)
        return None


def pressed(request: HttpRequest, change: Callable[..., Any], *, otherwise: str = "", **about: Any) -> bool:
    """Whether the change was made. Where it was refused a message says why, after the words of `otherwise`."""
    try:
        change(**about, by=who(request), at=clock.now())
    except Refused as refused:
        messages.error(request, f"{otherwise} {refused}".strip())
        return False
    return True


def show_form(
    request: HttpRequest, form: forms.Form, title: str, says: str, above: Trail, *, back: str = ""
) -> HttpResponse:
    """`back` is where one came from, if that is not the nearest page above."""
    context = {"form": form, "title": title, "says": says, "above": list(above), "back": back or above[-1][1]}
    return render(request, "organisation/form.html", context)
