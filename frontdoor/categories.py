"""Changes of the categories of contacts that were closed with no further action. Charts break where one begins or ends.

What closed months were counted by is settled: a category neither begins nor ends in one, nor changes what it counts as.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from figures import closed, months
from frontdoor.models import Category, ClosureRule, Contact, Decision
from history import tracking
from organisation.models import User
from organisation.refused import Refused


@transaction.atomic
def add_category(
    *, label: str, position: int, holds_from: date, threshold_or_consent: bool, by: User, at: datetime
) -> Category:
    _check_label(label)
    if holds_from.day != 1:
        raise Refused("A category holds from the first day of a month.", "holds_from")
    _check_open(holds_from, "holds_from")
    category = Category(
        code=free_code(label),
        label=label,
        position=position,
        holds_from=holds_from,
        threshold_or_consent=threshold_or_consent,
    )
    tracking.save(category, by=by, at=at)
    return category


@transaction.atomic
def change_category(
    *, category: Category, label: str, position: int, holds_until: date | None, by: User, at: datetime
) -> Category:
    """`holds_until` is the last month in which it is recorded."""
    category = Category.objects.select_for_update().get(pk=category.pk)
    _check_label(label, but=category)
    if holds_until != category.holds_until:
        _check_until(category, holds_until)
    category.label, category.position, category.holds_until = label, position, holds_until
    tracking.save(category, by=by, at=at)
    return category


@transaction.atomic
def remove_category(*, category: Category, by: User, at: datetime) -> None:
    category = Category.objects.select_for_update().get(pk=category.pk)
    if has_contacts(category):
        raise Refused("Contacts were closed for it, so it cannot be removed. Give it a last month instead.")
    if ClosureRule.objects.filter(category=category).exists() or Decision.objects.filter(category=category).exists():
        raise Refused("Rules or decisions give it, so it cannot be removed. Give it a last month instead.")
    tracking.remove(category, by=by, at=at)


def has_contacts(category: Category) -> bool:
    """Also in loads that were superseded: what counted them can still be traced."""
    return Contact.objects.filter(category=category).exists()


def free_code(label: str) -> str:
    """From the label, never changed afterwards: files name the category by it."""
    stem = slugify(label)[:44] or "category"
    taken = set(Category.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for code in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if code not in taken)


def _check_label(label: str, *, but: Category | None = None) -> None:
    same = Category.objects.filter(label__iexact=label)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refused("There is a category of this name already.", "label")


def _check_until(category: Category, until: date | None) -> None:
    last = closed.last_closed_month()
    if category.holds_until and last and category.holds_until < last:
        raise Refused(f"It ended in {months.name(category.holds_until)}, and later months are closed.", "holds_until")
    if until is None:
        return
    if until.day != 1 or until < category.holds_from:
        raise Refused(f"The last month must be {months.name(category.holds_from)} or later.", "holds_until")
    if last and until < last:
        raise Refused(f"{months.name(last)} is closed. The last month can be that one or later.", "holds_until")
    recorded = Contact.objects.current().filter(category=category).aggregate(last=Max("month"))["last"]
    if recorded and recorded > until:
        raise Refused(
            f"Contacts of {months.name(recorded)} were closed for it. Choose that month or later.", "holds_until"
        )


def _check_open(month: date, field: str) -> None:
    last = closed.last_closed_month()
    if last and month <= last:
        raise Refused(f"{months.name(last)} is closed. Choose a later month.", field)
