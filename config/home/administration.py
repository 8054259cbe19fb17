"""The administrator: who has no role, whose role ends, which teams and services ended lately."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Value
from django.urls import reverse

from config.home.desk import Desk, Part
from figures.words import capital, count
from organisation import finding, roles
from organisation.models import Holding, Service, Team, User

LATELY = timedelta(days=60)
SHOWN = 10


class Ended(NamedTuple):
    pk: int
    name: str
    ends_on: date
    merged_into: str | None
    kind: str  # "team" or "service"

    @property
    def url(self) -> str:
        return reverse(f"organisation:{self.kind}", args=[self.pk])


def part(desk: Desk) -> Part | None:
    if not desk.held(roles.ADMINISTRATOR):
        return None
    user, today = desk.user, desk.today
    holders = Holding.objects.held_on(today).values("user")
    people = User.objects.visible_to(user).active().filter(body="")  # those outside the council hold no role
    without = list(people.exclude(pk__in=holders).order_by("name")[: SHOWN + 1])
    ending = list(finding.ending_soon(user=user, today=today)[: SHOWN + 1])
    ended = {"ends_on__lt": today, "ends_on__gte": today - LATELY}
    teams = (
        Team.objects.visible_to(user)
        .filter(**ended)
        .order_by()
        .values_list("pk", "name", "ends_on", "merged_into__name")
    )
    services = (
        Service.objects.visible_to(user).filter(**ended).order_by().values_list("pk", "name", "ends_on", Value(""))
    )
    kinds = [rows.annotate(kind=Value(kind)) for kind, rows in (("team", teams), ("service", services))]
    gone = [Ended(*row) for row in kinds[0].union(kinds[1], all=True).order_by("-ends_on", "name")[:SHOWN]]
    roles_ = f"{count(len(ending[:SHOWN]), 'role')} will end" if ending else "no role ends"
    said = [f"{said_of(without)} without a role" if without else "Everybody has a role", f"{roles_} within 30 days"]
    data = {
        "without": without[:SHOWN],
        "more_without": len(without) > SHOWN,
        "ending": ending[:SHOWN],
        "more_ending": len(ending) > SHOWN,
        "ended": gone,
    }
    return Part("People and roles", f"{'; '.join(said)}.", "home/_administration.html", "Administrator", data=data)


def said_of(people: list) -> str:
    return (
        f"More than {SHOWN} people are"
        if len(people) > SHOWN
        else f"{capital(count(len(people), 'person is', 'people are'))}"
    )
