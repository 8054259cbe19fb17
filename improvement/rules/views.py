"""Rules of the plan: the list, one month's with its history, and what an administrator changes of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from figures import months
from history import tracking
from improvement.models import PlanRule
from improvement.rules import ruling
from improvement.rules.dated import FIRST
from improvement.rules.forms import AddRuleForm, RuleForm
from organisation import clock
from organisation.access import needs, who
from organisation.administering import button, form_page, made, pressed, show_form
from organisation.permissions import Permission
from organisation.refused import Refused
from pages.kept import typed
from pages.tables import Column, table


@require_safe
@needs(Permission.MANAGE_DEFINITIONS)
def rules(request: HttpRequest) -> HttpResponse:
    found = list(PlanRule.objects.visible_to(who(request)))
    columns = [
        Column(
            "holds_from",
            "From",
            lambda row: months.name(row.holds_from),
            sortable=False,
            href=lambda row: reverse("plan:rule", args=[row.pk]),
        ),
        Column("recoverable", "Days late that can be recovered", "recoverable_days", numeric=True),
        Column("updates", "Updates due on working day", "update_days", numeric=True),
        Column("state", "Now", lambda row: state(row, found), sortable=False),
    ]
    shown = table(request.GET, found, columns, "Rules, by the month from which they hold", empty=WITHOUT)
    return render(request, "plan/rules.html", {"table": shown, "without": WITHOUT if found else ""})


WITHOUT = (
    f"Before the first rules that are added here, a forecast of up to {FIRST.recoverable_days} days after the agreed "
    f"date is Amber, and updates are due on working day {FIRST.update_days}."
)


def state(row: PlanRule, every: list[PlanRule]) -> str:
    """'To come', 'Hold' or 'Replaced'; `every` in the order in which they hold."""
    today = clock.today()
    if row.holds_from > today:
        return "To come"
    held = [each for each in every if each.holds_from <= today]
    return "Hold" if row == held[-1] else "Replaced"


@require_safe
@needs(Permission.MANAGE_DEFINITIONS)
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_rule(request, pk)
    context = {
        "rule": shown,
        "from_month": months.name(shown.holds_from),
        "state": state(shown, list(PlanRule.objects.visible_to(who(request)))),
        "settled": ruling.is_settled(shown, ruling.last_judged()),
        "changes": tracking.changes(shown),
        "above": above(),
    }
    return render(request, "plan/rule.html", context)


@form_page(Permission.MANAGE_DEFINITIONS)
def add_rule(request: HttpRequest) -> HttpResponse:
    form = AddRuleForm(typed(request), offered=ruling.open_months(clock.today()))
    if added := made(request, form, ruling.add_rule):
        messages.success(request, f"The plan has rules from {months.name(added.holds_from)}.")
        return redirect("plan:rule", pk=added.pk)
    says = "They replace the earlier ones from the month that you choose. What a closed cycle said stays as it was."
    return show_form(request, form, "Add rules of the plan", says, above())


@form_page(Permission.MANAGE_DEFINITIONS)
def change_rule(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_rule(request, pk)
    try:
        ruling.refuse_settled(shown)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("plan:rule", pk=pk)
    given = {
        "recoverable_days": shown.recoverable_days,
        "update_days": shown.update_days,
        "holds_from": shown.holds_from.isoformat(),
    }
    form = RuleForm(typed(request), offered=ruling.open_months(clock.today()), initial=given)
    if made(request, form, ruling.change_rule, of=shown, rule=shown):
        messages.success(request, "The rules are saved.")
        return redirect("plan:rule", pk=pk)
    trail = [*above(), (months.name(shown.holds_from), reverse("plan:rule", args=[pk]))]
    return show_form(request, form, "Change the rules of the plan", "No closed cycle was judged by them.", trail)


@button(Permission.MANAGE_DEFINITIONS)
def remove_rule(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_rule(request, pk)
    if not pressed(request, ruling.remove_rule, rule=shown):
        return redirect("plan:rule", pk=pk)
    messages.success(request, f"The rules from {months.name(shown.holds_from)} are removed.")
    return redirect("plan:rules")


def the_rule(request: HttpRequest, pk: int) -> PlanRule:
    return get_object_or_404(PlanRule.objects.visible_to(who(request)), pk=pk)


def above() -> list[tuple[str, str]]:
    return [("Rules of the plan", reverse("plan:rules"))]
