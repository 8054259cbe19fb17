"""Whoever agrees new dates or assures what is complete: what waits for them."""

from __future__ import annotations

from django.urls import reverse

from config.home.desk import Desk, Part
from figures.words import capital, count
from improvement.decisions.waiting import numbers_waiting

CAPTION = "Your decisions"


def part(desk: Desk) -> Part | None:
    dates, complete = numbers_waiting(desk.user)
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
