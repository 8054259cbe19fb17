"""Pages on which the programme office keeps the plan."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from figures.words import count
from improvement import keeping
from improvement.keeping_forms import AddActionForm, ChangeActionForm, HandOverForm, MilestoneForm
from improvement.models import Action
from organisation import clock
from organisation.access import who
from organisation.administering import form_page, made
from organisation.models import User
from organisation.permissions import Permission
from pages.kept import typed


@form_page(Permission.KEEP_PLAN)
def add_action(request: HttpRequest) -> HttpResponse:
    form = AddActionForm(typed(request), on=clock.today())
    if added := made(request, form, keeping.add_action):
        messages.success(request, f"{added} is added. Now set its milestones.")
        return redirect("plan:action", added.reference)
    return show(request, form, "Add an action", reverse("plan:plan"))


@form_page(Permission.KEEP_PLAN)
def change_action(request: HttpRequest, reference: str) -> HttpResponse:
    action = the_action(request, reference)
    known = {"title": action.title, "theme": action.theme_id, "service": action.service_id}
    waits_for = [other.pk for other in action.waits_for.all()]
    form = ChangeActionForm(typed(request), action=action, on=clock.today(), initial={**known, "waits_for": waits_for})
    if made(request, form, keeping.change_action, of=action, action=action):
        messages.success(request, f"{reference} is changed.")
        return redirect("plan:action", reference)
    return show(request, form, f"Change {action}", reverse("plan:action", args=[reference]))


@form_page(Permission.KEEP_PLAN)
def add_milestone(request: HttpRequest, reference: str) -> HttpResponse:
    action = the_action(request, reference)
    form = MilestoneForm(typed(request))
    if added := made(request, form, keeping.add_milestone, action=action):
        messages.success(request, f"Milestone added: {added}.")
        return redirect("plan:action", reference)
    return show(request, form, f"Add a milestone to {action}", reverse("plan:action", args=[reference]))


@form_page(Permission.KEEP_PLAN)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a person, all at once or some."""
    owner = get_object_or_404(User, pk=pk)
    form = HandOverForm(typed(request), owner=owner)
    moved = made(request, form, keeping.hand_over, owner=owner)
    if moved:
        messages.success(request, f"{count(moved, 'action').capitalize()} handed over.")
        return redirect("plan:plan")
    says = "" if form.fields["actions"].queryset else "They own no action of the plan."  # type: ignore[attr-defined]
    return show(request, form, f"Hand over what {owner.get_full_name()} owns", reverse("plan:plan"), says)


def the_action(request: HttpRequest, reference: str) -> Action:
    return get_object_or_404(Action.objects.visible_to(who(request)), reference=reference)


def show(request: HttpRequest, form: forms.Form, title: str, back: str, says: str = "") -> HttpResponse:
    return render(request, "plan/form.html", {"form": form, "title": title, "back": back, "says": says})
