"""Rules of closures: the list, one rule with what it would move, and what adopts or removes it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from figures.words import capital
from frontdoor import bench, ruling
from frontdoor.forms import RuleForm
from frontdoor.models import ClosureRule
from history import tracking
from organisation.access import needs, who
from organisation.administering import form_page, made, pressed
from organisation.permissions import Permission
from organisation.refused import Refused
from pages.kept import typed
from pages.tables import Column, table

RULES = "frontdoor:closure_rules"


def address(rule: ClosureRule) -> str:
    return reverse("frontdoor:closure_rule", args=[rule.pk])


COLUMNS = [
    Column("asks", "Where the source system holds", lambda rule: capital(str(rule)), href=address),
    Column("position", "Place", "position", numeric=True),
    Column("category", "It was closed for", "category__label"),
]


@require_safe
@needs(Permission.SEE_CONTACTS)
def closure_rules(request: HttpRequest) -> HttpResponse:
    rules = ClosureRule.objects.visible_to(who(request)).select_related("category")
    empty = "There is no rule yet. What files do not name by a category waits in the queue."
    context = {
        "table": table(request.GET, rules, COLUMNS, "Rules, in their order", empty=empty),
        "changes": tracking.told(
            ClosureRule.versions.all(), about=("closure_reason", "outcome_said", "flag", "source")
        ),
        "may_rule": may_rule(request),
    }
    return render(request, "frontdoor/rules.html", context)


def may_rule(request: HttpRequest) -> bool:
    return who(request).access.may_somewhere(Permission.CATEGORISE_CONTACTS)


@form_page(Permission.CATEGORISE_CONTACTS)
def add_closure_rule(request: HttpRequest) -> HttpResponse:
    return one_rule(request, None)


@form_page(Permission.CATEGORISE_CONTACTS)
def closure_rule(request: HttpRequest, pk: int) -> HttpResponse:
    return one_rule(request, the_rule(request, pk))


def one_rule(request: HttpRequest, rule: ClosureRule | None) -> HttpResponse:
    """What is asked with GET is tried; what is posted is adopted."""
    tries = "category" in request.GET
    form = RuleForm(typed(request) or (request.GET if tries else None), initial=given(request, rule))
    if adopted := made(request, form, ruling.adopt_rule, rule=rule):
        messages.success(request, f"The rule is adopted: {adopted}. Contacts of months that are not closed follow it.")
        return redirect(RULES)
    context = {"form": form, "rule": rule, "bench": tried(form, rule) if tries else None}
    return render(request, "frontdoor/rule.html", context)


def given(request: HttpRequest, rule: ClosureRule | None) -> dict[str, Any]:
    """What the form starts with: the rule as it is, or what a link asks for."""
    if rule:
        return {name: getattr(rule, name) for name in (*ruling.ASKED, "category", "position")}
    return {"position": ClosureRule.objects.count() + 1, "closure_reason": request.GET.get("closure_reason", "")}


def tried(form: RuleForm, rule: ClosureRule | None) -> bench.Bench | None:
    if not form.is_valid():
        return None
    rules = list(ClosureRule.objects.select_related("category"))
    new = ruling.filled(rule, **form.cleaned_data)
    try:
        ruling.refuse(new, rules)
    except Refused as refused:
        refused.show_on(form)
        return None
    return bench.tried(bench.in_place(rules, new))


@form_page(Permission.CATEGORISE_CONTACTS)
def remove_closure_rule(request: HttpRequest, pk: int) -> HttpResponse:
    rule = the_rule(request, pk)
    if request.method == "POST" and pressed(request, ruling.remove_rule, rule=rule):
        messages.success(request, "The rule is removed.")
        return redirect(RULES)
    rest = ClosureRule.objects.exclude(pk=pk).select_related("category")
    return render(request, "frontdoor/remove_rule.html", {"rule": rule, "bench": bench.tried(list(rest))})


def the_rule(request: HttpRequest, pk: int) -> ClosureRule:
    return get_object_or_404(ClosureRule.objects.visible_to(who(request)).select_related("category"), pk=pk)
