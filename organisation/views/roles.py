"""Roles of one person: given, ended, taken back before they begin."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from organisation import clock
from organisation import people as changing
from organisation.access import needs
from organisation.acting import who
from organisation.forms import EndRoleForm, RoleForm
from organisation.models import Holding
from organisation.permissions import Permission
from organisation.refused import Refused
from organisation.views.people import above, the_person
from organisation.words import day_of
from pages.kept import typed
from pages.once import acts_once


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_PEOPLE)
@acts_once
def give(request: HttpRequest, pk: int) -> HttpResponse:
    person, today = the_person(request, pk), clock.today()
    form = RoleForm(typed(request), today=today, initial={"starts_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            held = changing.give_role(person=person, **form.given, by=who(request), at=clock.now())
        except Refused as refused:
            refused.show_on(form)
        else:
            messages.success(request, f"{person.get_full_name()} holds the role from {day_of(held.starts_on)}: {held}.")
            return redirect("organisation:person", pk=pk)
    return render(
        request,
        "organisation/form.html",
        {
            "form": form,
            "title": f"Give {person.get_full_name()} a role",
            "says": "Director, programme office, scrutiny officer, administrator and data-protection lead are roles "
            "for the whole council.",
            "above": above(person),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_PEOPLE)
@acts_once
def end(request: HttpRequest, pk: int, held: int) -> HttpResponse:
    person, holding = the_person(request, pk), the_holding(request, pk, held)
    if holding.ends_on and holding.ends_on < clock.today():
        messages.info(request, f"This role ended on {day_of(holding.ends_on)}. Give it again if they hold it again.")
        return redirect("organisation:person", pk=pk)
    form = EndRoleForm(typed(request), initial={"ends_on": holding.ends_on})
    if request.method == "POST" and form.is_valid():
        try:
            changed = changing.end_role(holding=holding, **form.cleaned_data, by=who(request), at=clock.now())
        except Refused as refused:
            refused.show_on(form)
        else:
            until = f"until {day_of(changed.ends_on)}" if changed.ends_on else "with no last day"
            messages.success(request, f"{person.get_full_name()} holds this role {until}: {changed}.")
            return redirect("organisation:person", pk=pk)
    return render(
        request,
        "organisation/form.html",
        {
            "form": form,
            "title": f"Last day of a role: {holding}",
            "says": f"{person.get_full_name()} holds it from {day_of(holding.starts_on)}.",
            "above": above(person),
        },
    )


@require_POST
@needs(Permission.MANAGE_PEOPLE)
@acts_once
def take_back(request: HttpRequest, pk: int, held: int) -> HttpResponse:
    person, holding = the_person(request, pk), the_holding(request, pk, held)
    try:
        changing.take_back_role(holding=holding, by=who(request), at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{person.get_full_name()} will not hold this role: {holding}.")
    return redirect("organisation:person", pk=pk)


def the_holding(request: HttpRequest, pk: int, held: int) -> Holding:
    found = Holding.objects.visible_to(who(request)).select_related("service", "team__service")
    return get_object_or_404(found, pk=held, user=pk)
