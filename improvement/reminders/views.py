"""E-mails and links of the open cycle, for the programme office."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from figures.models import Cycle
from improvement.reminders import page as reminders_page
from improvement.reminders import recording as reminders
from improvement.updates import linking
from improvement.updates.page import cycle_to_update
from organisation import clock
from organisation.access import needs
from organisation.administering import button, pressed
from organisation.models import User
from organisation.permissions import Permission


@require_safe
@needs(Permission.KEEP_PLAN)
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "plan/reminders.html", reminders_page.context(clock.now()))


@button(Permission.KEEP_PLAN)
def revoke_link(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    if pressed(request, linking.revoke, person=person, cycle=open_cycle(), otherwise="Nothing was revoked."):
        messages.success(request, f"The link of {person.get_full_name()} has ended.")
    return redirect("plan:reminders")


@button(Permission.KEEP_PLAN)
def send_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Those that they had before end."""
    person = get_object_or_404(User, pk=pk)
    if pressed(request, reminders.send_anew, person=person, cycle=open_cycle(), otherwise="No link was sent."):
        messages.success(request, f"A new link is on its way to {person.email}. Earlier ones have ended.")
    return redirect("plan:reminders")


def open_cycle() -> Cycle:
    cycle = cycle_to_update(clock.now())
    if cycle is None:
        raise Http404
    return cycle
