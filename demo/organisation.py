"""The demonstration council: its services, its social work teams, and the people known by their job titles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from organisation.models import Service, Team, User

STARTS_ON = date(2016, 4, 1)

SERVICES = {
    "front-door": "Integrated Front Door and early help",
    "safeguarding": "Safeguarding and assessment",
    "children-in-care": "Children in care and care leavers",
    "workforce": "Workforce development",
    "practice": "Quality and practice",
    "ict": "ICT delivery",
    "business-support": "Business support",
    "domestic-abuse": "Domestic abuse (Place Directorate)",
}

# slug: (name, slug of its service), in the order of tables
TEAMS = {
    "integrated-front-door": ("Integrated Front Door", "front-door"),
    "assessment": ("Assessment", "safeguarding"),
    "locality-east": ("Locality East", "safeguarding"),
    "locality-west": ("Locality West", "safeguarding"),
    "children-in-care-team": ("Children in care", "children-in-care"),
    "leaving-care": ("Leaving care", "children-in-care"),
    "fostering-and-adoption": ("Fostering and adoption", "children-in-care"),
}

AUDITORS = ("auditor-1", "auditor-2", "auditor-3", "auditor-4")
PEOPLE = {
    "strategic-director": "Strategic Director Children's Services",
    "deputy-director": "Deputy Director",
    "head-of-workforce": "Head of Workforce Development",
    "head-of-early-help": "Head of Early Help",
    "head-of-ict": "Head of ICT Delivery",
    "head-of-business-support": "Head of Business Support",
    "head-of-quality": "Head of Quality Assurance",
    "principal-social-worker": "Principal Social Worker",
    "domestic-abuse-lead": "Domestic Abuse Lead, Place",
    "programme-manager": "Programme Manager",
    "front-door-analyst": "Front Door Analyst",
    "workforce-analyst": "Workforce Analyst",
    "scrutiny-officer": "Scrutiny Officer",
} | dict.fromkeys(AUDITORS, "Auditor")


@dataclass(frozen=True)
class Organisation:
    """Each by its slug."""

    services: dict[str, Service]
    teams: dict[str, Team]
    people: dict[str, User]


@transaction.atomic
def make_organisation() -> Organisation:
    """What is there already stays as it is, so that a second run changes nothing."""
    services = {slug: make_service(slug, name) for slug, name in SERVICES.items()}
    teams = {
        slug: make_team(slug, name, services[service], position)
        for position, (slug, (name, service)) in enumerate(TEAMS.items(), start=1)
    }
    people = {slug: make_person(slug, title) for slug, title in PEOPLE.items()}
    return Organisation(services, teams, people)


def make_service(slug: str, name: str) -> Service:
    return Service.objects.get_or_create(slug=slug, defaults={"name": name, "starts_on": STARTS_ON})[0]


def make_team(slug: str, name: str, service: Service, position: int) -> Team:
    defaults = {"name": name, "service": service, "position": position, "starts_on": STARTS_ON}
    return Team.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_person(slug: str, title: str) -> User:
    """Somebody who cannot sign in, since the demonstration gives nobody a password."""
    defaults = {"job_title": title, "generated": True, "password": make_password(None)}
    return User.objects.get_or_create(email=f"{slug}@council.example", defaults=defaults)[0]
