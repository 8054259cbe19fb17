"""Pages on which the programme office keeps the plan."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from improvement.actions import keeping
from improvement.actions.forms import AddActionForm, ChangeActionForm, MilestoneForm
from improvement.models import Action, Recommendation
from organisation import clock
from organisation.access import who
from organisation.administering import form_page, made
from organisation.permissions import Permission
from pages.kept import typed


@form_page(Permission.KEEP_PLAN)
def add_action(request: HttpRequest) -> HttpResponse:
    answers = Recommendation.objects.filter(reference=request.GET.get("answers", ""))
    form = AddActionForm(typed(request), on=clock.today(), initial={"answers": [each.pk for each in answers]})
    if added := made(request, form, keeping.add_action):
        messages.success(request, f"{added} is added. Now set its milestones.")
        return redirect("plan:action", added.reference)
    return show(request, form, "Add an action", reverse("plan:plan"))


@form_page(Permission.KEEP_PLAN)
def change_action(request: HttpRequest, reference: str) -> HttpResponse:
    action = the_action(request, reference)
    form = ChangeActionForm(typed(request), action=action, on=clock.today(), initial=known_of(action))
    if made(request, form, keeping.change_action, of=action, action=action):
        messages.success(request, f"{reference} is changed.")
        return redirect("plan:action", reference)
    return show(request, form, f"Change {action}", reverse("plan:action", args=[reference]))


def known_of(action: Action) -> dict[str, object]:
    return {
        "title": action.title,
        "success": action.success,
        "origin": action.origin,
        "theme": action.theme_id,
        "service": action.service_id,
        "answers": [each.pk for each in action.answers.all()],
        "waits_for": [other.pk for other in action.waits_for.all()],
    }


@form_page(Permission.KEEP_PLAN)
def add_milestone(request: HttpRequest, reference: str) -> HttpResponse:
    action = the_action(request, reference)
    form = MilestoneForm(typed(request), on=clock.today())
    if added := made(request, form, keeping.add_milestone, action=action):
        messages.success(request, f"Milestone added: {added}.")
        return redirect("plan:action", reference)
    return show(request, form, f"Add a milestone to {action}", reverse("plan:action", args=[reference]))


def the_action(request: HttpRequest, reference: str) -> Action:
    return get_object_or_404(Action.objects.visible_to(who(request)), reference=reference)


def show(
    request: HttpRequest, form: forms.Form, title: str, back: str, *, says: str = "", intro: str = ""
) -> HttpResponse:
    """`says` stands in place of the form, `intro` before it."""
    context = {"form": form, "title": title, "back": back, "says": says, "intro": intro}
    return render(request, "plan/form.html", context)
