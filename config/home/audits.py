"""The auditor: rounds, what is judged and what waits, what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from audits.figures import INAPPROPRIATE
from audits.models import Round
from config.home import links
from config.home.desk import Desk, Part
from config.home.tiles import tile
from figures.months import name
from figures.words import capital, count
from organisation import roles

SHOWN = 6  # rounds


@dataclass(frozen=True)
class Told:
    month: date
    title: str
    cases: int
    judged: int
    own: int
    auditors: int
    feedback_on: date

    @property
    def waiting(self) -> int:
        return self.cases - self.judged


def rounds_of(desk: Desk) -> list[Told]:
    """The newest rounds, with how far they are. Counts only: who may see a case is asked where cases are shown."""
    known: list[Told] | None = getattr(desk, "_rounds", None)
    if known is None:
        judged = Q(strata__cases__judgement__gt="")
        found = Round.objects.current().annotate(
            cases=Count("strata__cases"),
            judged=Count("strata__cases", filter=judged),
            own=Count("strata__cases", filter=judged & Q(strata__cases__judged_by=desk.user.pk)),
            auditors=Count("strata__cases__judged_by", distinct=True),
        )
        known = [
            Told(one.month, one.title, one.cases, one.judged, one.own, one.auditors, one.feedback_on)
            for one in found.order_by("-month", "-pk")[:SHOWN]
        ]
        desk._rounds = known  # type: ignore[attr-defined]
    return known


def part(desk: Desk) -> Part | None:
    if not desk.held(roles.AUDITOR):
        return None
    rounds = rounds_of(desk)
    if not rounds:
        says = "A round appears here when its cases are drawn. The programme office draws them."
        return Part("No round of audits yet", says, "home/_audits.html", "Auditor", data={"rounds": []})
    newest = rounds[0]
    if newest.waiting:
        wait = "waits" if newest.waiting == 1 else "wait"
        title = f"{capital(count(newest.waiting, 'case'))} of {name(newest.month)} {wait} for a judgement"
    else:
        title = f"Every case of {name(newest.month)} is judged"
    says = f"You judged {newest.own} of its {count(newest.cases, 'case')}."
    found = tile(INAPPROPRIATE, desk.readings(INAPPROPRIATE, None), desk.notes.on(INAPPROPRIATE.key))
    url = links.figure(found.key, found.month)
    return Part(title, says, "home/_audits.html", "Auditor", data={"rounds": rounds, "found": found, "url": url})
