"""Changes of services and teams. What ended keeps its past: it gets a last day, and no record is moved elsewhere.

A team stays in its service for good: totals of a service's past months count the teams that belong to it. A team that
goes to another service ends, merged into a new team there.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from history import tracking
from organisation.models import Service, Team, User
from organisation.refused import Refused
from organisation.words import day_of


@transaction.atomic
def add_service(*, name: str, starts_on: date, by: User, at: datetime) -> Service:
    _check_name(Service, name)
    service = Service(name=name, slug=free_slug(name), starts_on=starts_on)
    tracking.save(service, by=by, at=at)
    return service


@transaction.atomic
def change_service(*, service: Service, name: str, by: User, at: datetime) -> Service:
    service = Service.objects.select_for_update().get(pk=service.pk)
    _check_name(Service, name, but=service)
    service.name = name
    tracking.save(service, by=by, at=at)
    return service


@transaction.atomic
def end_service(*, service: Service, ends_on: date, by: User, at: datetime) -> Service:
    service = Service.objects.select_for_update().get(pk=service.pk)
    _check_end(service, ends_on)
    longer = [team.name for team in service.teams.all() if team.ends_on is None or team.ends_on > ends_on]
    if longer:
        raise Refused(
            f"It has teams after {day_of(ends_on)}: {', '.join(longer)}. End them, or merge them, first.", "ends_on"
        )
    service.ends_on = ends_on
    tracking.save(service, by=by, at=at)
    return service


@transaction.atomic
def add_team(*, name: str, service: Service, position: int, starts_on: date, by: User, at: datetime) -> Team:
    service = Service.objects.select_for_update().get(pk=service.pk)
    if service.ends_on and service.ends_on < starts_on:
        raise Refused(f"{service.name} ended on {day_of(service.ends_on)}. Choose another service.", "service")
    if starts_on < service.starts_on:
        raise Refused(f"The first day must be {day_of(service.starts_on)}, its service’s first, or later.", "starts_on")
    _check_name(Team, name)
    team = Team(name=name, slug=free_slug(name), service=service, position=position, starts_on=starts_on)
    tracking.save(team, by=by, at=at)
    return team


@transaction.atomic
def change_team(*, team: Team, name: str, position: int, by: User, at: datetime) -> Team:
    team = Team.objects.select_for_update().get(pk=team.pk)
    _check_name(Team, name, but=team)
    team.name, team.position = name, position
    tracking.save(team, by=by, at=at)
    return team


@transaction.atomic
def end_team(*, team: Team, ends_on: date, by: User, at: datetime) -> Team:
    team = Team.objects.select_for_update().get(pk=team.pk)
    _check_end(team, ends_on)
    team.ends_on = ends_on
    tracking.save(team, by=by, at=at)
    return team


@transaction.atomic
def merge_team(*, team: Team, into: Team, ends_on: date, by: User, at: datetime) -> Team:
    """`ends_on` is its last day as a team of its own."""
    found = {row.pk: row for row in Team.objects.select_for_update().filter(pk__in=(team.pk, into.pk)).order_by("pk")}
    team, into = found[team.pk], found[into.pk]
    if team == into:
        raise Refused("A team cannot be merged into itself. Choose another team.", "into")
    _check_end(team, ends_on)
    if into.ends_on and into.ends_on <= ends_on:
        raise Refused(f"{into.name} ends on {day_of(into.ends_on)}. Choose a team that goes on.", "into")
    team.ends_on, team.merged_into = ends_on, into
    tracking.save(team, by=by, at=at)
    return team


@transaction.atomic
def let_go_on(*, part: Service | Team, by: User, at: datetime) -> Service | Team:
    """Takes back an end or a merger whose day is not over."""
    part = type(part).objects.select_for_update().get(pk=part.pk)
    if part.ends_on is None:
        return part
    if part.ends_on < timezone.localdate(at):
        raise Refused(f"{part.name} ended on {day_of(part.ends_on)}. Add another of its kind instead.")
    if isinstance(part, Team):
        service = Service.objects.select_for_update().get(pk=part.service_id)
        if service.ends_on:
            raise Refused(f"Its service, {service.name}, ends on {day_of(service.ends_on)}. Take that back first.")
        part.merged_into = None
    _check_name(type(part), part.name, but=part)
    part.ends_on = None
    tracking.save(part, by=by, at=at)
    return part


def free_slug(name: str) -> str:
    """From the name, never changed afterwards; unlike every service's and team's, since a scope is found by it."""
    stem = slugify(name)[:44] or "part"
    taken = {
        slug
        for kind in (Service, Team)
        for slug in kind.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
    }
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def _check_name(kind: type[Service] | type[Team], name: str, *, but: Service | Team | None = None) -> None:
    """Two that go on may not share a name."""
    same = kind.objects.filter(name__iexact=name, ends_on__isnull=True)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refused(f"There is a {kind._meta.verbose_name} of this name already.", "name")


def _check_end(part: Service | Team, ends_on: date) -> None:
    if part.ends_on:
        raise Refused(f"{part.name} has its last day already: {day_of(part.ends_on)}.", "ends_on")
    if ends_on < part.starts_on:
        raise Refused(f"The last day must be {day_of(part.starts_on)}, the first day, or later.", "ends_on")
