"""The demonstration council: its services, its social work teams, and the people known by their job titles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from history.tracking import save
from organisation import roles
from organisation.models import Holding, Service, Team, User
from organisation.roles import Role

M = TypeVar("M", bound=Model)
STARTS_ON = date(2016, 4, 1)
ROLES_START_ON = date(2020, 1, 1)

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

# slug: (a name that is plainly made up, job title)
PEOPLE = {
    "strategic-director": ("Sam Sample", "Strategic Director Children's Services"),
    "deputy-director": ("Val Pretend", "Deputy Director"),
    "head-of-workforce": ("Mel Makebelieve", "Head of Workforce Development"),
    "head-of-early-help": ("Jo Placeholder", "Head of Early Help"),
    "head-of-ict": ("Ali Prototype", "Head of ICT Delivery"),
    "head-of-business-support": ("Terry Template", "Head of Business Support"),
    "head-of-quality": ("Nic Notional", "Head of Quality Assurance"),
    "principal-social-worker": ("Alex Example", "Principal Social Worker"),
    "domestic-abuse-lead": ("Bernie Invented", "Domestic Abuse Lead, Place"),
    "programme-manager": ("Robin Specimen", "Programme Manager"),
    "front-door-analyst": ("Lee Mockup", "Front Door Analyst"),
    "workforce-analyst": ("Kit Fictional", "Workforce Analyst"),
    "scrutiny-officer": ("Pat Dummy", "Scrutiny Officer"),
    "auditor-1": ("Chris Standin", "Auditor"),
    "auditor-2": ("Dee Rehearsal", "Auditor"),
    "auditor-3": ("Max Imaginary", "Auditor"),
    "auditor-4": ("Toni Trial", "Auditor"),
    "administrator": ("Ash Testcase", "Systems Administrator"),
    "data-protection-lead": ("Frankie Hypothetical", "Data Protection Lead"),
    "police-inspector": ("Jan Faux", "Detective Inspector"),
}
BODIES = {"police-inspector": "District Police (demo)"}  # whom those outside the council work for; they hold no role

# slug: slug of the manager, who stands before them in PEOPLE. Whoever works elsewhere has none that the council knows
MANAGERS = {
    "deputy-director": "strategic-director",
    "head-of-workforce": "strategic-director",
    "head-of-early-help": "deputy-director",
    "head-of-ict": "strategic-director",
    "head-of-business-support": "strategic-director",
    "head-of-quality": "deputy-director",
    "principal-social-worker": "deputy-director",
    "programme-manager": "strategic-director",
    "front-door-analyst": "head-of-early-help",
    "workforce-analyst": "head-of-workforce",
} | dict.fromkeys(AUDITORS, "head-of-quality")

# slug of a person: (role, slug of the service that it is held for; empty: the whole council)
HELD: dict[str, list[tuple[Role, str]]] = {
    "programme-manager": [(roles.PROGRAMME_OFFICE, "")],
    "strategic-director": [(roles.DIRECTOR, "")],
    "deputy-director": [
        (roles.HEAD_OF_SERVICE, "safeguarding"),
        (roles.HEAD_OF_SERVICE, "children-in-care"),
        (roles.ACTION_OWNER, ""),
    ],
    "head-of-early-help": [(roles.HEAD_OF_SERVICE, "front-door"), (roles.ACTION_OWNER, "")],
    "head-of-workforce": [
        (roles.HEAD_OF_SERVICE, "workforce"),
        (roles.WORKFORCE_ANALYST, ""),
        (roles.ACTION_OWNER, ""),
    ],
    "head-of-ict": [(roles.HEAD_OF_SERVICE, "ict"), (roles.ACTION_OWNER, "")],
    "head-of-business-support": [(roles.HEAD_OF_SERVICE, "business-support"), (roles.ACTION_OWNER, "")],
    "head-of-quality": [(roles.HEAD_OF_SERVICE, "practice"), (roles.ACTION_OWNER, "")],
    "principal-social-worker": [(roles.ACTION_OWNER, "")],
    "domestic-abuse-lead": [(roles.ACTION_OWNER, "")],
    "front-door-analyst": [(roles.FRONT_DOOR_ANALYST, "")],
    "workforce-analyst": [(roles.WORKFORCE_ANALYST, "")],
    "scrutiny-officer": [(roles.SCRUTINY_OFFICER, "")],
    "administrator": [(roles.ADMINISTRATOR, "")],
    "data-protection-lead": [(roles.DATA_PROTECTION_LEAD, "")],
} | {slug: [(roles.AUDITOR, "")] for slug in AUDITORS}
LEAVES_ON = {"auditor-4": date(2020, 11, 30)}  # last day of the roles of somebody who is about to go


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
    people: dict[str, User] = {}
    for slug, (name, title) in PEOPLE.items():
        people[slug] = make_person(slug, name, title, people.get(MANAGERS.get(slug, "")))
    for slug, held in HELD.items():
        for role, service in held:
            give_role(people[slug], role, services[service] if service else None, LEAVES_ON.get(slug))
    return Organisation(services, teams, people)


def make_service(slug: str, name: str) -> Service:
    there = Service.objects.filter(slug=slug).first()
    return there or made(Service(slug=slug, name=name, starts_on=STARTS_ON), STARTS_ON)


def make_team(slug: str, name: str, service: Service, position: int) -> Team:
    there = Team.objects.filter(slug=slug).first()
    return there or made(Team(slug=slug, name=name, service=service, position=position, starts_on=STARTS_ON), STARTS_ON)


def make_person(slug: str, name: str, title: str, manager: User | None) -> User:
    """Somebody without a password. One who is there from before people had names gets theirs."""
    email = f"{slug}@council.example"
    there = User.objects.filter(email=email).first()
    if there is None:
        person = User(email=email, name=name, job_title=title, manager=manager, generated=True)
        person.body = BODIES.get(slug, "")
        person.password = make_password(None)
        return made(person, ROLES_START_ON)
    if not there.name:
        there.name = name
        save(there, by=None, at=morning(ROLES_START_ON))
    return there


def give_role(person: User, role: Role, service: Service | None, ends_on: date | None) -> None:
    """Unless the person holds it, or held it: what an administrator ended stays ended."""
    held = {"user": person, "role": role.key, "service": service}
    if not Holding.objects.filter(**held).exists():
        made(Holding(**held, starts_on=ROLES_START_ON, ends_on=ends_on), ROLES_START_ON)


def made(record: M, on: date) -> M:
    save(record, by=None, at=morning(on))
    return record


def morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
