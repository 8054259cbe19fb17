"""Who saw or downloaded rows of single cases. There is nothing to change here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from history.models import Sight
from organisation import finding
from organisation.access import needs, who
from organisation.models import User
from organisation.permissions import Permission
from pages import exports
from pages.tables import Column, Filter, address, filters, table

COLUMNS = [
    Column("at", "When", "at"),
    Column("by", "Who", lambda sight: sight.by.get_full_name(), order="by__job_title"),
    Column("what", "What", "what", href=lambda sight: "" if sight.format else sight.address),
    Column("rows", "Rows", "rows", numeric=True),
    Column("format", "As", lambda sight: sight.format.upper() or "Page", order="format"),
]
DAYS = {"since": "From", "until": "To"}
NOT_A_DAY = "{} must be a real date, like 9/11/2020"
BACKWARDS = "To must be the same day as From, or a later one"


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `wrong` says of a day, by its name, what would be right."""

    person: int | None
    since: date | None
    until: date | None
    wrong: dict[str, str]


def asked(request: HttpRequest) -> Asked:
    texts = {name: request.GET.get(name, "").strip() for name in ("since", "until")}
    days = {name: finding.typed_day(text) if text else None for name, text in texts.items()}
    wrong = {name: NOT_A_DAY.format(DAYS[name]) for name, text in texts.items() if text and days[name] is None}
    if days["since"] and days["until"] and days["until"] < days["since"]:
        wrong["until"] = BACKWARDS
    person = request.GET.get("person", "")
    known = person.isascii() and person.isdigit() and len(person) < 19
    return Asked(int(person) if known else None, days["since"], days["until"], wrong)


@require_safe
@needs(Permission.READ_ACCESS_LOG)
def access_log(request: HttpRequest) -> HttpResponse:
    given = asked(request)
    found = finding.sights(user=who(request), person=given.person, since=given.since, until=given.until)
    shown = table(
        request.GET, found, COLUMNS, "Views and downloads", empty="Nobody saw or downloaded records in this time."
    )
    seen = User.objects.filter(pk__in=Sight.objects.visible_to(who(request)).values("by")).order_by("job_title", "pk")
    people = [("", "Anybody"), *((str(person.pk), person.get_full_name()) for person in seen)]
    fields = [
        Filter("person", "Person", people),
        *(Filter(name, f"{label}, like 9/11/2020", error=given.wrong.get(name, "")) for name, label in DAYS.items()),
    ]
    context = {
        "table": shown,
        "filters": filters(request.GET, fields, keep=["sort"]),
        "download": address(request.GET, page=None, sort=None),
        "wrong": given.wrong,
    }
    return render(request, "organisation/access_log.html", context)


@require_safe
@needs(Permission.READ_ACCESS_LOG)
def download(request: HttpRequest) -> HttpResponse:
    given = asked(request)
    if given.wrong:
        return HttpResponse(f"{'. '.join(given.wrong.values())}.", status=400, content_type="text/plain; charset=utf-8")
    found = finding.sights(user=who(request), person=given.person, since=given.since, until=given.until)
    rows = (
        (
            sight.at,
            sight.by.get_full_name(),
            sight.by.email,
            sight.what,
            sight.rows,
            sight.format or "page",
            sight.address,
        )
        for sight in found.iterator(chunk_size=2000)
    )
    file = exports.download("csv", "access-log", ("When", "Who", "E-mail", "What", "Rows", "As", "Address"), rows)
    return cast(HttpResponse, file)  # it streams, which the decorators do not mind
