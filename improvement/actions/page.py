"""An action's whole story: its dates, updates, milestones, moves, evidence, money, and what depends on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.utils import timezone

from figures.models import Cycle
from figures.words import capital, count
from history import tracking
from history.models import Entry
from improvement.actions.line_of_dates import PHONE, SCREEN, line_of_dates
from improvement.decisions.assuring import may_assure
from improvement.decisions.deciding import may_decide
from improvement.evidence import shown as evidence_shown
from improvement.evidence.keeping import may_add
from improvement.funding.page import money
from improvement.measures import shown as measures_shown
from improvement.models import Action, Assurance, Brag, DateRequest, Decision, Milestone, Risk, Update, Updated
from improvement.models.action import ActionQuerySet
from improvement.models.assurance import Outcome
from improvement.risks import register as risk_register
from improvement.rules.dated import Rule, known_rules, rule_on
from improvement.standing import last_updates, with_what_judgement_needs
from improvement.told import Told, tell
from organisation.models import User
from organisation.permissions import Permission

UPDATES_SHOWN = 6
MONTHS_SHOWN = 12


class InCycle(NamedTuple):
    """A cycle, and what its Standing of the action says; '' where it has none, or was written before that was kept."""

    cycle: Cycle
    brag: str
    updated: str


@dataclass(frozen=True)
class Returned:
    """What was last said of its evidence, where that was to return it. `by` is a job title."""

    by: str
    at: datetime
    words: str


@dataclass(frozen=True)
class Month:
    """The state of an action when a cycle closed, or as it is in the open one."""

    month: date
    brag: str = ""  # '' where the action was not in the plan
    label: str = ""


@dataclass(frozen=True)
class OfCycle:
    """What an owner wrote in a cycle, newest first; `missing` where an update was due and none was written, `late`
    where the first of a closed cycle was."""

    month: date
    updates: Sequence[Update]
    missing: bool
    late: bool


def the_action(user: User, reference: str, now: datetime) -> tuple[Action, list[Action]]:
    """With all that its page tells, in a fixed number of queries; and with it those that it waits for and that wait for
    it, read at once. Raises Action.DoesNotExist where it is none that this person may see."""
    asked = Q(reference=reference)
    family = Action.objects.filter(asked | Q(awaited_by__reference=reference) | Q(waits_for__reference=reference))
    own, last = Update.objects.filter(action__reference=reference), last_updates(now, family.distinct())
    of_open = Update.objects.filter(action__in=family.values("pk"), cycle__closed_at=None, at__lte=now)
    counts = Q(pk__in=own.values("pk")) | Q(pk__in=last) | Q(pk__in=of_open.values("pk"))
    updates = Update.objects.filter(counts).select_related("by")
    every = with_what_judgement_needs(with_last_assurance(family.distinct()), updates)
    found = [action for action in every if action.reference == reference and action.opens_to(user)]
    if not found:
        raise Action.DoesNotExist
    requests = DateRequest.objects.select_related("asked_by", "decided_by")
    prefetch_related_objects(
        found,
        Prefetch("date_requests", requests),
        "answers",
    )
    return found[0], [action for action in every if action != found[0]]


def with_last_assurance(actions: ActionQuerySet) -> ActionQuerySet:
    """`last_assurance`, its outcome, with `returned_…`, read with the actions themselves."""
    last = Assurance.objects.filter(action=OuterRef("pk")).order_by("-at", "-pk")

    def its(path: str) -> Subquery:
        return Subquery(last.values(path)[:1])

    return actions.annotate(
        last_assurance=its("outcome"),
        returned_at=its("at"),
        returned_by=its("by__job_title"),
        returned_words=its("words"),
    )


def returned(action: Any) -> Returned | None:
    """As Action.returned says, of one that was read with its last assurance."""
    if action.last_assurance != Outcome.RETURNED or action.completed_on:
        return None
    return Returned(action.returned_by, action.returned_at, action.returned_words)


def in_cycles(action: Action, on: date) -> list[InCycle]:
    """The cycles that have opened by the day, oldest first, each with what it said of the action at its close. One
    query."""
    its = FilteredRelation("standings", condition=Q(standings__action=action))
    cycles = (
        Cycle.objects.filter(opened_on__lte=on)
        .annotate(its=its)
        .annotate(brag=F("its__brag"), updated=F("its__updated"))
    )
    return [InCycle(cycle, cycle.brag or "", cycle.updated or "") for cycle in cycles.order_by("month")]


def context(
    action: Action, beside: Sequence[Action], told_by: Sequence[InCycle], user: User, now: datetime, *, everything: bool
) -> dict[str, Any]:
    """`action` with its story; `beside` are those of the same chain. `everything`: all updates, not the last few."""
    today, cycles = timezone.localdate(now), [each.cycle for each in told_by]
    cycle = next((each for each in reversed(cycles) if each.closed_at is None), None)
    rule = rule_on(known_rules(), today)
    one = tell(action, cycle, today, rule)
    changes = list(action.date_changes.all())
    written = of_cycles(action, told_by, one)
    waiting = next((each for each in action.date_requests.all() if each.decision == Decision.WAITING), None)
    pieces = evidence_shown.pieces_of(action, user)
    needed_by = [other for other in beside if action in other.waits_for.all()]
    waits_for = [other for other in beside if other not in needed_by]
    return {
        "action": action,
        "one": one,
        "today": today,
        "lines": lines(one, today),
        "moved_by": one.moved_by,
        "last_change": changes[-1] if changes else None,
        "months": by_month(told_by, one, cycle)[-MONTHS_SHOWN:],
        "written": written if everything else written[:UPDATES_SHOWN],
        "more": 0 if everything else max(0, len(written) - UPDATES_SHOWN),
        "milestones": [told_milestone(each, today) for each in action.milestones.all()],
        "done": one.done,
        "changes": changes,
        "requests": list(action.date_requests.all())[::-1],
        "asked": waiting,
        "may_decide": waiting is not None and may_decide(user, action),
        "may_assure": action.completed_on is not None and not action.assured_by_id and may_assure(user, action),
        "returned": returned(action),
        "names_approvers": user.access.may(Permission.AGREE_DATES),
        "may_keep": user.access.may(Permission.KEEP_PLAN),
        "waits_for": related(waits_for, cycle, today, rule, user),
        "needed_by": related(needed_by, cycle, today, rule, user),
        "measures": measures_shown.listed(action, user, today),
        "evidence": evidence_shown.listed(pieces, user, today),
        "lost_evidence": evidence_shown.is_lost(action, pieces),
        "adds_evidence": may_add(user, action),
        "risks": risk_register.told(Risk.objects.filter(action=action, closed_on=None), now),
        "sees_money": user.access.may(Permission.SEE_PLAN),
        "funding": money(user, today, action=action),
    }


def lines(one: Told, today: date) -> list[str]:
    """The line of dates for wide screens and for phones; none while no date is set."""
    first, agreed, completed = one.action.original_date, one.agreed, one.action.completed_on
    if first is None or agreed is None:
        return []
    return [line_of_dates(first, agreed, one.forecast, completed, today, paper) for paper in (SCREEN, PHONE)]


def history(action: Action, user: User) -> list[tracking.Change]:
    """What was changed of it and what was done, newest first."""
    done = Entry.objects.about(action).visible_to(user).select_related("by")
    entries = [tracking.Change(each.at, each.by.get_full_name(), (said(each),), "") for each in done]
    return sorted([*tracking.changes(action), *entries], key=lambda change: change.at, reverse=True)


def said(entry: Entry) -> str:
    """'New date agreed: from 31 August 2020 to 31 October 2020.'"""
    return f"{capital(': '.join(filter(None, (entry.verb, entry.words)))).rstrip('.')}."


def by_month(told_by: Sequence[InCycle], one: Told, open_cycle: Cycle | None) -> list[Month]:
    """Oldest first, from the first cycle that had the action."""
    found = []
    for cycle, brag, _ in told_by:
        if brag:
            found.append(Month(cycle.month, brag, str(Brag(brag).label)))
        elif cycle == open_cycle and one.action.added_on <= cycle.opened_on:
            found.append(Month(cycle.month, one.judgement.brag.value, str(one.judgement.brag.label)))
        elif found:
            found.append(Month(cycle.month))
    return found


def of_cycles(action: Action, told_by: Sequence[InCycle], one: Told) -> list[OfCycle]:
    """Newest first: what was written, and where nothing was though it was due, that it is missing."""
    by_cycle: dict[int, list[Update]] = {}
    for update in action.updates.all():
        by_cycle.setdefault(update.cycle_id, []).append(update)
    found = []
    for its in reversed(told_by):
        updates = by_cycle.get(its.cycle.pk, [])
        missing = not updates and (one.missing if its.cycle.closed_at is None else was_missing(action, its))
        if updates or missing:
            late = its.updated == Updated.LATE
            found.append(OfCycle(its.cycle.month, updates[::-1], missing, late))
    return found


def was_missing(action: Action, its: InCycle) -> bool:
    """As a closed cycle kept it; one of before that was kept asked for an update of all that was not complete."""
    if its.updated:
        return its.updated == Updated.MISSING
    return bool(its.brag) and (action.completed_on is None or action.completed_on >= its.cycle.month)


def told_milestone(milestone: Milestone, today: date) -> dict[str, Any]:
    """{title, due, done, late}: days that it was late, or is."""
    end = milestone.done_on or today
    return {
        "title": milestone.title,
        "due": milestone.due_on,
        "done": milestone.done_on,
        "late": count(days, "day") if (days := (end - milestone.due_on).days) > 0 else "",
    }


def related(
    actions: Iterable[Action], cycle: Cycle | None, today: date, rule: Rule, user: User
) -> list[tuple[Told, bool]]:
    """Actions that this one waits for, or that wait for it, as their own pages tell them, and whether this person may
    open those."""
    return [(tell(action, cycle, today, rule), action.opens_to(user)) for action in actions]
