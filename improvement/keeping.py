"""The programme office keeps the plan: actions added and changed, milestones set, all of one person handed over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from figures.words import count
from history import tracking
from history.models import write
from improvement.models import Action, KeptUpdate, Milestone, Theme
from organisation.models import Service, User
from organisation.refused import Refused


@transaction.atomic
def add_action(
    *,
    reference: str,
    title: str,
    theme: Theme,
    service: Service,
    owner: User,
    starts_on: date,
    original_date: date,
    by: User,
    at: datetime,
) -> Action:
    """Its original date never changes from here on. Raises Refused."""
    if Action.objects.filter(reference=reference).exists():
        raise Refused(f"There is an action {reference} already. Choose another reference", "reference")
    if original_date < starts_on:
        raise Refused("The day by which it is due must not be before it starts", "original_date")
    refuse_who_is_gone(owner)
    last = Action.objects.filter(theme=theme).aggregate(last=Max("position"))["last"] or 0
    action = Action(
        reference=reference,
        title=title,
        theme=theme,
        service=service,
        owner=owner,
        position=last + 1,
        added_on=timezone.localdate(at),
        starts_on=starts_on,
        original_date=original_date,
    )
    tracking.save(action, by=by, at=at)
    return action


@transaction.atomic
def change_action(
    *, action: Action, title: str, theme: Theme, service: Service, waits_for: Collection[Action], by: User, at: datetime
) -> Action:
    """Dates and owner have ways of their own. Raises Refused where actions would wait for one another in a circle."""
    waits = {each.pk for each in waits_for}
    graph = {**waiting_graph(), action.pk: waits}
    if found := circle(graph, action.pk):
        names = dict(Action.objects.filter(pk__in=found).values_list("pk", "reference"))
        way = " waits for ".join(names[pk] for pk in found)
        raise Refused(f"It would wait for itself: {way}. Leave one of them out", "waits_for")
    before = set(action.waits_for.values_list("pk", flat=True))
    action.title, action.theme, action.service = title, theme, service
    tracking.save(action, by=by, at=at)
    if waits != before:
        action.waits_for.set(waits)
        words = ", ".join(Action.objects.filter(pk__in=waits).values_list("reference", flat=True)) or "no other action"
        write(about=action, verb="waits for", by=by, at=at, words=words)
    return action


def waiting_graph() -> dict[int, set[int]]:
    """{action: those that it waits for}"""
    graph: dict[int, set[int]] = {}
    for waits, awaited in Action.waits_for.through.objects.values_list("from_action", "to_action"):
        graph.setdefault(waits, set()).add(awaited)
    return graph


def circle(graph: Mapping[int, Collection[int]], start: int) -> list[int]:
    """The way from an action back to itself, both ends named; [] where there is none."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop()
        for following in sorted(graph.get(way[-1], ())):
            if following == start:
                return [*way, start]
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


@transaction.atomic
def add_milestone(*, action: Action, title: str, due_on: date, by: User, at: datetime) -> Milestone:
    """Raises Refused."""
    if due_on < action.starts_on:
        raise Refused("The milestone must not be due before the action starts", "due_on")
    write(about=action, verb="milestone added", by=by, at=at, words=title)
    return Milestone.objects.create(action=action, title=title, due_on=due_on)


@transaction.atomic
def hand_over(*, owner: User, to: User, actions: Collection[Action], by: User, at: datetime) -> int:
    """Actions of one person to another, who need not work for the council. What the one had typed and not saved ends.
    Nobody comes to own what they have assured. Returns how many. Raises Refused."""
    refuse_who_is_gone(to)
    if owner == to:
        raise Refused("They own them already. Choose somebody else", "to")
    held = list(Action.objects.select_for_update().filter(owner=owner, pk__in=[action.pk for action in actions]))
    if assured := [action.reference for action in held if action.assured_by_id == to.pk]:
        raise Refused(f"They have assured {', '.join(assured)}, and nobody assures their own work", "to")
    for action in held:
        action.owner = to
        tracking.save(action, by=by, at=at, reason=f"Handed over by {owner}")
    KeptUpdate.objects.filter(action__in=held, by=owner).delete()
    write(about=to, verb="took over", by=by, at=at, words=f"{count(len(held), 'action')} of {owner}")
    return len(held)


def refuse_who_is_gone(owner: User) -> None:
    if not owner.is_active:
        raise Refused("They are kept from signing in. Choose somebody else", "owner")
