"""Teams: the list, one team, and what an administrator changes of them."""

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
from organisation.forms import AddTeamForm, EndForm, MergeForm, TeamForm
from organisation.models import Team
from organisation.permissions import Permission
from organisation.words import day_of
from pages.kept import typed
from pages.tables import Column, table

COLUMNS = [
    Column("name", "Team", "name", href=lambda team: reverse("organisation:team", args=[team.pk])),
    Column(
        "service", "Service", "service__name", href=lambda team: reverse("organisation:service", args=[team.service_id])
    ),
    Column("position", "Place in tables", "position", numeric=True),
    Column("starts_on", "First day", "starts_on"),
    Column("ends_on", "Last day", "ends_on", empty="None set"),
    Column("merged_into", "Merged into", "merged_into__name", empty="Not merged"),
]


@require_safe
@needs(Permission.MANAGE_ORGANISATION)
def teams(request: HttpRequest) -> HttpResponse:
    found = Team.objects.visible_to(who(request)).select_related("service", "merged_into")
    shown = table(request.GET, found, COLUMNS, "Teams", empty="There is no team yet. Add the first.")
    return render(request, "organisation/teams.html", {"table": shown})


@require_safe
@needs(Permission.MANAGE_ORGANISATION)
def team(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_team(request, pk)
    context = {"team": shown, "merged": shown.merged.visible_to(who(request)), "changes": tracking.changes(shown)}
    context["goes_on"] = shown.ends_on is None or shown.ends_on >= clock.today()
    context["above"] = [("Teams", reverse("organisation:teams"))]
    return render(request, "organisation/team.html", context)


@form_page(Permission.MANAGE_ORGANISATION)
def add_team(request: HttpRequest) -> HttpResponse:
    form = AddTeamForm(typed(request), today=clock.today(), initial={"service": request.GET.get("service")})
    if added := made(request, form, structure.add_team):
        messages.success(request, f"{added.name} is added to {added.service.name}.")
        return redirect("organisation:team", pk=added.pk)
    service = request.GET.get("service", "")
    came_from = reverse("organisation:service", args=[service]) if service.isascii() and service.isdigit() else ""
    return show(
        request, form, "Add a team", "A team stays in its service for good: choose it with care.", back=came_from
    )


@form_page(Permission.MANAGE_ORGANISATION)
def change_team(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_team(request, pk)
    form = TeamForm(typed(request), initial={"name": shown.name, "position": shown.position})
    if changed := made(request, form, structure.change_team, of=shown, team=shown):
        messages.success(request, f"{changed.name} is saved.")
        return redirect("organisation:team", pk=pk)
    return show(
        request,
        form,
        f"Change {shown.name}",
        "Past months are shown by the new name; editions keep the old one.",
        shown,
    )


@form_page(Permission.MANAGE_ORGANISATION)
def end_team(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_team(request, pk)
    if shown.ends_on:
        return ended_already(request, shown)
    form = EndForm(typed(request))
    if made(request, form, structure.end_team, team=shown):
        messages.success(request, f"{shown.name} ends on {day_of(form.cleaned_data['ends_on'])}. Its past stays.")
        return redirect("organisation:team", pk=pk)
    return show(
        request,
        form,
        f"End {shown.name}",
        "If another team takes its work on, merge it instead. Its past stays.",
        shown,
    )


@form_page(Permission.MANAGE_ORGANISATION)
def merge_team(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_team(request, pk)
    if shown.ends_on:
        return ended_already(request, shown)
    form = MergeForm(typed(request), team=shown, today=clock.today())
    if merged := made(request, form, structure.merge_team, team=shown):
        messages.success(
            request, f"{merged.name} is merged into {form.cleaned_data['into'].name} after {last_day(merged)}."
        )
        return redirect("organisation:team", pk=pk)
    return show(
        request,
        form,
        f"Merge {shown.name} into another team",
        "Its records stay its own, so past months do not change. Later records belong to the other team.",
        shown,
    )


def ended_already(request: HttpRequest, team: Team) -> HttpResponse:
    messages.info(request, f"{team.name} has its last day already: {last_day(team)}.")
    return redirect("organisation:team", pk=team.pk)


def last_day(team: Team) -> str:
    return day_of(team.ends_on) if team.ends_on else ""


@button(Permission.MANAGE_ORGANISATION)
def let_team_go_on(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_team(request, pk)
    if pressed(request, structure.let_go_on, part=shown):
        messages.success(request, f"{shown.name} goes on.")
    return redirect("organisation:team", pk=pk)


def the_team(request: HttpRequest, pk: int) -> Team:
    found = Team.objects.visible_to(who(request)).select_related("service", "merged_into")
    return get_object_or_404(found, pk=pk)


def show(
    request: HttpRequest, form: Any, title: str, says: str, below: Team | None = None, *, back: str = ""
) -> HttpResponse:
    above = [("Teams", reverse("organisation:teams"))]
    if below:
        above.append((below.name, reverse("organisation:team", args=[below.pk])))
    return show_form(request, form, title, says, above, back=back)
