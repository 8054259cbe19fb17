"""Pages of the plan's money, for those who see the whole plan; the programme office keeps it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from figures import months
from improvement.actions.views import show
from improvement.funding import keeping as funding_keeping
from improvement.funding import page as funding_page
from improvement.funding.forms import AddFundingForm, AllocationForm, SpendingForm
from improvement.funding.known import money_on, pounds
from improvement.models import Allocation, Funding, Spending
from organisation import clock
from organisation.access import needs, who
from organisation.administering import form_page, made
from organisation.permissions import Permission
from pages.kept import typed


@require_safe
@needs(Permission.SEE_PLAN)
def every(request: HttpRequest) -> HttpResponse:
    context = funding_page.context(who(request), clock.today())
    context["may_keep"] = who(request).access.may(Permission.KEEP_PLAN)
    context["sees_all"] = who(request).access.may(Permission.SEE_PLAN)
    return render(request, "plan/funding.html", context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of funding: what is known today, and every decision and report."""
    funding = the_funding(request, pk)
    context = {
        "funding": funding,
        "money": money_on(funding, clock.today()),
        "story": funding_page.story(funding),
        "may_keep": who(request).access.may(Permission.KEEP_PLAN),
    }
    return render(request, "plan/one_funding.html", context)


@form_page(Permission.KEEP_PLAN)
def add(request: HttpRequest) -> HttpResponse:
    form = AddFundingForm(typed(request), on=clock.today(), initial={"place": request.GET.get("of", "")})
    if added := made(request, form, funding_keeping.add_funding):
        messages.success(request, f"{added} is added.")
        return redirect("plan:one_funding", added.pk)
    return show(request, form, "Add funding", reverse("plan:funding"))


@form_page(Permission.KEEP_PLAN)
def allocate(request: HttpRequest, pk: int) -> HttpResponse:
    funding = the_funding(request, pk)
    form = AllocationForm(typed(request), on=clock.today(), initial={"seen": newest(funding.allocations.all())})
    if made(request, form, funding_keeping.change_allocation, funding=funding):
        messages.success(request, f"The decision is saved: {funding}.")
        return redirect("plan:one_funding", pk)
    back = reverse("plan:one_funding", args=[pk])
    return show(request, form, f"Change what is allocated: {funding}", back, intro=known_now(funding))


@form_page(Permission.KEEP_PLAN)
def spend(request: HttpRequest, pk: int) -> HttpResponse:
    funding = the_funding(request, pk)
    form = SpendingForm(typed(request), on=clock.today(), initial={"seen": newest(funding.spendings.all())})
    if made(request, form, funding_keeping.report_spending, funding=funding):
        messages.success(request, f"The amounts are saved: {funding}.")
        return redirect("plan:one_funding", pk)
    back = reverse("plan:one_funding", args=[pk])
    return show(request, form, f"Report what is committed and spent: {funding}", back, intro=known_now(funding))


def known_now(funding: Funding) -> str:
    """'£15,000 is allocated, decided on 28 September 2020. As at 31 October 2020 £9,000 was committed and £5,000
    spent.'"""
    money = money_on(funding, clock.today())
    if money is None:
        return ""
    amount = "No amount is agreed" if money.allocated is None else f"{pounds(money.allocated)} is allocated"
    said = f"{amount}, decided on {months.day(money.decided_on)}."
    if money.as_at is None:
        return f"{said} Nothing was reported of it yet."
    reported = f"{pounds(money.committed)} was committed and {pounds(money.spent)} spent"
    return f"{said} As at {months.day(money.as_at)} {reported}."


def newest(added: Iterable[Allocation | Spending]) -> int:
    """The key of the one that was added last; 0 for none."""
    return max((each.pk for each in added), default=0)


def the_funding(request: HttpRequest, pk: int) -> Funding:
    seen = Funding.objects.visible_to(who(request)).select_related("theme", "action__theme")
    return get_object_or_404(seen.prefetch_related("allocations__by", "spendings__by"), pk=pk)
