"""Pages on which the programme office says by which figures an action is measured."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from figures import months, registry
from improvement.actions.views import show, the_action
from improvement.measures import keeping as action_measures
from improvement.measures.forms import AddActionMeasureForm, ChangeActionMeasureForm
from improvement.models import Action, ActionMeasure
from organisation import clock
from organisation.access import who
from organisation.administering import button, form_page, made, pressed
from organisation.permissions import Permission
from pages.kept import typed

OFFERED = 48  # months back, for a baseline


@form_page(Permission.KEEP_PLAN)
def add(request: HttpRequest, reference: str) -> HttpResponse:
    action = the_action(request, reference)
    form = AddActionMeasureForm(typed(request), on=clock.today(), offered=offered(clock.today()))
    if added := made(request, form, action_measures.add_action_measure, action=action):
        messages.success(request, f"{reference} is measured by: {registry.label(added.figure)}.")
        return redirect("plan:action", reference)
    return show(request, form, f"Add a measure to {action}", of_action(action))


@form_page(Permission.KEEP_PLAN)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    measure = the_measure(request, pk)
    names = ("baseline", "target", "target_on", "note")
    known = {name: getattr(measure, name) for name in names}
    known["baseline_month"] = measure.baseline_month.isoformat() if measure.baseline_month else ""
    months_offered = sorted({*offered(clock.today()), *filter(None, [measure.baseline_month])}, reverse=True)
    form = ChangeActionMeasureForm(typed(request), on=clock.today(), offered=months_offered, initial=known)
    label = registry.label(measure.figure)
    if made(request, form, action_measures.change_action_measure, of=measure, measure=measure):
        messages.success(request, f"The measure of {measure.action.reference} is changed: {label}.")
        return redirect("plan:action", measure.action.reference)
    title = f"Change how {measure.action.reference} is measured: {label}"
    context = {"form": form, "title": title, "back": of_action(measure.action), "measure": measure, "label": label}
    return render(request, "plan/action_measure.html", context)


@button(Permission.KEEP_PLAN)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    measure = the_measure(request, pk)
    if pressed(request, action_measures.remove_action_measure, measure=measure):
        label = registry.label(measure.figure)
        messages.success(request, f"{measure.action.reference} is no longer measured by: {label}.")
    return redirect("plan:action", measure.action.reference)


def offered(today: date) -> list[date]:
    """Newest first."""
    return months.up_to(months.last_over(today), OFFERED)[::-1]


def the_measure(request: HttpRequest, pk: int) -> ActionMeasure:
    visible = Action.objects.visible_to(who(request))
    return get_object_or_404(ActionMeasure.objects.filter(action__in=visible).select_related("action"), pk=pk)


def of_action(action: Action) -> str:
    return f"{reverse('plan:action', args=[action.reference])}#measures"
