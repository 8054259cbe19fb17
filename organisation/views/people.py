"""People: the list, one person, and what an administrator changes of them."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from history import tracking
from organisation import clock, finding, inviting
from organisation import people as changing
from organisation.access import needs, who
from organisation.administering import button, form_page, made, pressed, show_form
from organisation.forms import AddPersonForm, PersonForm
from organisation.models import Holding, User
from organisation.permissions import Permission
from organisation.roles import ROLES
from pages.kept import typed
from pages.tables import Column, Filter, filters, sorting, table

COLUMNS = [
    Column(
        "name",
        "Person",
        lambda person: person.get_full_name(),
        order="called",
        href=lambda person: reverse("organisation:person", args=[person.pk]),
    ),
    Column("job", "Job title", "job_title"),
    Column("email", "E-mail", "email"),
    Column("roles", "Roles today", lambda person: "; ".join(map(str, person.held)), empty="None"),
    Column("active", "Can sign in", "is_active"),
]
FILTERS = [
    Filter("words", "Name, job or e-mail"),
    Filter(
        "role",
        "Role today",
        [("", "Any"), ("none", "No role"), *((role.key, role.label) for role in ROLES.values())],
    ),
    Filter("state", "Can sign in", [("", "Any"), ("active", "Yes"), ("inactive", "No")]),
    sorting(COLUMNS),
]


@require_safe
@needs(Permission.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    found = finding.people(
        user=who(request),
        today=clock.today(),
        words=request.GET.get("words", ""),
        role=request.GET.get("role", ""),
        state=request.GET.get("state", ""),
    )
    shown = table(request.GET, found, COLUMNS, "People", empty="Nobody is like that. Ask for less in the filters.")
    return render(request, "organisation/people.html", {"table": shown, "filters": filters(request.GET, FILTERS)})


@require_safe
@needs(Permission.MANAGE_PEOPLE)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_person(request, pk)
    today = clock.today()
    held = list(shown.holdings.visible_to(who(request)).select_related("service", "team__service"))
    roles = tracking.told(Holding.versions.filter(user_id=pk), omit=("user",), about=("role", "service", "team"))
    of_person = tracking.told(shown.versions.all(), omit=("generated",))
    context = {
        "person": shown,
        "day": today,
        "keeps_plan": who(request).access.may(Permission.KEEP_PLAN),
        "above": above(shown)[:1],
        "now": [role for role in held if role.starts_on <= today and (role.ends_on is None or role.ends_on >= today)],
        "to_come": [role for role in held if role.starts_on > today],
        "past": [role for role in held if role.ends_on is not None and role.ends_on < today],
        "changes": sorted([*of_person, *roles], key=lambda change: change.at, reverse=True),
    }
    return render(request, "organisation/person.html", context)


@form_page(Permission.MANAGE_PEOPLE)
def add_person(request: HttpRequest) -> HttpResponse:
    form = AddPersonForm(typed(request))
    if added := made(request, form, changing.add_person):
        transaction.on_commit(inviting.invitation(request=request, person=added), robust=True)
        messages.success(
            request,
            f"{added.get_full_name()} is added, and is sent a link to choose a password. Now give them a role.",
        )
        return redirect("organisation:person", pk=added.pk)
    return show_form(
        request,
        form,
        "Add a person",
        "They are sent an e-mail with a link to choose a password. If none arrives, they can ask for "
        "another on the sign-in page. Without a role they may only read what is published, and figures.",
        [("People", reverse("organisation:people"))],
    )


@form_page(Permission.MANAGE_PEOPLE)
def change_person(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_person(request, pk)
    given = {name: getattr(shown, name) for name in ("email", "name", "job_title", "body", "manager")}
    form = PersonForm(typed(request), of=shown, initial=given)
    if changed := made(request, form, changing.change_person, of=shown, person=shown):
        messages.success(request, f"The particulars of {changed.get_full_name()} are saved.")
        return redirect("organisation:person", pk=pk)
    return show_form(
        request,
        form,
        f"Change particulars of {shown.get_full_name()}",
        "Published reports keep the job title that they were signed with.",
        above(shown),
    )


@button(Permission.MANAGE_PEOPLE)
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_person(request, pk)
    if pressed(request, changing.deactivate, person=shown, otherwise=f"{shown.get_full_name()} can still sign in."):
        messages.success(request, f"{shown.get_full_name()} can no longer sign in, and is out at their next press.")
    return redirect("organisation:person", pk=pk)


@button(Permission.MANAGE_PEOPLE)
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_person(request, pk)
    changing.reactivate(person=shown, by=who(request), at=clock.now())
    messages.success(request, f"{shown.get_full_name()} can sign in again, with the roles that they hold.")
    return redirect("organisation:person", pk=pk)


def the_person(request: HttpRequest, pk: int) -> User:
    return get_object_or_404(User.objects.visible_to(who(request)), pk=pk)


def above(person: User) -> list[tuple[str, str]]:
    """The pages above one that is about this person."""
    return [
        ("People", reverse("organisation:people")),
        (person.get_full_name(), reverse("organisation:person", args=[person.pk])),
    ]
