"""Which figures a role's home shows: few, so that each is seen."""

from __future__ import annotations

from collections.abc import Iterable

from figures.figure import Figure
from figures.registry import figure
from organisation import roles
from organisation.roles import Role

FRONT_DOOR = ("frontdoor.contacts", "frontdoor.nfa_rate", "frontdoor.nfa_threshold_or_consent")
WORKFORCE = ("workforce.vacancy_rate", "workforce.agency_rate", "workforce.turnover_rate", "workforce.absence_rate")
SERVICE = (
    "frontdoor.contacts",
    "frontdoor.nfa_rate",
    "workforce.vacancy_rate",
    "workforce.agency_rate",
    "workforce.absence_rate",
)
AUDITS = ("audits.inappropriate",)

OF_ROLE = {
    roles.HEAD_OF_SERVICE: SERVICE,
    roles.FRONT_DOOR_ANALYST: FRONT_DOOR,
    roles.WORKFORCE_ANALYST: WORKFORCE,
    roles.AUDITOR: AUDITS,
}


def headlines(held: Iterable[Role]) -> list[Figure]:
    """Each once, in the order of the roles."""
    return [figure(key) for key in dict.fromkeys(key for role in held for key in OF_ROLE.get(role, ()))]
