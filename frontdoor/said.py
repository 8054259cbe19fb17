"""What a month's file says beside its figures: whether outcomes come from flags, and whether sources have words that
nobody knows."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from frontdoor.coverage import CONTACTS_FILE
from frontdoor.models import Contact, FlagOutcome
from intake.models import Load, LoadQuerySet


class Said(NamedTuple):
    flags: bool = False  # some contact has an outcome that was ticked
    words: bool = False  # some source has words that nobody knows
    order_from: date | None = None  # since when the order of flags holds that the month was read by
    first_order: date | None = None

    @property
    def is_first_order(self) -> bool:
        return self.order_from == self.first_order


def said_in(month: date) -> Said:
    """One query."""
    return Said(*(files().current().filter(month=month).values_list(*Said._fields).first() or ()))


@cache
def files() -> LoadQuerySet:
    """Worked out once, and never read itself: it would keep its rows. A file was read by an order that was there when
    it was loaded. Unknown words are asked for by month, as their index has them."""
    contacts = Contact.objects.filter(load=OuterRef("pk"))
    loaded_at = OuterRef(OuterRef("loaded_at"))
    versions = FlagOutcome.versions.model.objects.filter(id=OuterRef("pk"), history_type="+")
    there = ~Exists(versions.filter(history_date__gt=loaded_at))
    orders = FlagOutcome.objects.filter(there).values("holds_from")
    return Load.objects.filter(source=CONTACTS_FILE.key).annotate(
        flags=Exists(contacts.exclude(flags="")),
        words=Exists(contacts.filter(month=OuterRef("month")).of_unknown_words()),
        order_from=Subquery(orders.filter(holds_from__lte=OuterRef("month")).order_by("-holds_from")[:1]),
        first_order=Subquery(orders.order_by("holds_from")[:1]),
    )
