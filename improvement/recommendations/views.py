"""Pages of recommendations and of areas of focus."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from history import tracking
from improvement.actions.views import show
from improvement.models import Recommendation, Theme
from improvement.plan.page import Plan
from improvement.recommendations import page as recommendations_page
from improvement.recommendations import recommending
from improvement.recommendations.forms import AddAreaForm, AddRecommendationForm, AreaForm, RecommendationForm
from organisation import clock
from organisation.access import needs, who
from organisation.administering import form_page, made
from organisation.permissions import Permission
from pages.kept import typed


@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    context = recommendations_page.context(Plan(who(request), clock.now()), who(request), request.GET)
    context["may_keep"] = who(request).access.may(Permission.KEEP_PLAN)
    return render(request, "plan/recommendations.html", context)


@require_safe
def recommendation(request: HttpRequest, reference: str) -> HttpResponse:
    found = recommendations_page.one(who(request), reference, clock.now())
    if found is None:
        raise Http404
    may_keep = who(request).access.may(Permission.KEEP_PLAN)
    context = {"found": found, "recommendation": found.recommendation, "may_keep": may_keep}
    context["changes"] = tracking.changes(found.recommendation) if may_keep else []
    return render(request, "plan/recommendation.html", context)


@form_page(Permission.KEEP_PLAN)
def add_recommendation(request: HttpRequest) -> HttpResponse:
    form = AddRecommendationForm(typed(request), on=clock.today())
    if added := made(request, form, recommending.add_recommendation):
        messages.success(request, f"{added.reference} is added. Now say which actions answer it.")
        return redirect("plan:recommendation", added.reference)
    return show(request, form, "Add a recommendation", reverse("plan:recommendations"))


@form_page(Permission.KEEP_PLAN)
def change_recommendation(request: HttpRequest, reference: str) -> HttpResponse:
    found = get_object_or_404(Recommendation.objects.visible_to(who(request)), reference=reference)
    known = {name: getattr(found, name) for name in ("reference", "words", "kind", "source", "made_on")}
    form = RecommendationForm(typed(request), on=clock.today(), initial=known)
    changed = made(request, form, recommending.change_recommendation, of=found, recommendation=found)
    if changed:
        messages.success(request, f"{changed.reference} is changed.")
        return redirect("plan:recommendation", changed.reference)
    back = reverse("plan:recommendation", args=[reference])
    return show(request, form, f"Change recommendation {reference}", back)


@require_safe
@needs(Permission.KEEP_PLAN)
def areas(request: HttpRequest) -> HttpResponse:
    found = Theme.objects.annotate(number=Count("actions")).select_related("approver").order_by("position", "code")
    context = {"areas": found, "changes": tracking.told(Theme.versions.all(), about=("code",))}
    return render(request, "plan/areas.html", context)


@form_page(Permission.KEEP_PLAN)
def add_area(request: HttpRequest) -> HttpResponse:
    last = Theme.objects.order_by("position").values_list("position", flat=True).last() or 0
    form = AddAreaForm(typed(request), on=clock.today(), initial={"position": last + 1})
    if added := made(request, form, recommending.add_area):
        messages.success(request, f"{added} is added. Actions can be added to it now.")
        return redirect("plan:areas")
    return show(request, form, "Add an area of focus", reverse("plan:areas"))


@form_page(Permission.KEEP_PLAN)
def change_area(request: HttpRequest, code: str) -> HttpResponse:
    area = get_object_or_404(Theme, code=code)
    known = {"title": area.title, "why": area.why, "position": area.position}
    form = AreaForm(typed(request), on=clock.today(), initial=known)
    if changed := made(request, form, recommending.change_area, of=area, area=area):
        messages.success(request, f"{changed} is changed.")
        return redirect("plan:areas")
    return show(request, form, f"Change area {area}", reverse("plan:areas"))
