"""Pages of risks: the register with its matrix, one risk's story, and the forms that keep them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from figures import months
from figures.words import small
from history import tracking
from improvement.actions.views import show
from improvement.models import Risk, RiskReview
from improvement.risks import keeping as risk_keeping
from improvement.risks import register as risk_register
from improvement.risks.forms import CloseRiskForm, RaiseRiskForm, ReviewForm, RiskOwnerForm
from improvement.risks.levels import IMPACTS, LIKELIHOODS, level, movement
from improvement.risks.standing import reviews_until
from organisation import clock
from organisation.access import who
from organisation.administering import form_page, made
from organisation.permissions import Permission
from pages.exports import FORMATS, download
from pages.kept import typed
from pages.once import acts_once
from pages.unkept import unkept


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    context = risk_register.context(who(request), request.GET, clock.now())
    context["may_keep"] = who(request).access.may(Permission.KEEP_PLAN)
    return render(request, "plan/risks.html", context)


@require_safe
def export(request: HttpRequest, format: str) -> HttpResponseBase:
    """The risks that the address asks for, all of them."""
    if format not in FORMATS:
        raise Http404
    every = risk_register.told(Risk.objects.visible_to(who(request)), clock.now())
    rows = risk_register.rows(risk_register.asked(every, request.GET))
    return unkept(download(format, f"risks-{clock.today()}", risk_register.HEADINGS, rows))


@require_safe
def risk(request: HttpRequest, reference: str) -> HttpResponse:
    found, now = the_risk(request, reference), clock.now()
    today, user = timezone.localdate(now), who(request)
    reviews = reviews_until(found, now)
    before = [None, *(review.score for review in reviews)]
    story = [
        {
            "review": review,
            "level": level(review.score, timezone.localdate(review.at)),
            "moved": movement(earlier, review.score),
            "likelihood": LIKELIHOODS[review.likelihood],
            "impact": IMPACTS[review.impact],
        }
        for review, earlier in zip(reviews, before, strict=False)
    ]
    context = {
        "risk": found,
        "one": risk_register.tell(found, reviews, today),
        "story": story[::-1],
        "changes": tracking.changes(found),
        "opens_action": found.action is not None and found.action.opens_to(user),
        "may_review": risk_keeping.may_review(user, found),
        "may_keep": user.access.may(Permission.KEEP_PLAN),
    }
    return render(request, "plan/risk.html", context)


@form_page(Permission.KEEP_PLAN)
def raise_risk(request: HttpRequest) -> HttpResponse:
    form = RaiseRiskForm(typed(request), on=clock.today(), initial={"place": request.GET.get("of", "")})
    if added := made(request, form, risk_keeping.raise_risk):
        messages.success(request, f"{added} is raised.")
        return redirect("plan:risk", added.reference)
    return show(request, form, "Raise a risk", reverse("plan:risks"))


@require_http_methods(["GET", "HEAD", "POST"])
@acts_once
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """404 for whoever may not review it, and once it is closed."""
    found = the_risk(request, reference)
    if not risk_keeping.may_review(who(request), found):
        raise Http404
    reviews = list(found.reviews.all())
    known = {name: getattr(reviews[-1], name) for name in ("likelihood", "impact", "mitigation")}
    known["seen"] = max(each.pk for each in reviews)
    form = ReviewForm(typed(request), on=clock.today(), initial=known)
    if made(request, form, risk_keeping.review_risk, risk=found):
        messages.success(request, f"The review of {reference} is saved.")
        return redirect("plan:risk", reference)
    return show(request, form, f"Review {found}", address(found), intro=last_said(reviews[-1]))


def last_said(last: RiskReview) -> str:
    """'It was last reviewed on 19 October 2020 by the Head of ICT: high, 12 of 25. The first supplier hesitates'"""
    on = timezone.localdate(last.at)
    found = f"It was last reviewed on {months.day(on)} by the {last.by}: {small(level(last.score, on).label)}, "
    return f"{found}{last.score} of 25. {last.words}".strip()


@form_page(Permission.KEEP_PLAN)
def close(request: HttpRequest, reference: str) -> HttpResponse:
    found = open_risk(request, reference)
    form = CloseRiskForm(typed(request), on=clock.today())
    if made(request, form, risk_keeping.close_risk, of=found, risk=found):
        messages.success(request, f"{reference} is closed. It stays in the register.")
        return redirect("plan:risk", reference)
    return show(request, form, f"Close {found}", address(found))


@form_page(Permission.KEEP_PLAN)
def hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    found = open_risk(request, reference)
    form = RiskOwnerForm(typed(request), risk=found)
    if made(request, form, risk_keeping.give_risk, of=found, risk=found):
        messages.success(request, f"{reference} has another owner.")
        return redirect("plan:risk", reference)
    intro = ""
    if found.owner_role:
        intro = f"The role {found.owner_role} owns it. If you give it to a person, it follows the role no longer."
    return show(request, form, f"Owner of {found}", address(found), intro=intro)


def the_risk(request: HttpRequest, reference: str) -> Risk:
    seen = Risk.objects.visible_to(who(request)).with_place().prefetch_related("reviews__by")
    return get_object_or_404(seen, reference=reference)


def open_risk(request: HttpRequest, reference: str) -> Risk:
    found = the_risk(request, reference)
    if found.closed_on:
        raise Http404
    return found


def address(risk: Risk) -> str:
    return reverse("plan:risk", args=[risk.reference])
