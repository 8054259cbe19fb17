"""Roles of one person: given, ended, taken back before they begin."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from organisation import clock
from organisation import people as changing
from organisation.access import who
from organisation.administering import button, form_page, made, pressed, show_form
from organisation.forms import EndRoleForm, RoleForm
from organisation.models import Holding
from organisation.permissions import Permission
from organisation.views.people import above, the_person
from organisation.words import day_of
from pages.kept import typed


@form_page(Permission.MANAGE_PEOPLE)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    person, today = the_person(request, pk), clock.today()
    form = RoleForm(typed(request), today=today, initial={"starts_on": today})
    if held := made(request, form, changing.give_role, person=person):
        messages.success(request, f"{person.get_full_name()} holds the role from {day_of(held.starts_on)}: {held}.")
        return redirect("organisation:person", pk=pk)
    return show_form(
        request,
        form,
        f"Give {person.get_full_name()} a role",
        "Director, programme office, scrutiny officer, administrator and data-protection lead are roles for the whole "
        "council.",
        above(person),
    )


@form_page(Permission.MANAGE_PEOPLE)
def end(request: HttpRequest, pk: int, held: int) -> HttpResponse:
    person, holding = the_person(request, pk), the_holding(request, pk, held)
    if holding.ends_on and holding.ends_on < clock.today():
        messages.info(request, f"This role ended on {day_of(holding.ends_on)}. Give it again if they hold it again.")
        return redirect("organisation:person", pk=pk)
    form = EndRoleForm(typed(request), initial={"ends_on": holding.ends_on})
    if changed := made(request, form, changing.end_role, of=holding, holding=holding):
        until = f"until {day_of(changed.ends_on)}" if changed.ends_on else "with no last day"
        messages.success(request, f"{person.get_full_name()} holds this role {until}: {changed}.")
        return redirect("organisation:person", pk=pk)
    return show_form(
        request,
        form,
        f"Last day of a role: {holding}",
        f"{person.get_full_name()} holds it from {day_of(holding.starts_on)}.",
        above(person),
    )


@button(Permission.MANAGE_PEOPLE)
def take_back(request: HttpRequest, pk: int, held: int) -> HttpResponse:
    person, holding = the_person(request, pk), the_holding(request, pk, held)
    if pressed(request, changing.take_back_role, holding=holding):
        messages.success(request, f"{person.get_full_name()} will not hold this role: {holding}.")
    return redirect("organisation:person", pk=pk)


def the_holding(request: HttpRequest, pk: int, held: int) -> Holding:
    found = Holding.objects.visible_to(who(request)).select_related("service", "team__service")
    return get_object_or_404(found, pk=held, user=pk)
