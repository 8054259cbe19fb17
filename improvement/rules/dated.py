"""By what the plan is judged: rules, each from the month from which it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from improvement.models import PlanRule


@dataclass(frozen=True)
class Rule:
    """How many days after the agreed date a forecast may lie and still be Amber; on which working day of a cycle the
    updates of its owners are due."""

    holds_from: date = date.min
    recoverable_days: int = 30
    update_days: int = 5


FIRST = Rule()


def known_rules() -> tuple[Rule, ...]:
    """One query."""
    rows = PlanRule.objects.values_list("holds_from", "recoverable_days", "update_days")
    return tuple(Rule(*row) for row in rows)


def rule_on(rules: Iterable[Rule], day: date) -> Rule:
    """The one that holds on the day."""
    return max((rule for rule in rules if rule.holds_from <= day), key=lambda rule: rule.holds_from, default=FIRST)
