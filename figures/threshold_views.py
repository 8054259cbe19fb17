"""Thresholds and targets: the list by figure, one with its history, and what an administrator changes of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from figures import closed, months, thresholds
from figures.models import Threshold
from figures.registry import label
from figures.threshold_forms import AddThresholdForm, ChangeThresholdForm
from figures.thresholds import worth
from figures.words import capital
from history import tracking
from organisation import clock
from organisation.access import needs, who
from organisation.administering import button, form_page, made, pressed, show_form
from organisation.permissions import Permission
from organisation.refused import Refused
from pages.kept import typed
from pages.tables import Column, table


@require_safe
@needs(Permission.MANAGE_DEFINITIONS)
def thresholds_list(request: HttpRequest) -> HttpResponse:
    found = list(Threshold.objects.visible_to(who(request)).order_by("figure", "holds_from"))
    holds = state(found, clock.today().replace(day=1))
    columns = [
        Column(
            "figure",
            "Figure",
            lambda row: label(row.figure),
            href=lambda row: reverse("thresholds:threshold", args=[row.pk]),
        ),
        Column("kind", "What", "kind"),
        Column("value", "Value", lambda row: worth(row), numeric=True, sortable=False),
        Column("means", "What it means", lambda row: capital(row.meaning), order="means"),
        Column("holds_from", "Holds from", lambda row: months.name(row.holds_from), sortable=False),
        Column("state", "Now", lambda row: holds(row), sortable=False),
    ]
    shown = table(request.GET, found, columns, "By figure", empty="There is none yet. Add the first.")
    return render(request, "thresholds/list.html", {"table": shown})


@require_safe
@needs(Permission.MANAGE_DEFINITIONS)
def threshold(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_threshold(request, pk)
    others = list(Threshold.objects.visible_to(who(request)).filter(figure=shown.figure).order_by("holds_from"))
    context = {
        "threshold": shown,
        "figure": label(shown.figure),
        "value": worth(shown),
        "from_month": months.name(shown.holds_from),
        "state": state(others, clock.today().replace(day=1))(shown),
        "settled": thresholds.is_settled(shown, closed.last_closed_month()),
        "others": [
            (other, f"{other.get_kind_display()} {worth(other)}", months.name(other.holds_from))
            for other in others
            if other.pk != shown.pk
        ],
        "changes": tracking.changes(shown),
        "above": above(),
    }
    return render(request, "thresholds/threshold.html", context)


@form_page(Permission.MANAGE_DEFINITIONS)
def add_threshold(request: HttpRequest) -> HttpResponse:
    given = {"figure": request.GET.get("figure", "")}
    form = AddThresholdForm(typed(request), offered=closed.open_months(clock.today()), initial=given)
    if added := made(request, form, thresholds.add_threshold):
        messages.success(request, f"{label(added.figure)} has a {added.noun} from {months.name(added.holds_from)}.")
        return redirect("thresholds:threshold", pk=added.pk)
    says = "It replaces the earlier one of its kind from the month that you choose; earlier months keep theirs."
    return show(request, form, "Add a threshold or target", says)


@form_page(Permission.MANAGE_DEFINITIONS)
def change_threshold(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_threshold(request, pk)
    try:
        thresholds.refuse_settled(shown)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("thresholds:threshold", pk=pk)
    given = {"value": shown.value, "means": shown.means, "holds_from": shown.holds_from.isoformat()}
    form = ChangeThresholdForm(typed(request), offered=closed.open_months(clock.today()), initial=given)
    if made(request, form, thresholds.change_threshold, of=shown, threshold=shown):
        messages.success(request, f"The {shown.noun} of {label(shown.figure)} is saved.")
        return redirect("thresholds:threshold", pk=pk)
    return show(request, form, f"Change the {shown.noun} of {label(shown.figure)}", "No closed month used it.", shown)


@button(Permission.MANAGE_DEFINITIONS)
def remove_threshold(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_threshold(request, pk)
    if not pressed(request, thresholds.remove_threshold, threshold=shown):
        return redirect("thresholds:threshold", pk=pk)
    messages.success(
        request, f"The {shown.noun} of {label(shown.figure)} from {months.name(shown.holds_from)} is removed."
    )
    return redirect("thresholds:list")


def state(rows: list[Threshold], month: date) -> Callable[[Threshold], str]:
    """What to say of each of the rows, which are in the order of the months from which they hold."""
    latest = {(row.figure, row.kind): row.pk for row in rows if row.holds_from <= month}

    def said(row: Threshold) -> str:
        if row.holds_from > month:
            return "To come"
        return "Holds" if latest[row.figure, row.kind] == row.pk else "Replaced"

    return said


def the_threshold(request: HttpRequest, pk: int) -> Threshold:
    return get_object_or_404(Threshold.objects.visible_to(who(request)), pk=pk)


def above() -> list[tuple[str, str]]:
    return [("Thresholds and targets", reverse("thresholds:list"))]


def show(request: HttpRequest, form: Any, title: str, says: str, below: Threshold | None = None) -> HttpResponse:
    trail = above()
    if below:
        trail.append((label(below.figure), reverse("thresholds:threshold", args=[below.pk])))
    return show_form(request, form, title, says, trail)
