"""What a changed set of rules would move, before it is adopted: from which category to which, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from figures import months as calendar
from figures.words import count
from frontdoor.models import Category, ClosureRule
from frontdoor.settling import by_rules, closures, open_contacts
from frontdoor.tables import WAITING


@dataclass(frozen=True)
class Moved:
    before: str
    after: str
    counts: tuple[int, ...]  # of each month of the bench

    @property
    def all(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Bench:
    months: tuple[date, ...]
    moved: tuple[Moved, ...]

    @property
    def all(self) -> int:
        return sum(moved.all for moved in self.moved)

    @property
    def says(self) -> str:
        if not self.all:
            return "It would move nothing: no contact of a month that is not closed would get another category."
        return f"It would move {count(self.all, 'contact')}. Nothing is changed until you adopt it."

    @property
    def names(self) -> list[str]:
        return [calendar.short(month) for month in self.months]


def tried(rules: Sequence[ClosureRule]) -> Bench:
    """`rules`: all of them, in the order in which they would hold."""
    categories = list(Category.objects.all())
    labels = {category.pk: category.label for category in categories} | {None: WAITING}
    rows = (
        closures(open_contacts().current())
        .annotate(then=by_rules(rules, categories))
        .order_by()
        .values_list("month", "category", "then")
        .annotate(number=Count("pk"))
    )
    found: dict[tuple[int | None, int | None], dict[date, int]] = {}
    for month, before, after, number in rows:
        if before != after:
            found.setdefault((before, after), {})[month] = number
    months = tuple(sorted({month for counts in found.values() for month in counts}))
    moved = [
        Moved(labels[before], labels[after], tuple(counts.get(month, 0) for month in months))
        for (before, after), counts in found.items()
    ]
    return Bench(months, tuple(sorted(moved, key=lambda one: -one.all)))


def in_place(rules: Sequence[ClosureRule], changed: ClosureRule) -> list[ClosureRule]:
    """The rules with one added or changed, in its place."""
    others = [rule for rule in rules if rule.pk != changed.pk]
    at = next((number for number, rule in enumerate(others) if rule.position >= changed.position), len(others))
    return [*others[:at], changed, *others[at:]]
