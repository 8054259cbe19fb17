"""The programme office keeps the plan: actions added and changed, milestones set."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from figures import months
from history import tracking
from history.models import write
from improvement.confirming import confirmed
from improvement.models import Action, Milestone, Recommendation, Theme
from improvement.owners.owning import NOBODY, Ownership
from improvement.recommendations.recommending import set_answers
from organisation.models import Service, User
from organisation.refused import Refused


@transaction.atomic
def add_action(
    *,
    reference: str,
    title: str,
    theme: Theme,
    service: Service,
    starts_on: date,
    original_date: date | None = None,
    owner: Ownership = NOBODY,
    success: str = "",
    origin: str = "",
    answers: Collection[Recommendation] = (),
    may_stay: str = "",
    by: User | None,
    at: datetime,
) -> Action:
    """Its original date, if it has one, never changes from here on. `may_stay` is why words that look like somebody's
    were left. Raises Refused."""
    if Action.objects.filter(reference=reference).exists():
        raise Refused(f"There is an action {reference} already. Choose another reference", "reference")
    refuse_early(original_date, starts_on)
    owner = owner.held()
    last = Action.objects.filter(theme=theme).aggregate(last=Max("position"))["last"] or 0
    action = Action(
        reference=reference,
        title=title,
        theme=theme,
        service=service,
        owner=owner.owner,
        owner_role=owner.role,
        success=success,
        origin=origin,
        position=last + 1,
        added_on=timezone.localdate(at),
        starts_on=starts_on,
        original_date=original_date,
    )
    tracking.save(action, by=by, at=at)
    if by:  # who loads a file on the command line may be nobody who signs in
        set_answers(action=action, answers=answers, by=by, at=at)
        confirmed(action, may_stay, by=by, at=at)
    return action


def refuse_early(original_date: date | None, starts_on: date) -> None:
    if original_date and original_date < starts_on:
        raise Refused("The day by which it is due must not be before it starts", "original_date")


@transaction.atomic
def change_action(
    *,
    action: Action,
    title: str,
    theme: Theme,
    service: Service,
    waits_for: Collection[Action],
    success: str,
    origin: str,
    answers: Collection[Recommendation],
    original_date: date | None = None,
    may_stay: str = "",
    by: User,
    at: datetime,
) -> Action:
    """The first date is set once, while there is none; later dates and the owner have ways of their own. Raises
    Refused, also where actions would wait for one another in a circle."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    set_first_date(action, original_date)
    waits = {each.pk for each in waits_for}
    graph = {**waiting_graph(), action.pk: waits}
    if found := circle(graph, action.pk):
        names = dict(Action.objects.filter(pk__in=found).values_list("pk", "reference"))
        way = " waits for ".join(names[pk] for pk in found)
        raise Refused(f"It would wait for itself: {way}. Leave one of them out", "waits_for")
    before = set(action.waits_for.values_list("pk", flat=True))
    action.title, action.theme, action.service = title, theme, service
    action.success, action.origin = success, origin
    tracking.save(action, by=by, at=at)
    if waits != before:
        action.waits_for.set(waits)
        words = ", ".join(Action.objects.filter(pk__in=waits).values_list("reference", flat=True)) or "no other action"
        write(about=action, verb="waits for", by=by, at=at, words=words)
    set_answers(action=action, answers=answers, by=by, at=at)
    confirmed(action, may_stay, by=by, at=at)
    return action


def set_first_date(action: Action, original_date: date | None) -> None:
    """Of an action that the transaction holds: only where it has none. Raises Refused."""
    if original_date is None or original_date == action.original_date:
        return
    if action.original_date:
        day = months.day(action.original_date)
        raise Refused(f"It was first due on {day}, and that never changes. Ask for a new date instead", "original_date")
    refuse_early(original_date, action.starts_on)
    action.original_date = original_date


def waiting_graph() -> dict[int, set[int]]:
    """{action: those that it waits for}"""
    graph: dict[int, set[int]] = {}
    for waits, awaited in Action.waits_for.through.objects.values_list("from_action", "to_action"):
        graph.setdefault(waits, set()).add(awaited)
    return graph


def circle(graph: Mapping[int, Collection[int]], start: int) -> list[int]:
    """The way from an action back to itself, both ends named; [] where there is none."""
    came_from: dict[int, int] = {}
    ends = [start]
    while ends:
        here = ends.pop()
        for following in sorted(graph.get(here, ())):
            if following == start:
                way = [start]
                while here != start:
                    way.append(here)
                    here = came_from[here]
                return [start, *reversed(way)]
            if following not in came_from:
                came_from[following] = here
                ends.append(following)
    return []


@transaction.atomic
def add_milestone(*, action: Action, title: str, due_on: date, may_stay: str = "", by: User, at: datetime) -> Milestone:
    """Raises Refused."""
    if due_on < action.starts_on:
        raise Refused("The milestone must not be due before the action starts", "due_on")
    write(about=action, verb="milestone added", by=by, at=at, words=title)
    confirmed(action, may_stay, by=by, at=at)
    return Milestone.objects.create(action=action, title=title, due_on=due_on)
