"""The orders of flags: which outcome a contact has whose source system ticks several."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from figures import closed, months
from frontdoor.flags import Orders
from frontdoor.models import Flag, FlagOutcome, Outcome
from frontdoor.order import ordering
from frontdoor.order.forms import OrderForm
from organisation import clock
from organisation.access import who
from organisation.administering import button, form_page, made, pressed, show_form
from organisation.permissions import Permission
from pages.kept import typed

TITLE = "Outcomes of contacts"


@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """Open to everybody who signs in: it says how contacts are counted."""
    user = who(request)
    rows = list(FlagOutcome.objects.visible_to(user))
    known = Orders(rows)
    context = {
        "title": TITLE,
        "orders": [shown(known, start) for start in known.starts],
        "may_change": user.access.may(Permission.MANAGE_DEFINITIONS),
        "sees_front_door": user.access.may_somewhere(Permission.SEE_CONTACTS),
    }
    return render(request, "frontdoor/orders.html", context)


def shown(known: Orders, start: date) -> dict[str, Any]:
    this, last = clock.today().replace(day=1), closed.last_closed_month()
    holds_now = start <= this and not any(start < other <= this for other in known.starts)
    return {
        "from": "the beginning" if start == known.starts[-1] else months.name(start),
        "state": "Holds now" if holds_now else "To come" if start > this else "Replaced",
        "rows": [(Flag(flag).label, Outcome(outcome).label) for flag, outcome in known.orders[start].items()],
        "remove": reverse("frontdoor:remove_order", args=[months.code(start)])
        if start != known.starts[-1] and not (last and start <= last)
        else "",
    }


@form_page(Permission.MANAGE_DEFINITIONS)
def add_order(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    order = Orders(list(FlagOutcome.objects.visible_to(who(request)))).held_in(today.replace(day=1))
    form = OrderForm(typed(request), offered=closed.open_months(today), order=order)
    if rows := made(request, form, ordering.add_order):
        messages.success(request, f"The order holds from {months.name(rows[0].holds_from)}.")
        return redirect("frontdoor:orders")
    says = "The flag with the lowest place wins. Files that are loaded already stay as they are until loaded again."
    return show_form(request, form, "Add an order", says, [(TITLE, reverse("frontdoor:orders"))])


@button(Permission.MANAGE_DEFINITIONS)
def remove_order(request: HttpRequest, month: str) -> HttpResponse:
    try:
        start = months.parse(month)
    except ValueError:
        raise Http404 from None
    if pressed(request, ordering.remove_order, holds_from=start):
        messages.success(request, f"The order from {months.name(start)} is removed.")
    return redirect("frontdoor:orders")
