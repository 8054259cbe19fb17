"""Whoever agrees new dates or assures what is complete: what waits for them."""

from __future__ import annotations

from django.urls import reverse

from config.home.desk import Desk, Part
from config.home.lines import Line, references
from figures.words import capital, count
from organisation import roles

CAPTION = "Your decisions"


def part(desk: Desk) -> Part | None:
    """Of those whose home has no list of what needs them: the others have `lines` at its top."""
    if desk.held(roles.PROGRAMME_OFFICE, roles.DIRECTOR) or not desk.waiting:
        return None
    waits = "waits" if len(desk.waiting) == 1 else "wait"
    title = f"{capital(count(len(desk.waiting), 'decision'))} {waits} for you"
    said = ". ".join([f"{line.text}: {line.says}" for line in lines(desk)])
    return Part(title, f"{said}.", "home/_decisions.html", CAPTION, act=("Decide", reverse("plan:waiting")))


def lines(desk: Desk) -> list[Line]:
    dates, complete = desk.waiting.dates, desk.waiting.complete
    found = [
        (dates, f"{capital(count(len(dates), 'new date'))} to agree or refuse"),
        (complete, f"{capital(count(len(complete), 'complete action'))} to assure or return"),
    ]
    return [Line(text, references(named), reverse("plan:waiting")) for named, text in found if named]
