"""Whoever agrees new dates or assures what is complete: what waits for them."""

from __future__ import annotations

from django.urls import reverse

from config.home.desk import Desk, Part
from figures.words import capital, count
from improvement.decisions.waiting import actions_to_assure, dates_to_decide
from organisation.permissions import Permission

CAPTION = "Your decisions"


def part(desk: Desk) -> Part | None:
    dates = dates_to_decide(desk.user).count()
    assures = desk.user.access.may_somewhere(Permission.ASSURE_ACTIONS)
    complete = actions_to_assure(desk.user).count() if assures else 0
    if not dates and not complete:
        return None
    waits = "waits" if dates + complete == 1 else "wait"
    title = f"{capital(count(dates + complete, 'decision'))} {waits} for you"
    act = ("Decide", reverse("plan:waiting"))
    said = [
        f"{capital(count(dates, 'new date'))} to agree or refuse." if dates else "",
        f"{capital(count(complete, 'complete action'))} to assure or return." if complete else "",
    ]
    return Part(title, " ".join(filter(None, said)), "home/_decisions.html", CAPTION, act=act)
