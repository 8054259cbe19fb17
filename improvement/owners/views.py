"""Pages on which the programme office says who owns what of the plan."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from figures.words import capital
from improvement.actions.views import show, the_action
from improvement.models import Action, OwnerRole
from improvement.owners import handing_over, owning
from improvement.owners import page as owning_page
from improvement.owners.forms import AddRoleForm, HandOverForm, HolderForm, OutsideForm, OwnerForm, RenameRoleForm
from organisation import clock, people
from organisation.access import needs, who
from organisation.administering import button, form_page, made, pressed
from organisation.models import User
from organisation.permissions import Permission
from pages.kept import typed


@require_safe
@needs(Permission.KEEP_PLAN)
def owners(request: HttpRequest) -> HttpResponse:
    """Roles that own actions, and people who do."""
    return render(request, "plan/owners.html", owning_page.context(clock.today()))


@form_page(Permission.KEEP_PLAN)
def owner(request: HttpRequest, reference: str) -> HttpResponse:
    """Of one action."""
    action = the_action(request, reference)
    form = OwnerForm(typed(request), action=action)
    if changed := made(request, form, owning.set_owner, of=action, action=action):
        messages.success(request, f"{reference}: {owned(changed)}.")
        return redirect("plan:action", reference)
    intro = ""
    if action.owner_role:
        intro = f"The role {action.owner_role} owns it. If you give it to a person, it follows the role no longer."
    return show(request, form, f"Owner of {action}", reverse("plan:action", args=[reference]), intro=intro)


def owned(action: Action) -> str:
    if action.owner_role:
        return f"owned by whoever is {action.owner_role}"
    return f"owned by {action.owner.get_full_name()}" if action.owner else "no owner yet"


@form_page(Permission.KEEP_PLAN)
def add_role(request: HttpRequest) -> HttpResponse:
    form = AddRoleForm(typed(request), on=clock.today())
    if added := made(request, form, owning.add_role):
        messages.success(request, f"The role {added} is added. Actions, measures and risks can be given to it now.")
        return redirect("plan:owners")
    return show(request, form, "Add a role that owns", reverse("plan:owners"))


@form_page(Permission.KEEP_PLAN)
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    role = the_role(request, pk)
    form = HolderForm(typed(request), role=role)
    if changed := made(request, form, owning.appoint, of=role, role=role):
        held = f"held by {changed.held_by.get_full_name()}" if changed.held_by else "held by nobody"
        messages.success(request, f"The role {changed} is {held}.")
        return redirect("plan:owners")
    owns = owning.what_it_owns(role)
    intro = f"It owns {owns}: all of it changes hands in one step." if owns else "It owns nothing yet."
    return show(request, form, f"Who holds the role {role}", reverse("plan:owners"), intro=intro)


@form_page(Permission.KEEP_PLAN)
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Its title; or, where it owns nothing, it is removed."""
    role = the_role(request, pk)
    form = RenameRoleForm(typed(request), on=clock.today(), initial={"title": role.title})
    if changed := made(request, form, owning.rename_role, of=role, role=role):
        messages.success(request, f"The role is called {changed} now.")
        return redirect("plan:owners")
    context = {"form": form, "title": f"Rename the role {role}", "back": reverse("plan:owners"), "role": role}
    context["intro"] = "What it owns stays its own. Reports of months that are closed name posts as they were then."
    return render(
        request, "plan/role.html", context | {"owns": (owns := owning.what_it_owns(role)), "it": owning.it(owns)}
    )


@button(Permission.KEEP_PLAN)
def remove_role(request: HttpRequest, pk: int) -> HttpResponse:
    role = the_role(request, pk)
    if pressed(request, owning.remove_role, role=role):
        messages.success(request, f"The role {role} is removed.")
    return redirect("plan:owners")


def the_role(request: HttpRequest, pk: int) -> OwnerRole:
    return get_object_or_404(OwnerRole.objects.visible_to(who(request)), pk=pk)


@form_page(Permission.KEEP_PLAN)
def add_outside(request: HttpRequest) -> HttpResponse:
    """An owner who works for somebody else: they get links by e-mail, and hold no role."""
    form = OutsideForm(typed(request))
    if added := made(request, form, people.add_person):
        messages.success(request, f"{added.get_full_name()}, {added.in_full}, is added. Actions can be theirs now.")
        return redirect("plan:owners")
    intro = "They see and update the actions that they own, and nothing else."
    return show(request, form, "Add an owner outside the council", reverse("plan:owners"), intro=intro)


@form_page(Permission.KEEP_PLAN)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a person who leaves: all that they own, or some."""
    owner = get_object_or_404(User, pk=pk)
    form = HandOverForm(typed(request), owner=owner)
    if said := made(request, form, handing_over.hand_over, owner=owner):
        messages.success(request, f"{capital(said)} handed over to {form.cleaned_data['to'].get_full_name()}.")
        return redirect("plan:owners")
    says = "" if form.owns_something else "They own nothing of the plan."
    intro = "All that they own is ticked. Leave out what stays theirs."
    title = f"Hand over what {owner.get_full_name()} owns"
    return show(request, form, title, reverse("plan:owners"), says=says, intro=intro)
