from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config.home import (
    access_log,
    administration,
    audits,
    cycle,
    decisions,
    files,
    nobody,
    own_actions,
    scrutiny,
    service,
)
from config.home.desk import Desk
from organisation import clock

PARTS = (cycle, decisions, service, own_actions, files, audits, scrutiny, administration, access_log)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    desk = Desk(request.user, clock.now())  # type: ignore[arg-type]
    parts = [found for part in PARTS if (found := part.part(desk))] or [nobody.part(desk)]
    context = {"parts": parts, "first": parts[0], "asides": [part for part in parts if part.aside]}
    return render(request, "home/home.html", context)
