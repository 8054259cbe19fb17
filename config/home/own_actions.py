"""An owner: their actions, what is overdue, what has no update yet, and which numbers they are to enter."""

from __future__ import annotations

from django.urls import reverse

from config.home.dates import Dates
from config.home.desk import Desk, Part
from figures.months import day, name
from figures.words import capital, count
from improvement.told import Told, by_urgency
from organisation import roles


def part(desk: Desk) -> Part | None:
    """For whoever holds the role; other roles' homes show an owner's actions too, but only if there are any."""
    own = by_urgency(one for one in desk.plan if one.action.owner_id == desk.user.pk) if owns(desk) else []
    elsewhere = bool(own) and shown_by_service(desk).issuperset(one.action.pk for one in own)
    if elsewhere:
        own = []  # they stand among the service's
    numbers = [measure.name for measure in desk.numbers_asked] if owns(desk) else []
    if not own and not numbers and (elsewhere or not desk.held(roles.ACTION_OWNER)):
        return None
    if not own and not numbers:
        says = "When the programme office gives you an action of the plan, it appears here with its dates."
        return Part("You own no action", says, "home/_own_actions.html", "Your actions", data={"actions": []})
    return told(desk, own, numbers)


def told(desk: Desk, own: list[Told], numbers: list[str]) -> Part:
    """`numbers` are the names of measures whose number is wanted from them."""
    cycle = desk.cycle
    caption = f"Your actions, {name(cycle.month)}" if cycle else "Your actions"
    due = Dates(cycle.opened_on, desk.today, None, desk.rules).updates if cycle else None
    missing = [one for one in own if one.missing]
    late = bool(due and due < desk.today)
    said = []
    if missing and due:
        verb = "were" if late else "are"
        said.append(f"Updates {verb} due by {day(due)}. The report shows those that are not written as missing.")
    if numbers:
        said.append(f"{capital(count(len(numbers), 'number'))} to enter: {'; '.join(numbers)}.")
    data = {"actions": own, "month": cycle.month if cycle else None, "late": late}
    words = "Write your updates" if own else "Enter your numbers"
    act = (words, reverse("plan:updates")) if numbers or any(one.asked for one in own) else None
    head = title(own, missing, late) if own else "Numbers are due"
    return Part(head, " ".join(said), "home/_own_actions.html", caption, act=act, data=data)


def shown_by_service(desk: Desk) -> set[int]:
    parts = {grant.scope.slug if grant.scope else None for grant in desk.held(roles.HEAD_OF_SERVICE)}
    return {one.action.pk for one in desk.plan if None in parts or one.action.service.slug in parts}


def owns(desk: Desk) -> bool:
    """Without asking for the plan where nobody needs it. Whoever works elsewhere may own actions and holds no role."""
    held = desk.held(roles.ACTION_OWNER, roles.PROGRAMME_OFFICE, roles.DIRECTOR, roles.HEAD_OF_SERVICE)
    return bool(held or desk.user.body)


def title(own: list[Told], missing: list[Told], late: bool) -> str:
    if missing:
        are = "is" if len(missing) == 1 else "are"
        updates = count(len(missing), "update")
        return f"{capital(updates)} {are} {'late' if late else 'due'}"
    overdue = sum(one.overdue for one in own)
    if overdue:
        return f"{capital(count(overdue, 'action'))} of yours {'is' if overdue == 1 else 'are'} overdue"
    return f"Your {count(len(own), 'action')}" if len(own) > 1 else "Your action"
