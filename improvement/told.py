"""Actions as pages tell them: state and why, the four dates, milestones, the update of the cycle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from figures.models import Cycle
from improvement.brag import Judgement, judge
from improvement.due import is_asked
from improvement.models import Action, Update
from improvement.models.action import ActionQuerySet
from improvement.models.standing import Brag
from improvement.rules.dated import Rule, known_rules, rule_on
from improvement.standing import actions_as_told, changes_until, known_on
from improvement.standing import last_update as last_written

PRESSING = {Brag.RED: 0, Brag.AMBER: 1}  # before all others


@dataclass(frozen=True)
class Told:
    action: Action
    judgement: Judgement
    agreed: date | None  # None: no date is set yet
    forecast: date | None
    moves: int
    done: int
    milestones: int
    last: Update | None  # whichever cycle it was written in
    update: Update | None  # of the cycle
    asked: bool  # an update is due in the cycle

    @property
    def complete(self) -> bool:
        return self.action.completed_on is not None

    @property
    def overdue(self) -> bool:
        return self.judgement.days_overdue > 0

    @property
    def missing(self) -> bool:
        return self.asked and self.update is None

    @property
    def help_wanted(self) -> str:
        """What its owner asked for in the cycle."""
        return self.update.help_wanted if self.update else ""

    @property
    def moved_by(self) -> int:
        """Days between the date that was set first and the one that is agreed."""
        first = self.action.original_date
        return (self.agreed - first).days if self.agreed and first else 0

    @property
    def by_date(self) -> date:
        """To sort by the agreed date: what has none comes last."""
        return self.agreed or date.max

    @property
    def urgency(self) -> tuple[bool, int, int, bool, date]:
        """Overdue first, the longest first of all; then by state, those without an update before others, and by the
        agreed date; what is complete last."""
        state = PRESSING.get(self.judgement.brag, len(PRESSING))
        return self.complete, -self.judgement.days_overdue, state, not self.missing, self.by_date


def told(
    actions: ActionQuerySet, cycle: Cycle | None, now: datetime, rules: Iterable[Rule] | None = None
) -> list[Told]:
    """`rules`, where they are read already."""
    today = timezone.localdate(now)
    rule = rule_on(known_rules() if rules is None else rules, today)
    found = actions_as_told(actions, cycle, now)
    return [tell(action, cycle, today, rule) for action in found if action.added_on <= today]


def tell(action: Action, cycle: Cycle | None, today: date, rule: Rule) -> Told:
    known = known_on(action, today, cycle)
    last = last_written(action, today)
    update = last_written(action, today, cycle) if cycle else None
    milestones = list(action.milestones.all())
    return Told(
        action=action,
        judgement=judge(known, today, rule),
        agreed=known.agreed_date,
        forecast=known.forecast_date,
        moves=len(changes_until(action, today)),
        done=sum(milestone.done_on is not None and milestone.done_on <= today for milestone in milestones),
        milestones=len(milestones),
        last=last,
        update=update,
        asked=cycle is not None and cycle.closed_at is None and is_asked(action, cycle, update or last),
    )


def overdue_today(plan: Iterable[Told]) -> list[tuple[str, int]]:
    """References, and for how many days."""
    return [(one.action.reference, one.judgement.days_overdue) for one in plan if one.overdue]


def by_urgency(actions: Iterable[Told]) -> list[Told]:
    return sorted(actions, key=lambda one: one.urgency)
