"""The page of published statistics, and its forms: release days, and the areas that the council stands beside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from figures import closed, months
from figures.published import choosing, page, releasing
from figures.published.areas import offered
from figures.published.forms import AddReleaseForm, ChangeReleaseForm, ChooseAreasForm
from figures.published.models import Comparator, Kind, Release
from history import tracking
from organisation import clock
from organisation.access import who
from organisation.administering import button, form_page, made, pressed
from organisation.permissions import Permission
from pages.kept import typed

LIST = "published:list"
NO_FILE = "No file is loaded that has authorities. Load one of the published files first."


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """Open to everybody who signs in: it says what is published, and when it came out."""
    return render(request, "published/list.html", page.context(who(request), clock.today()))


@form_page(Permission.LOAD_PUBLISHED)
def add_release(request: HttpRequest) -> HttpResponse:
    form = AddReleaseForm(typed(request))
    if release := made(request, form, releasing.add_release):
        messages.success(request, f"{release} came out on {months.day(release.published_on)}.")
        return redirect(LIST)
    says = "A report may cite a year from this day on. A file may hold the year once its day is known."
    return show(request, form, "Add a release day", says)


@form_page(Permission.LOAD_PUBLISHED)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Its day may be corrected: what cites it then is judged by the corrected one."""
    shown = get_object_or_404(Release.objects.visible_to(who(request)), pk=pk)
    form = ChangeReleaseForm(typed(request), initial={"published_on": shown.published_on})
    if changed := made(request, form, releasing.change_release, of=shown, release=shown):
        messages.success(request, f"{changed} came out on {months.day(changed.published_on)}.")
        return redirect(LIST)
    more = {
        "changes": tracking.changes(shown),
        "remove": "" if releasing.is_used(shown) else reverse("published:remove_release", args=[pk]),
    }
    return show(request, form, str(shown), "Reports that are signed keep what they cite.", **more)


@button(Permission.LOAD_PUBLISHED)
def remove_release(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Release.objects.visible_to(who(request)), pk=pk)
    if not pressed(request, releasing.remove_release, release=shown):
        return redirect("published:release", pk=pk)
    messages.success(request, f"The day of {shown} is removed.")
    return redirect(LIST)


@form_page(Permission.MANAGE_DEFINITIONS)
def choose_areas(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    authorities = offered()
    if not authorities:
        messages.error(request, NO_FILE)
        return redirect(LIST)
    held = Comparator.objects.visible_to(who(request)).held_in(today.replace(day=1))
    given = {
        "council": next((one.area_code for one in held if one.kind == Kind.COUNCIL), ""),
        "neighbours": [one.area_code for one in held if one.kind == Kind.NEIGHBOUR],
    }
    form = ChooseAreasForm(typed(request), authorities=authorities, offered=closed.open_months(today), initial=given)
    if chosen := made(request, form, choosing.choose_areas):
        messages.success(request, f"The areas hold from {months.name(chosen[0].holds_from)}.")
        return redirect(LIST)
    return show(request, form, "Choose areas", "England and the council's region are always shown.")


@button(Permission.MANAGE_DEFINITIONS)
def remove_areas(request: HttpRequest, month: str) -> HttpResponse:
    try:
        start = months.parse(month)
    except months.NotAMonth:
        raise Http404 from None
    if pressed(request, choosing.remove_areas, holds_from=start):
        messages.success(request, f"The areas from {months.name(start)} are removed.")
    return redirect(LIST)


def show(request: HttpRequest, form: Any, title: str, says: str, **more: Any) -> HttpResponse:
    above = {"may_choose": who(request).access.may_somewhere(Permission.MANAGE_DEFINITIONS)}
    return render(request, "published/form.html", {"form": form, "title": title, "says": says, **above, **more})
