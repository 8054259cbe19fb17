"""When owners write their updates: of which actions, by when, and whether they did."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.utils import timezone

from figures.models import Cycle
from improvement.models import Action, Update, Updated
from improvement.rules.dated import Rule, known_rules, rule_on
from organisation import working_days


def updates_due(opened: date, rules: Iterable[Rule] | None = None) -> date:
    """On a working day of the cycle, by the rule that held when it opened. `rules`, where they are read already."""
    rule = rule_on(known_rules() if rules is None else rules, opened)
    return working_days.nth(opened, rule.update_days)


def is_asked(action: Action, cycle: Cycle, last: Update | None) -> bool:
    """An action that was complete before the month has nothing more to tell, nor has one whose end an earlier cycle
    told; one added since the cycle opened has nothing to tell yet."""
    if action.completed_on is None:
        return action.added_on <= cycle.opened_on
    told_before = last and last.cycle_id != cycle.pk and timezone.localdate(last.at) >= action.completed_on
    return action.completed_on >= cycle.month and not told_before


def updated(*, asked: bool, written: Collection[date], due: date) -> Updated:
    """The first of what was written in a cycle counts: to write again later is no lateness, nor does it mend one."""
    if not asked:
        return Updated.NOT_ASKED
    if not written:
        return Updated.MISSING
    return Updated.ON_TIME if min(written) <= due else Updated.LATE
