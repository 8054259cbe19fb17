"""Services: the list, one service, and what an administrator changes of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from history import tracking
from organisation import clock, structure
from organisation.access import needs, who
from organisation.administering import button, form_page, made, pressed, show_form
from organisation.forms import AddServiceForm, EndForm, ServiceForm
from organisation.models import Service
from organisation.permissions import Permission
from organisation.words import day_of
from pages.kept import typed
from pages.tables import Column, table

COLUMNS = [
    Column("name", "Service", "name", href=lambda service: reverse("organisation:service", args=[service.pk])),
    Column("starts_on", "First day", "starts_on"),
    Column("ends_on", "Last day", "ends_on", empty="None set"),
]


@require_safe
@needs(Permission.MANAGE_ORGANISATION)
def services(request: HttpRequest) -> HttpResponse:
    found = Service.objects.visible_to(who(request))
    shown = table(request.GET, found, COLUMNS, "Services", empty="There is no service yet. Add the first.")
    return render(request, "organisation/services.html", {"table": shown})


@require_safe
@needs(Permission.MANAGE_ORGANISATION)
def service(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_service(request, pk)
    context = {"service": shown, "teams": shown.teams.visible_to(who(request)), "changes": tracking.changes(shown)}
    context["goes_on"] = shown.ends_on is None or shown.ends_on >= clock.today()
    context["above"] = [("Services", reverse("organisation:services"))]
    return render(request, "organisation/service.html", context)


@form_page(Permission.MANAGE_ORGANISATION)
def add_service(request: HttpRequest) -> HttpResponse:
    form = AddServiceForm(typed(request))
    if added := made(request, form, structure.add_service):
        messages.success(request, f"{added.name} is added. Now add its teams.")
        return redirect("organisation:service", pk=added.pk)
    return show(request, form, "Add a service", "")


@form_page(Permission.MANAGE_ORGANISATION)
def change_service(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_service(request, pk)
    form = ServiceForm(typed(request), initial={"name": shown.name})
    if changed := made(request, form, structure.change_service, of=shown, service=shown):
        messages.success(request, f"The service is called {changed.name}.")
        return redirect("organisation:service", pk=pk)
    return show(
        request,
        form,
        f"Change {shown.name}",
        "Past months are shown by the new name; editions keep the old one.",
        shown,
    )


@form_page(Permission.MANAGE_ORGANISATION)
def end_service(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_service(request, pk)
    if shown.ends_on:
        messages.info(request, f"{shown.name} has its last day already: {day_of(shown.ends_on)}.")
        return redirect("organisation:service", pk=pk)
    form = EndForm(typed(request))
    if made(request, form, structure.end_service, service=shown):
        messages.success(request, f"{shown.name} ends on {day_of(form.cleaned_data['ends_on'])}. Its past stays.")
        return redirect("organisation:service", pk=pk)
    return show(request, form, f"End {shown.name}", "Its teams must end or be merged first. Its past stays.", shown)


@button(Permission.MANAGE_ORGANISATION)
def let_service_go_on(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_service(request, pk)
    if pressed(request, structure.let_go_on, part=shown):
        messages.success(request, f"{shown.name} goes on.")
    return redirect("organisation:service", pk=pk)


def the_service(request: HttpRequest, pk: int) -> Service:
    return get_object_or_404(Service.objects.visible_to(who(request)), pk=pk)


def show(request: HttpRequest, form: Any, title: str, says: str, below: Service | None = None) -> HttpResponse:
    above = [("Services", reverse("organisation:services"))]
    if below:
        above.append((below.name, reverse("organisation:service", args=[below.pk])))
    return show_form(request, form, title, says, above)
