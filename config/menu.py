"""The menu: what a person may open, and where on it they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import ResolverMatch, reverse

from intake.registry import loaded_by
from organisation.permissions import Permission
from organisation.roles import ACTION_OWNER

MANAGE = (Permission.MANAGE_PEOPLE, Permission.MANAGE_ORGANISATION, Permission.MANAGE_DEFINITIONS)
SECTIONS = {  # of an address: its name, or else its namespace
    "home": "Home",
    "reports": "Reports",
    "drafts": "Drafts",
    "plan": "Plan",
    "figures": "Figures",
    "files": "Files",
    "thresholds": "Administration",
    "published": "Administration",
    "front_door": "Front door",
    "beside": "Front door",
    "queue": "Front door",
    "closure_rules": "Front door",
    "add_closure_rule": "Front door",
    "closure_rule": "Front door",
    "remove_closure_rule": "Front door",
    "frontdoor": "Administration",
    "organisation": "Administration",
    "access_log": "Access log",
    "rules": "Administration",
    "rule": "Administration",
    "add_rule": "Administration",
    "change_rule": "Administration",
}


@dataclass(frozen=True)
class Item:
    text: str
    url: str
    current: str = ""  # "page" on the page itself, "true" below it


def menu(user: Any, path: str, match: ResolverMatch | None) -> list[Item]:
    here = section(match)
    found = []
    for text, name in names(user):
        url = reverse(name)
        found.append(Item(text, url, "page" if url == path else "true" if text == here else ""))
    return found


def names(user: Any) -> list[tuple[str, str]]:
    """Texts and names of addresses, in the order of the menu."""
    if not user.is_authenticated:
        return [("Reports", "reports:list")]
    may = user.access.may_somewhere
    items = [
        (True, "Home", "home"),
        (True, "Reports", "reports:list"),
        (sees_actions(user), "Plan", "plan:plan"),
        (may(Permission.SEE_CONTACTS), "Front door", "frontdoor:front_door"),
        (may(Permission.READ_DRAFTS), "Drafts", "drafts:list"),
        (True, "Figures", "figures:list"),
        (bool(loaded_by(user)), "Files", "files:list"),
        (any(map(may, MANAGE)), "Administration", "organisation:index"),
        (may(Permission.READ_ACCESS_LOG), "Access log", "organisation:access_log"),
    ]
    return [(text, name) for shown, text, name in items if shown]


def sees_actions(user: Any) -> bool:
    """Those of a service, or their own."""
    return user.access.may_somewhere(Permission.SEE_PLAN) or user.access.has_role(ACTION_OWNER)


def section(match: ResolverMatch | None) -> str:
    if match is None:
        return ""
    own = SECTIONS.get(match.url_name or "")
    return own or SECTIONS.get(match.namespace, "")
