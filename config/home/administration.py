"""The administrator: who has no role, whose role ends, which teams and services ended lately."""

from __future__ import annotations

from datetime import timedelta

from config.home.desk import Desk, Part
from figures.words import capital, count
from organisation import finding, roles
from organisation.models import Service, Team

LATELY = timedelta(days=60)
SHOWN = 10


def part(desk: Desk) -> Part | None:
    if not desk.held(roles.ADMINISTRATOR):
        return None
    user, today = desk.user, desk.today
    without = list(finding.people(user=user, today=today, role="none", state="active")[: SHOWN + 1])
    ending = list(finding.ending_soon(user=user, today=today)[: SHOWN + 1])
    ended = {"ends_on__lt": today, "ends_on__gte": today - LATELY}
    teams = list(Team.objects.visible_to(user).filter(**ended).select_related("merged_into")[:SHOWN])
    services = list(Service.objects.visible_to(user).filter(**ended)[:SHOWN])
    roles_ = f"{count(len(ending[:SHOWN]), 'role')} will end" if ending else "no role ends"
    said = [f"{said_of(without)} without a role" if without else "Everybody has a role", f"{roles_} within 30 days"]
    data = {"without": without[:SHOWN], "ending": ending[:SHOWN], "teams": teams, "services": services}
    data["more_without"], data["more_ending"] = len(without) > SHOWN, len(ending) > SHOWN
    return Part("People and roles", f"{'; '.join(said)}.", "home/_administration.html", "Administrator", data=data)


def said_of(people: list) -> str:
    return (
        f"More than {SHOWN} people are"
        if len(people) > SHOWN
        else f"{capital(count(len(people), 'person is', 'people are'))}"
    )
