"""A Head of Service: the figures and the actions of the part of the council that they hold the role for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from config.home import links
from config.home.desk import Desk, Part
from config.home.headlines import SERVICE
from config.home.lines import help_wanted
from config.home.tiles import Tile, tile
from figures import registry
from figures.months import name
from figures.notes.drawn import part_of
from figures.words import capital, count
from improvement.told import Told, by_urgency
from organisation import roles
from organisation.scopes import Scope


@dataclass(frozen=True)
class Section:
    heading: str
    tiles: list[tuple[Tile, str]]  # with its address
    actions: list[Told]
    shows_actions: bool = True


def tiles(desk: Desk, keys: tuple[str, ...], scope: Scope | None) -> list[tuple[Tile, str]]:
    found = []
    for figure in map(registry.figure, keys):
        readings = desk.readings(figure, scope)
        if scope is None or any(reading.counted or reading.of for reading in readings):
            shown = tile(figure, readings, desk.notes.on(figure.key, part_of(scope.slug if scope else None)))
            found.append((shown, links.figure(figure.key, shown.month, scope)))
    return found


def part(desk: Desk) -> Part | None:
    held = desk.held(roles.HEAD_OF_SERVICE)
    if not held:
        return None
    scopes = list(dict.fromkeys(grant.scope for grant in held))
    sections = [section(desk, scope) for scope in scopes]
    actions = {one.action.pk: one for part_ in sections for one in part_.actions}
    asking = [one.action.reference for one in desk.asking_for_help if one.action.pk in actions]
    title = sections[0].heading if len(sections) == 1 else f"Your {count(len(sections), 'service')}"
    data: dict[str, Any] = {
        "sections": sections,
        "month": desk.month,
        "several": len(sections) > 1,
        "asking": help_wanted(asking, links.plan("help")),
    }
    return Part(title, said(list(actions.values()), desk), "home/_service.html", "Head of Service", data=data)


def said(actions: list[Told], desk: Desk) -> str:
    overdue = sum(one.overdue for one in actions)
    late = f"{capital(count(overdue, 'action'))} {'is' if overdue == 1 else 'are'} overdue. " if overdue else ""
    if actions and not overdue:
        late = "No action is overdue. "
    own = sum(one.missing for one in actions if one.action.owner_id == desk.user.pk)
    missing = f"{capital(count(own, 'update'))} of yours {'is' if own == 1 else 'are'} missing. " if own else ""
    return f"{late}{missing}Figures are those of {name(desk.month)}, unless one says otherwise."


def section(desk: Desk, scope: Scope | None) -> Section:
    return Section(
        heading=scope.label if scope else "The whole council",
        tiles=tiles(desk, SERVICE, scope),
        actions=by_urgency(one for one in desk.plan if scope is None or one.action.service.slug == scope.slug),
        shows_actions=scope is None or scope.kind == "service",
    )
