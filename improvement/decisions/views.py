"""Where others than the owner decide: new dates, assurance, and who agrees dates of an area of focus."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from improvement.confirming import confirmed
from improvement.decisions.assuring import assure, may_assure, return_to_owner, why_not
from improvement.decisions.deciding import agree, may_decide, name_approver, refuse
from improvement.decisions.forms import ApproverForm, AssuranceForm, DateForm
from improvement.decisions.waiting import actions_to_assure, dates_to_decide
from improvement.models import Action, DateRequest, Evidence, Theme
from improvement.told import told
from improvement.updates.page import cycle_to_update
from organisation import clock
from organisation.access import needs, who
from organisation.permissions import Permission
from organisation.refused import Refused
from pages.kept import typed
from pages.once import acts_once

asks = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for this person's decision."""
    user, now = who(request), clock.now()
    asked, complete = list(dates_to_decide(user)), list(actions_to_assure(user))
    pks = [each.action_id for each in asked] + [action.pk for action in complete]
    plan = told(Action.objects.filter(pk__in=pks), cycle_to_update(now), now) if pks else []
    known = {one.action.pk: one for one in plan}
    context = {
        "dates": [(each, known[each.action_id]) for each in asked],
        "complete": [known[action.pk] for action in complete],
    }
    return render(request, "plan/waiting.html", context)


@asks
@acts_once
def date_request(request: HttpRequest, pk: int) -> HttpResponse:
    """404 for whoever may not decide it."""
    asked = get_object_or_404(DateRequest.objects.select_related("action__theme", "action__owner", "asked_by"), pk=pk)
    if not may_decide(who(request), asked.action):
        raise Http404
    form = DateForm(typed(request), asked=asked)

    def decide() -> str:
        if form.cleaned_data["decision"] == "agree":
            agree(request=asked, by=who(request), at=clock.now())
            return f"The new date of {asked.action.reference} is agreed."
        refuse(request=asked, words=form.cleaned_data["words"], by=who(request), at=clock.now())
        return f"The new date of {asked.action.reference} is refused. Its date stays."

    return answer(request, form, decide, asked.action, "plan/date_request.html", {"asked": asked})


@asks
@acts_once
def assurance(request: HttpRequest, reference: str) -> HttpResponse:
    """404 for whoever may not assure it."""
    action = get_object_or_404(Action.objects.visible_to(who(request)).with_work(), reference=reference)
    if not may_assure(who(request), action):
        raise Http404
    missing = why_not(action, clock.today())
    form = AssuranceForm(typed(request), only_returns=bool(missing))
    pieces = Evidence.objects.standing().visible_to(who(request)).filter(action=action)

    def decide() -> str:
        if form.cleaned_data.get("decision") == "assure":
            assure(action=action, by=who(request), at=clock.now())
            return f"{action.reference} is assured. It is Blue now."
        return_to_owner(action=action, words=form.cleaned_data["words"], by=who(request), at=clock.now())
        return f"{action.reference} is returned to its owner."

    context: dict[str, object] = {"pieces": pieces, "missing": missing, "updates": action.updates.order_by("-pk")[:1]}
    return answer(request, form, decide, action, "plan/assurance.html", context)


@asks
@needs(Permission.AGREE_DATES)
@acts_once
def approver(request: HttpRequest, code: str) -> HttpResponse:
    theme = get_object_or_404(Theme.objects.select_related("approver"), code=code)
    form = ApproverForm(typed(request), theme=theme)
    if request.method == "POST" and form.is_valid():
        try:
            name_approver(theme=theme, approver=form.cleaned_data["approver"], by=who(request), at=clock.now())
        except Refused as refused:
            refused.show_on(form)
        else:
            messages.success(request, f"Saved: who agrees new dates of {theme}.")
            return HttpResponseRedirect(reverse("plan:plan"))
    return render(request, "plan/approver.html", {"form": form, "theme": theme})


def answer(
    request: HttpRequest,
    form: forms.Form,
    decide: Callable[[], str],
    action: Action,
    template: str,
    context: dict[str, object],
) -> HttpResponse:
    """Takes the decision and goes to the action's page; shows the form where there is none, or it was refused."""
    if request.method == "POST" and form.is_valid():
        try:
            said = decide()
        except Refused as refused:
            refused.show_on(form)
        else:
            confirmed(action, form.cleaned_data["may_stay"], by=who(request), at=clock.now())
            messages.success(request, said)
            return HttpResponseRedirect(reverse("plan:action", args=[action.reference]))
    now = clock.now()
    [one] = told(Action.objects.filter(pk=action.pk), cycle_to_update(now), now)
    return render(request, template, {"form": form, "action": action, "one": one, **context})
