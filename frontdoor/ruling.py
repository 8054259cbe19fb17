"""Changes of the rules that give closures their category. Each runs the rules anew, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from frontdoor import settling
from frontdoor.bench import in_place
from frontdoor.models import Category, ClosureRule, Decision
from history import tracking
from organisation.models import User
from organisation.refused import Refused

ASKED = ("closure_reason", "outcome_said", "flag", "source")
NOTHING_ASKED = "Say at least one thing that the source system must hold."


@transaction.atomic
def adopt_rule(*, rule: ClosureRule | None = None, by: User, at: datetime, **asked: Any) -> ClosureRule:
    """A new rule, or `rule` changed. Those after it make room. Raises Refused."""
    rules = list(ClosureRule.objects.select_for_update())
    adopted = filled(rule, **asked)
    refuse(adopted, rules)
    ordered = in_place(rules, adopted)
    tracking.save(adopted, by=by, at=at)
    number_anew(ordered, by, at)
    settling.run_rules()
    return adopted


def filled(rule: ClosureRule | None, **asked: Any) -> ClosureRule:
    """Not saved."""
    new = ClosureRule(pk=rule.pk if rule else None, **asked)
    new._state.adding = rule is None
    return new


@transaction.atomic
def remove_rule(*, rule: ClosureRule, by: User, at: datetime) -> None:
    rules, pk = list(ClosureRule.objects.select_for_update()), rule.pk
    tracking.remove(rule, by=by, at=at)
    number_anew([one for one in rules if one.pk != pk], by, at)
    settling.run_rules()


def refuse(rule: ClosureRule, rules: Sequence[ClosureRule]) -> None:
    asked = [getattr(rule, name) for name in ASKED]
    if not any(asked):
        raise Refused(NOTHING_ASKED, "closure_reason")
    if any(one.pk != rule.pk and [getattr(one, name) for name in ASKED] == asked for one in rules):
        raise Refused("There is a rule that asks for the same already. Change that one.", "closure_reason")


def number_anew(ordered: Sequence[ClosureRule], by: User, at: datetime) -> None:
    """1, 2, 3 …; a version only of those that moved."""
    for number, rule in enumerate(ordered, 1):
        if rule.position != number:
            rule.position = number
            tracking.save(rule, by=by, at=at)


@transaction.atomic
def decide(*, chosen: Mapping[str, Category], why: str, by: User, at: datetime) -> int:
    """`chosen`: the category of each contact, by its reference. Of contacts in months that are not closed, whichever
    load brought them. Gives how many contacts were settled. Raises Refused."""
    known = {decision.reference: decision for decision in Decision.objects.filter(reference__in=chosen)}
    contacts = settling.open_contacts().no_further_action().filter(reference__in=chosen)
    found = {contact.reference: contact for contact in contacts.only("reference", "month")}
    for reference, contact in found.items():
        category = chosen[reference]
        if not category.holds_in(contact.month):
            raise Refused(f"{category} is not recorded in {contact.month:%B %Y}.")
        decision = known.get(reference) or Decision(reference=reference)
        decision.category, decision.why, decision.decided_by, decision.decided_at = category, why, by, at
        tracking.save(decision, by=by, at=at)
    settling.settle_by_decisions(contacts)
    return len(found)
