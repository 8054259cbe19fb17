"""Many actions changed in one step: choose them and what changes, check it, do it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from figures.words import capital, count
from improvement.actions.many import change_many, planned, seen, to_change
from improvement.actions.many_forms import ManyForm
from improvement.plan import page as plan_page
from improvement.plan.page import Plan
from organisation import clock
from organisation.access import who
from organisation.administering import form_page
from organisation.permissions import Permission
from organisation.refused import Refused
from pages.kept import typed
from pages.tables import address

BACK, SAVE = "back", "save"


@form_page(Permission.KEEP_PLAN)
def many(request: HttpRequest) -> HttpResponse:
    """Of the actions that the address asks for, as on the plan page. Only the last step changes anything."""
    plan = Plan(who(request), clock.now())
    offered = plan_page.asked(plan, request.GET)
    ticked = [one.action.pk for one in offered] if request.GET.get("tick") == "all" else []
    form = ManyForm(typed(request), offered=offered, on=clock.today(), initial={"actions": ticked})
    back = f"{reverse('plan:plan')}{address(request.GET, page=None, tick=None)}#actions"
    step = request.POST.get("step")
    if request.method != "POST" or step == BACK or not form.is_valid():
        context = {"form": form, "back": back, "shown": len(offered), "everything": len(plan.actions)}
        context["tick"] = "" if ticked else address(request.GET, tick="all")
        return render(request, "plan/many.html", context)
    if step == SAVE:
        looked_at = request.POST.get("seen", "")
        try:
            number = change_many(
                actions=form.chosen, wanted=form.wanted, looked_at=looked_at, by=who(request), at=clock.now()
            )
        except Refused as refused:
            return check(request, form, back, refused.sentence)
        messages.success(request, f"{capital(count(number, 'action'))} changed.")
        return HttpResponseRedirect(back)
    return check(request, form, back)


def check(request: HttpRequest, form: ManyForm, back: str, refused: str = "") -> HttpResponse:
    """What will change of each, before it does."""
    plan = planned(to_change(form.chosen), form.wanted)
    context = {
        "changes": [one for one in plan if one.differences or one.refusal],
        "same": sum(not one.differences and not one.refusal for one in plan),
        "may_save": any(one.differences for one in plan) and not any(one.refusal for one in plan),
        "typed": form.as_typed(),
        "seen": seen(plan),
        "back": back,
        "refused": refused,
    }
    return render(request, "plan/many_check.html", context, status=409 if refused else 200)
