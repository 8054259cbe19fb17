"""The scrutiny officer: what is published, what comes next, what the committee was asked."""

from __future__ import annotations

from config.home.desk import Desk, Part
from figures.months import day
from organisation import roles
from reports import listing
from reports.models import Ask


def part(desk: Desk) -> Part | None:
    if not desk.held(roles.SCRUTINY_OFFICER):
        return None
    found = listing.context(desk.now)
    newest = found["newest"]
    if newest is None:
        says = "A report appears here on the day that it is published."
        return Part("No report is published yet", says, "home/_scrutiny.html", "Scrutiny", data=found | {"asks": []})
    asks = list(Ask.objects.filter(report__editions=desk.published)) if desk.published else []
    says = f"Published on {day(newest['published_on'])}. {newest['says']}"
    return Part(
        f"{newest['title']} is the newest report",
        says,
        "home/_scrutiny.html",
        "Scrutiny",
        act=("Read the report", newest["url"]),
        data=found | {"asks": asks},
    )
