"""Dimensions that several apps' figures share."""

from collections.abc import Sequence

from figures.figure import Dimension, Value
from organisation.models import Service, Team
from organisation.scopes import Scope


def teams(scope: Scope | None) -> Sequence[Value]:
    """Every team there ever was, in the order of tables: one that ended keeps its past."""
    rows = Team.objects.all()
    if scope:
        rows = rows.filter(slug=scope.slug) if scope.kind == "team" else rows.filter(service__slug=scope.slug)
    return [Value(slug, name) for slug, name in rows.values_list("slug", "name")]


def services(scope: Scope | None) -> Sequence[Value]:
    rows = Service.objects.all()
    if scope:
        rows = rows.filter(slug=scope.slug) if scope.kind == "service" else rows.filter(teams__slug=scope.slug)
    return [Value(slug, name) for slug, name in rows.values_list("slug", "name")]


TEAM = Dimension("team", "Team", teams)
SERVICE = Dimension("service", "Service", services)
