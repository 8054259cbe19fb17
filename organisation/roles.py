"""Roles are code: each is a name and the permissions that go with it. See docs/roles.md."""

from __future__ import annotations

from dataclasses import dataclass

from organisation.permissions import Permission


@dataclass(frozen=True)
class Role:
    key: str
    label: str
    purpose: str  # what they come for, in a few words
    permissions: frozenset[Permission]
    whole_council: bool = False  # held for the whole council only


RECORDS = frozenset({Permission.SEE_PLAN, Permission.SEE_CONTACTS, Permission.SEE_WORKFORCE, Permission.SEE_CASES})
REPORTS = frozenset({Permission.READ_DRAFTS, Permission.COMPILE_REPORTS, Permission.PUBLISH_REPORTS})

PROGRAMME_OFFICE = Role(
    "programme_office",
    "Programme office",
    "Run the month, keep the plan, compile the report",
    RECORDS
    | REPORTS
    | {
        Permission.KEEP_PLAN,
        Permission.ASSURE_ACTIONS,
        Permission.LOAD_CONTACTS,
        Permission.LOAD_PUBLISHED,
        Permission.NOTE_CHARTS,
    },
    True,
)
DIRECTOR = Role(
    "director",
    "Director",
    "Read the draft, sign it off",
    RECORDS | REPORTS | {Permission.SIGN_REPORTS, Permission.AGREE_DATES, Permission.ASSURE_ACTIONS},
    True,
)
HEAD_OF_SERVICE = Role(
    "head_of_service",
    "Head of Service",
    "Watch the figures of a service",
    RECORDS | {Permission.READ_DRAFTS, Permission.ASSURE_ACTIONS},
)
ACTION_OWNER = Role("action_owner", "Action owner", "Update their actions, ask for new dates", frozenset())
FRONT_DOOR_ANALYST = Role(
    "front_door_analyst",
    "Front-door analyst",
    "Load the month’s contacts, see why they close",
    frozenset(
        {
            Permission.SEE_CONTACTS,
            Permission.LOAD_CONTACTS,
            Permission.CATEGORISE_CONTACTS,
            Permission.LOAD_PUBLISHED,
            Permission.NOTE_CHARTS,
        }
    ),
)
WORKFORCE_ANALYST = Role(
    "workforce_analyst",
    "Workforce analyst",
    "See posts, leavers and absence",
    frozenset({Permission.SEE_WORKFORCE, Permission.NOTE_CHARTS}),
)
AUDITOR = Role("auditor", "Auditor", "See the cases that they judged", frozenset({Permission.JUDGE_CASES}))
SCRUTINY_OFFICER = Role("scrutiny_officer", "Scrutiny officer", "Find and follow published reports", frozenset(), True)
ADMINISTRATOR = Role(
    "administrator",
    "Administrator",
    "People, roles, teams, categories, thresholds",
    frozenset({Permission.MANAGE_PEOPLE, Permission.MANAGE_ORGANISATION, Permission.MANAGE_DEFINITIONS}),
    True,
)
DATA_PROTECTION_LEAD = Role(
    "data_protection_lead",
    "Data-protection lead",
    "See who looked at records",
    frozenset({Permission.READ_ACCESS_LOG}),
    True,
)

ROLES = {
    role.key: role
    for role in (
        PROGRAMME_OFFICE,
        ACTION_OWNER,
        HEAD_OF_SERVICE,
        DIRECTOR,
        FRONT_DOOR_ANALYST,
        WORKFORCE_ANALYST,
        AUDITOR,
        SCRUTINY_OFFICER,
        ADMINISTRATOR,
        DATA_PROTECTION_LEAD,
    )
}
