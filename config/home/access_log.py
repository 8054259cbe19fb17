"""The data-protection lead: who looked at records of single cases this month."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Count, Q, Sum
from django.utils import timezone

from config.home.desk import Desk, Part
from figures.months import name
from figures.words import capital, count
from history.models import Sight
from organisation import roles

SHOWN = 20


def part(desk: Desk) -> Part | None:
    if not desk.held(roles.DATA_PROTECTION_LEAD):
        return None
    first = desk.today.replace(day=1)
    since = timezone.make_aware(datetime.combine(first, time.min))
    page = Q(format="")
    people = list(
        Sight.objects.visible_to(desk.user)
        .filter(at__gte=since, at__lte=desk.now)
        .order_by()
        .values("by", "by__name", "by__job_title")
        .annotate(looks=Count("pk", filter=page), downloads=Count("pk", filter=~page), shown=Sum("rows"))
        .order_by("-shown", "by")[: SHOWN + 1]
    )
    said = f"More than {SHOWN} people" if len(people) > SHOWN else capital(count(len(people), "person", "people"))
    title = f"{said} looked at records in {name(first)}" if people else f"Nobody looked at records in {name(first)}"
    says = "Every page and file of single cases that was opened is kept in the access log."
    data = {"people": people[:SHOWN], "month": first, "since": first}
    return Part(title, says, "home/_access_log.html", "Data protection", data=data)
