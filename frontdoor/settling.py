"""Why contacts were closed, worked out for many at once: what the file itself says, else the first rule that fits; and
above both, what a person decided of a contact.

Rules run over months that are not closed: what a closed month was counted by is settled. What is loaded is settled
whatever its month, since nothing was counted from it yet.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat

from figures import closed
from frontdoor.models import Category, ClosureRule, Contact, ContactQuerySet, Decision


def holds(category: Category) -> Q:
    """That the category is recorded in the contact's month."""
    until = Q(month__lte=category.holds_until) if category.holds_until else Q()
    return Q(month__gte=category.holds_from) & until


def fits(rule: ClosureRule) -> Q:
    """Exactly what the source system holds: no part of a text, no other spelling. A flag is one of those ticked."""
    asked = {
        "closure_reason": rule.closure_reason,
        "outcome_said": rule.outcome_said,
        "source": rule.source,
    }
    ticked = Q(ticked__contains=f" {rule.flag} ") if rule.flag else Q()
    return Q(**{field: value for field, value in asked.items() if value}) & ticked & holds(rule.category)


def by_rules(rules: Sequence[ClosureRule], categories: Sequence[Category]) -> Case:
    """The category of a contact, as an expression; nothing where no rule settles it. `rules` are in their order."""
    named = [When(Q(closure_reason=one.code) & holds(one), then=Value(one.pk)) for one in categories]
    ruled = [When(fits(rule), then=Value(rule.category_id)) for rule in rules]
    field = Category._meta.pk
    return Case(*named, *ruled, default=Value(None, output_field=field), output_field=field)


def closures(contacts: ContactQuerySet) -> ContactQuerySet:
    """Those that rules are about, with what they ask and is not stored as such. Not those that a person decided."""
    decided = Decision.objects.values("reference")
    ticked = Concat(Value(" "), F("flags"), Value(" "))
    return contacts.no_further_action().exclude(reference__in=decided).annotate(ticked=ticked)


def open_contacts() -> ContactQuerySet:
    """Of months that are not closed."""
    last = closed.last_closed_month()
    every = Contact.objects.all()
    return every.filter(month__gt=last) if last else every


def run_rules() -> None:
    """Over all contacts of open months: of loads that were superseded too, since undoing makes them stand again."""
    settle_by_rules(open_contacts())


def settle(loads: Sequence[int]) -> None:
    """Of loads that were just written."""
    written = Contact.objects.filter(load__in=loads)
    if ClosureRule.objects.exists():
        settle_by_rules(written)
    if Decision.objects.exists():
        settle_by_decisions(written)


def settle_by_rules(contacts: ContactQuerySet) -> None:
    rules = list(ClosureRule.objects.select_related("category"))
    closures(contacts).update(category=by_rules(rules, list(Category.objects.all())))


def settle_by_decisions(contacts: ContactQuerySet) -> None:
    """Where the category that was chosen is recorded in the contact's month."""
    for category in Category.objects.all():
        chosen = Decision.objects.filter(category=category).values("reference")
        contacts.no_further_action().filter(holds(category), reference__in=chosen).update(category=category)
