"""What the plan says on a day: a Standing for each action, from its records by the pure rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from figures.models import Cycle
from improvement.brag import Known, judge
from improvement.due import is_asked, updated, updates_due
from improvement.models import Action, DateChange, Evidence, Standing, Update, Updated
from improvement.models.action import ActionQuerySet, with_who_agreed
from improvement.models.evidence import end_of
from improvement.rules.dated import Rule, rule_on

LONGEST_REASON = 500  # characters that a Standing holds: it may wait for any number of late actions


def actions_of_plan(cycles: Collection[Cycle], on: date) -> list[Action]:
    """Every action with what its Standing of these cycles needs on the day: of its updates those of the cycles, and the
    last before them."""
    return with_what_judgement_needs(with_evidence(Action.objects.all(), on), updates_for(cycles))


def updates_for(cycles: Collection[Cycle]) -> QuerySet[Update]:
    """They are many: what was written in other cycles counts only as the last word of an action."""
    first = min((cycle.month for cycle in cycles), default=date.max)
    before = Update.objects.filter(cycle__month__lt=first).values("action").annotate(last=Max("pk")).values("last")
    return Update.objects.filter(Q(cycle__month__gte=first) | Q(pk__in=before))


def with_evidence(actions: ActionQuerySet, on: date) -> ActionQuerySet:
    """`evidence_stands`: where there were pieces by the day, one that nobody had withdrawn; else what was written down
    without any."""
    pieces = Evidence.objects.filter(action=OuterRef("pk"))
    no_pieces = ~Q(evidence="") & ~Exists(pieces.added_by_end_of(on))
    return actions.annotate(evidence_stands=Q(Exists(pieces.standing_at_end_of(on))) | no_pieces)


def actions_as_told(actions: ActionQuerySet, cycle: Cycle | None, by: datetime) -> list[Action]:
    """These actions with what their judgement at the moment needs. Of the updates only the last of each and the last
    of the cycle are read: they are many, and only these count."""
    counts = Q(pk__in=last_updates(by, actions))
    if cycle:  # while an earlier one is open too, the last may be of that
        counts |= Q(pk__in=last_updates(by, actions, cycle))
    return with_what_judgement_needs(actions, Update.objects.filter(counts))


def last_updates(by: datetime, actions: ActionQuerySet | None = None, cycle: Cycle | None = None) -> QuerySet:
    """Key of the last update of each action, or of these alone: a plan has written many more than it has actions."""
    written = Update.objects.filter(at__lte=by)
    if cycle:
        written = written.filter(cycle=cycle)
    if actions is not None:
        written = written.filter(action__in=actions.order_by().values("pk"))
    return written.values("action").annotate(last=Max("pk")).values("last")


def with_what_judgement_needs(actions: ActionQuerySet, updates: QuerySet[Update]) -> list[Action]:
    """A fixed number of queries. Changes of dates are read at once for the actions and for those they wait for."""
    found = list(actions.with_work().prefetch_related(Prefetch("updates", updates)))
    awaited = [each for action in found for each in action.waits_for.all()]
    prefetch_related_objects([*found, *awaited], with_who_agreed())
    return found


def standings(
    cycle: Cycle, on: date, actions: Iterable[Action], before: Mapping[int, Standing], rules: Collection[Rule]
) -> list[Standing]:
    """Unsaved Standings of the actions that were in the plan on the day.

    `before` are the Standings of the cycle before, by action id.
    """
    return [standing(cycle, on, action, before.get(action.pk), rules) for action in actions if action.added_on <= on]


def standing(cycle: Cycle, on: date, action: Action, before: Standing | None, rules: Collection[Rule]) -> Standing:
    known = known_on(action, on, cycle)
    judgement = judge(known, on, rule_on(rules, on))
    changes = changes_until(action, on)
    return Standing(
        cycle=cycle,
        action=action,
        theme=action.theme,
        service=action.service,
        title=action.title,
        owner=action.owner.job_title if action.owner else "",
        owned_by=action.owner,
        brag=judgement.brag,
        ruled=judgement.ruled or "",
        reason=fitting(judgement.reason),
        previous=before.brag if before else "",
        original_date=action.original_date,
        agreed_date=known.agreed_date,
        forecast_date=known.forecast_date,
        completed_on=known.completed_on,
        days_overdue=judgement.days_overdue,
        days_late=judgement.days_late,
        updated=updated_in(cycle, action, on, rules),
        with_evidence=getattr(action, "evidence_stands", False),  # see with_evidence
        moves=len(changes),
        moved_now=len(changes) > (before.moves if before else 0),
        judged_on=on,
    )


def fitting(reason: str) -> str:
    return reason if len(reason) <= LONGEST_REASON else f"{reason[: LONGEST_REASON - 2].rsplit(' ', 1)[0]} …"


def known_on(action: Action, on: date, cycle: Cycle | None = None) -> Known:
    """What an owner reported counts in the cycle in which they did: nothing is carried over to the next."""
    last = last_update(action, on)
    report = last_update(action, on, cycle) if cycle else None
    return Known(
        agreed_date=agreed_date(action, on),
        forecast_date=last.forecast_date if last else None,
        started=last.started if last else action.starts_on <= on,
        completed_on=completed(action, on),
        assured_by=assurer(action, on),
        late_milestones=tuple(
            milestone.title
            for milestone in action.milestones.all()
            if milestone.due_on < on and (milestone.done_on is None or milestone.done_on > on)
        ),
        late_awaited=tuple(awaited.reference for awaited in awaited_late(action, on)),
        reported=report.reported if report else "",
        why_better=report.why_better if report else "",
    )


def changes_until(action: Action, on: date) -> Sequence[DateChange]:
    return [change for change in action.date_changes.all() if change.agreed_on <= on]


def agreed_date(action: Action, on: date) -> date | None:
    """None: no date is set yet."""
    changes = changes_until(action, on)
    return changes[-1].to_date if changes else action.original_date


def completed(action: Action, on: date) -> date | None:
    return action.completed_on if action.completed_on and action.completed_on <= on else None


def assurer(action: Action, on: date) -> str:
    assured = action.assured_by and action.assured_on and action.assured_on <= on
    return action.assured_by.job_title if assured and action.assured_by else ""


def awaited_late(action: Action, on: date) -> list[Action]:
    return [
        awaited
        for awaited in action.waits_for.all()
        if not completed(awaited, on) and (agreed := agreed_date(awaited, on)) and agreed < on
    ]


def last_update(action: Action, on: date, cycle: Cycle | None = None) -> Update | None:
    """In whichever cycle it was written, or in this one."""
    written = [update for update in written_by(action, on) if cycle is None or update.cycle_id == cycle.pk]
    return written[-1] if written else None


def written_by(action: Action, on: date) -> list[Update]:
    end = end_of(on)
    return [update for update in action.updates.all() if update.at <= end]


def updated_in(cycle: Cycle, action: Action, on: date, rules: Collection[Rule]) -> Updated:
    asked = is_asked(action, cycle, last_update(action, on, cycle) or last_update(action, on))
    written = [timezone.localdate(each.at) for each in written_by(action, on) if each.cycle_id == cycle.pk]
    return updated(asked=asked, written=written, due=updates_due(cycle.opened_on, rules))
