"""The page on which contacts that no rule settles get a category."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from figures import months
from figures.words import count
from frontdoor import queue as waiting
from frontdoor import ruling
from frontdoor.forms import QueueForm
from history import seen
from organisation import clock
from organisation.access import who
from organisation.administering import form_page, made
from organisation.permissions import Permission
from pages.kept import typed
from pages.unkept import unkept


@form_page(Permission.CATEGORISE_CONTACTS)
def queue(request: HttpRequest) -> HttpResponse:
    month = month_of(request)
    contacts = waiting.waiting(who(request), month)
    data = typed(request)
    shown = list(contacts.filter(reference__in=list(data))) if data else []
    shown = shown or list(contacts[: waiting.SHOWN])
    form = QueueForm(data, contacts=shown, categories=waiting.offered(shown), on=clock.today())
    settled = made(request, form, ruling.decide)
    if settled is not None:
        messages.success(request, f"{count(settled, 'contact').capitalize()} settled, with your name.")
        return redirect(request.get_full_path())
    number = contacts.count()
    context = {
        "form": form,
        "number": number,
        "month": months.name(month) if month else "",
        "commonest": waiting.commonest(contacts) if number else None,
    }
    if shown and request.method != "HEAD":
        what = "Contacts that wait for a category"
        seen.log(by=who(request), at=clock.now(), what=what, address=request.get_full_path(), rows=len(shown))
    return unkept(render(request, "frontdoor/queue.html", context))


def month_of(request: HttpRequest) -> date | None:
    try:
        return months.parse(request.GET.get("month", ""))
    except months.NotAMonth:
        return None
