"""The plan to read elsewhere and otherwise: as a timeline, as a file, in one's own calendar."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from improvement.models import Action, CalendarAddress
from improvement.plan import calendar_feed, exporting, timeline_page
from improvement.plan import page as plan_page
from improvement.plan.page import Plan
from organisation import clock
from organisation.access import who
from organisation.refused import Refused
from pages.exports import FORMATS, download, download_sheets
from pages.unkept import unkept


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    return render(request, "plan/timeline.html", timeline_page.context(Plan(who(request), clock.now()), request.GET))


@require_safe
def export(request: HttpRequest, format: str) -> HttpResponseBase:
    """The actions that the address asks for, all of them."""
    if format not in FORMATS:
        raise Http404
    plan = Plan(who(request), clock.now())
    actions, name = plan_page.asked(plan, request.GET), f"improvement-plan-{plan.today}"
    if format == "xlsx":
        return unkept(download_sheets(name, exporting.sheets(actions, who(request))))
    return unkept(download(format, name, exporting.HEADINGS, exporting.rows(actions)))


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """The private address of somebody's calendar. A new one is shown in the answer to the POST that made it, and never
    again."""
    person, token, refused = who(request), "", ""
    if request.method == "POST":
        try:
            if request.POST.get("do") == "end":
                calendar_feed.end_address(person=person, by=person, at=clock.now())
            else:
                token = calendar_feed.make_address(person=person, by=person, at=clock.now())
        except Refused as refusal:
            refused = refusal.sentence
    context = {
        "address": CalendarAddress.objects.filter(person=person).first(),
        "url": request.build_absolute_uri(reverse("calendar_file", args=[token])) if token else "",
        "renewed": request.POST.get("do") == "renew",
        "refused": refused,
        "ended": request.method == "POST" and not token and not refused,
    }
    return unkept(render(request, "plan/calendar.html", context, status=400 if refused else 200))


@login_not_required
@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    person = calendar_feed.person_of(token)
    if person is None:
        raise Http404

    def page(action: Action | None) -> str:
        address = reverse("plan:action", args=[action.reference]) if action else reverse("plan:updates")
        return request.build_absolute_uri(address)

    now = clock.now()
    text = calendar_feed.calendar(calendar_feed.events(person, now, page), now)
    headers = {
        "Content-Disposition": 'inline; filename="improvement-plan.ics"',
        "X-Robots-Tag": "noindex",
    }
    return unkept(HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers))
