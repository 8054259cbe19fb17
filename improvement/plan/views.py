"""Pages of the plan: on a page, one action, what changed. Whoever signs in sees what is theirs to see."""

from __future__ import annotations

from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from improvement.actions import page as action_page
from improvement.models import Action
from improvement.plan import page as plan_page
from improvement.plan.changing import in_words
from improvement.plan.page import Plan
from improvement.recommendations.page import unanswered
from organisation import clock
from organisation.access import who
from organisation.permissions import Permission


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    context = plan_page.context(Plan(who(request), clock.now()), request.GET)
    context["sees_money"] = who(request).access.may(Permission.SEE_PLAN)
    context["may_keep"] = who(request).access.may(Permission.KEEP_PLAN)
    owner = request.GET.get("owner", "")
    context["owner"] = owner if owner.isascii() and owner.isdigit() else ""
    context["unanswered"] = unanswered(who(request))
    return render(request, "plan/plan.html", context)


@require_safe
def changes(request: HttpRequest, month: date) -> HttpResponse:
    """Since that month's cycle closed."""
    plan = Plan(who(request), clock.now())
    cycle = next((each for each in plan.closed if each.month == month), None)
    if cycle is None:
        raise Http404
    found = plan.changes_since(cycle)
    context = {
        "changes": found,
        "says": in_words(found),
        "since": cycle,
        "today": plan.today,
        "cycles": plan.closed[::-1],
    }
    return render(request, "plan/changes.html", context)


@require_safe
def action(request: HttpRequest, reference: str) -> HttpResponse:
    now = clock.now()
    found, beside = action_or_404(request, reference, now)
    told_by = action_page.in_cycles(found, clock.today())
    everything = request.GET.get("updates") == "all"
    context = action_page.context(found, beside, told_by, who(request), now, everything=everything)
    return render(request, "plan/action.html", context)


@require_safe
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """All that was changed of an action and done with it."""
    found = get_object_or_404(Action.objects.visible_to(who(request)), reference=reference)
    context = {"action": found, "changes": action_page.history(found, who(request))}
    return render(request, "plan/history.html", context)


def action_or_404(request: HttpRequest, reference: str, now: datetime) -> tuple[Action, list[Action]]:
    try:
        return action_page.the_action(who(request), reference, now)
    except Action.DoesNotExist:
        raise Http404 from None
