"""The plan on a page: areas of focus by state, what changed, and the actions that the address asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.template.defaultfilters import pluralize
from django.utils import timezone
from django.utils.text import Truncator

from figures.models import Cycle
from improvement.models import Action, Brag, Standing, Theme
from improvement.plan.changing import Changes, changed
from improvement.told import Told, by_urgency, told
from organisation.models import User
from pages.exports import FORMATS
from pages.tables import Filter, address, filters, paged

STATES = (Brag.BLUE, Brag.GREEN, Brag.AMBER, Brag.RED, Brag.GREY)
PER_PAGE = 100
MENTIONED = 6  # changes named beside the areas of focus; all of them have a page of their own
SOON, LATER = timedelta(days=30), timedelta(days=90)

LISTS: dict[str, tuple[str, Callable[[Told], bool]]] = {
    "overdue": ("overdue", lambda one: one.overdue),
    "missing": ("without an update", lambda one: one.missing),
    "help": ("asking for help", lambda one: bool(one.help_wanted)),
    "unowned": ("without an owner", lambda one: one.action.owner is None),
    "undated": ("without a date", lambda one: one.agreed is None),
    "unmeasured": (
        "without a measure of success",
        lambda one: not one.action.success and not one.action.measures.all(),
    ),
    "unasked": ("answering no recommendation", lambda one: not one.action.answers.all()),
    "returned": ("returned by the assurer", lambda one: one.action.returned is not None),
    "moved": ("with a moved date", lambda one: one.moves > 0),
    "assure": ("to assure", lambda one: one.complete and one.judgement.brag != Brag.BLUE),
}
ORDERS: dict[str, tuple[str, Callable[[Told], Any]]] = {
    "": ("Worst first", lambda one: one.urgency),
    "due": ("Agreed date", lambda one: (one.by_date, one.action.pk)),
    "moves": ("Times moved", lambda one: (-one.moves, one.by_date)),
    "plan": ("Order of the plan", lambda one: (one.action.theme.position, one.action.position)),
    "owner": ("Owner", lambda one: (one.action.owner is None, one.action.owned_by.casefold(), one.by_date)),
}
DUE = {"": "Any time", "past": "Passed", "30": "In the next 30 days", "90": "In the next 90 days"}


class Plan:
    """What somebody may see of the plan, as it stands at a moment."""

    def __init__(self, user: User, now: datetime) -> None:
        self.today = timezone.localdate(now)
        self.cycles = list(Cycle.objects.filter(opened_on__lte=self.today).order_by("month"))
        self.cycle = next((cycle for cycle in reversed(self.cycles) if cycle.closed_at is None), None)
        actions = Action.objects.visible_to(user).prefetch_related("answers", "assurances", "measures")
        self.actions = by_urgency(told(actions, self.cycle, now))

    @property
    def closed(self) -> list[Cycle]:
        """Oldest first."""
        return [cycle for cycle in self.cycles if cycle.closed_at]

    def changes_since(self, cycle: Cycle) -> Changes:
        seen = [one.action.pk for one in self.actions]
        rows: QuerySet[Standing] = Standing.objects.filter(cycle=cycle, action__in=seen)
        return changed(self.actions, {row.action_id: row for row in rows})


def context(plan: Plan, params: QueryDict) -> dict[str, Any]:
    wanted = asked(plan, params)
    last = plan.closed[-1] if plan.closed else None
    pager = paged(params, len(wanted), PER_PAGE)
    return {
        "today": plan.today,
        "says": says(plan.actions),
        "matrix": matrix(plan.actions),
        "since": last,
        "changes": mentioned(plan.changes_since(last)) if last else None,
        "lists": ready_made(plan.actions, params),
        "filters": fields(plan.actions, params),
        "actions": wanted[max(pager.first - 1, 0) : pager.last],
        "count": len(wanted),
        "order": ORDERS[order(params)][0].lower(),
        "pager": pager,
        "everything": len(plan.actions),
        "asked": address(params, page=None),
        "formats": FORMATS,
    }


def says(actions: Sequence[Told]) -> str:
    """'2 of 30 actions are overdue, by 9 days at most. 6 are complete and assured.'"""
    overdue = [one.judgement.days_overdue for one in actions if one.overdue]
    blue = sum(one.judgement.brag == Brag.BLUE for one in actions)
    if overdue:
        days = in_digits(max(overdue), "day")
        late = f"{len(overdue)} of {in_digits(len(actions), 'action')} {be(len(overdue))} overdue, by {days} at most."
    else:
        late = f"None of {in_digits(len(actions), 'action')} is overdue."
    return f"{late} {blue} {be(blue)} complete and assured." if blue else late


def in_digits(number: int, noun: str) -> str:
    """Beside numbers that are too large for words."""
    return f"{number:,} {noun}{pluralize(number)}"


def be(number: int) -> str:
    return "is" if number == 1 else "are"


def matrix(actions: Sequence[Told]) -> dict[str, Any]:
    """Areas of focus by state: {states, rows [{theme, blocks, cells, all}], total, all}; a cell is (state, count)."""
    themes: dict[int, Theme] = {one.action.theme_id: one.action.theme for one in actions}
    counts = Counter((one.action.theme_id, one.judgement.brag) for one in actions)
    most = max(Counter(one.action.theme_id for one in actions).values(), default=1)
    rows = []
    for theme in sorted(themes.values(), key=lambda theme: (theme.position, theme.code)):
        cells = [(state, counts[theme.pk, state]) for state in STATES]
        rows.append({"theme": theme, "blocks": blocks(cells, most), "cells": cells, "all": sum(n for _, n in cells)})
    totals = Counter(one.judgement.brag for one in actions)
    return {
        "states": STATES,
        "rows": rows,
        "total": [(state, totals[state]) for state in STATES],
        "all": len(actions),
    }


def blocks(cells: Sequence[tuple[Brag, int]], most: int) -> list[dict[str, str]]:
    """One an action, in a picture 100 wide that the area with most actions fills."""
    room = 100 / most
    states = [state for state, number in cells for _ in range(number)]
    return [
        {"brag": state, "x": f"{n * room:.2f}", "width": f"{max(room - 1, room * 0.7):.2f}"}
        for n, state in enumerate(states)
    ]


def mentioned(changes: Changes) -> dict[str, Any]:
    """The first few, each kind in its turn; `more` are not named."""
    left = MENTIONED
    named = {}
    for kind in ("states", "moves", "added"):
        named[kind] = getattr(changes, kind)[:left]
        left -= len(named[kind])
    return {**named, "count": len(changes), "more": len(changes) - MENTIONED + left}


# --- Which actions the address asks for -------------------------------------------------------------------------------


def asked(plan: Plan, params: QueryDict) -> list[Told]:
    wanted = tests(plan.today, params)
    found = [one for one in plan.actions if all(test(one) for test in wanted)]
    return sorted(found, key=ORDERS[order(params)][1])


def order(params: QueryDict) -> str:
    wanted = params.get("sort", "")
    return wanted if wanted in ORDERS else ""


def tests(today: date, params: QueryDict) -> list[Callable[[Told], bool]]:
    """What the address says that means nothing narrows nothing."""
    found = [test for key, (_, test) in LISTS.items() if params.get("list") == key]
    if theme := params.get("theme"):
        found.append(lambda one: one.action.theme.code == theme)
    if brag := params.get("brag"):
        found.append(lambda one: one.judgement.brag == brag)
    if service := params.get("service"):
        found.append(lambda one: one.action.service.slug == service)
    if reference := params.get("recommendation"):
        found.append(lambda one: reference in references(one))
    if owner := params.get("owner"):
        found.append(lambda one: str(one.action.owner_id) == owner)
    if (due := params.get("due")) in DUE and due:
        found.append(due_in(due, today))
    if words := params.get("q", "").casefold().split():
        found.append(lambda one: has_all(one, words))
    return found


def has_all(one: Told, words: Sequence[str]) -> bool:
    text = searched(one)
    return all(word in text for word in words)


def due_in(due: str, today: date) -> Callable[[Told], bool]:
    if due == "past":
        return lambda one: not one.complete and one.by_date < today
    until = today + {"30": SOON, "90": LATER}[due]
    return lambda one: not one.complete and today <= one.by_date <= until


def searched(one: Told) -> str:
    """All of an action that a search looks in."""
    action = one.action
    parts = [action.reference, action.title, action.success, action.theme.title, action.owned_by, one.judgement.reason]
    parts += references(one)
    return " ".join([*parts, one.last.words if one.last else "", one.help_wanted]).casefold()


def references(one: Told) -> list[str]:
    """Of the recommendations that it answers."""
    return [each.reference for each in one.action.answers.all()]


def ready_made(actions: Sequence[Told], params: QueryDict) -> list[dict[str, Any]]:
    """'2 overdue': lists that people ask for, with how many are in them."""
    here = params.get("list", "")
    every = {"text": f"All {len(actions)}", "url": "?", "here": not params}
    found = [
        {"text": f"{number} {text}", "url": f"?list={key}", "here": here == key}
        for key, (text, test) in LISTS.items()
        if (number := sum(test(one) for one in actions)) or here == key
    ]
    return [every, *found]


def fields(actions: Sequence[Told], params: QueryDict, action: str = "#actions") -> Any:
    themes = {one.action.theme.code: str(one.action.theme) for one in sorted(actions, key=ORDERS["plan"][1])}
    services = {one.action.service.slug: one.action.service.name for one in actions}
    answered = {each.reference: str(each) for one in actions for each in one.action.answers.all()}
    owners = {str(one.action.owner_id): one.action.owner.in_full for one in actions if one.action.owner}
    return filters(
        params,
        [
            Filter("theme", "Area of focus", [("", "All"), *themes.items()]),
            Filter("brag", "State", [("", "All"), *((state.value, str(state.label)) for state in STATES)]),
            Filter("owner", "Owner", [("", "All"), *in_order(owners)]),
            Filter("service", "Service", [("", "All"), *in_order(services)]),
            Filter(
                "recommendation",
                "Recommendation",
                [("", "All"), *((key, shortened(answered[key])) for key in sorted(answered))],
            ),
            Filter("due", "Due", list(DUE.items())),
            Filter("q", "Words"),
            Filter("sort", "Sort by", [(key, text) for key, (text, _) in ORDERS.items()]),
        ],
        keep=("list",),
        action=action,
        folds="Narrow or sort the list",
    )


def shortened(words: str) -> str:
    return Truncator(words).chars(60)


def in_order(names: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(names.items(), key=lambda pair: pair[1].casefold())
