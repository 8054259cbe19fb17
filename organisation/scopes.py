"""A scope: the part of the organisation that is asked about. None stands for the whole council."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from organisation.models import Service, Team


@dataclass(frozen=True)
class Scope:
    """A team or a service, by its slug."""

    kind: str  # "team" or "service"
    slug: str
    label: str
    service: str = ""  # slug of a team's service

    def lies_in(self, other: Scope) -> bool:
        return (self.kind, self.slug) == (other.kind, other.slug) or (
            other.kind == "service" and self.service == other.slug
        )


class NoSuchScope(LookupError):
    pass


def scope(slug: str | None) -> Scope | None:
    """The scope of that slug; a service goes before a team of the same slug. Raises NoSuchScope with a sentence."""
    if slug is None:
        return None
    from organisation.models import Service, Team

    service = Service.objects.filter(slug=slug).first()
    if service:
        return of_service(service)
    team = Team.objects.filter(slug=slug).select_related("service").first()
    if team:
        return of_team(team)
    known = [*Service.objects.values_list("slug", flat=True), *Team.objects.values_list("slug", flat=True)]
    raise NoSuchScope(f"There is no service or team '{slug}'. There are: {', '.join(known) or 'none yet'}.")


def of_service(service: Service) -> Scope:
    return Scope("service", service.slug, service.name)


def of_team(team: Team) -> Scope:
    """The team with its service loaded."""
    return Scope("team", team.slug, team.name, team.service.slug)
