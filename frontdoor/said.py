"""What a month's file says beside its figures: whether outcomes come from flags, and whether sources have words that
nobody knows."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from frontdoor.coverage import CONTACTS_FILE
from frontdoor.models import Contact, FlagOutcome
from intake.models import Load


class Said(NamedTuple):
    flags: bool = False  # some contact has an outcome that was ticked
    words: bool = False  # some source has words that nobody knows
    order_from: date | None = None  # since when the order of flags holds that the month was read by
    first_order: date | None = None

    @property
    def is_first_order(self) -> bool:
        return self.order_from == self.first_order


def said_in(month: date) -> Said:
    """One query. A file was read by an order that was there when it was loaded."""
    contacts = Contact.objects.filter(load=OuterRef("pk"))
    loaded_at = OuterRef(OuterRef("loaded_at"))
    versions = FlagOutcome.versions.model.objects.filter(id=OuterRef("pk"), history_type="+")
    there = ~Exists(versions.filter(history_date__gt=loaded_at))
    orders = FlagOutcome.objects.filter(there).values("holds_from")
    loads = Load.objects.current().filter(source=CONTACTS_FILE.key, month=month)
    found = loads.annotate(
        flags=Exists(contacts.exclude(flags="")),
        words=Exists(contacts.of_unknown_words()),
        order_from=Subquery(orders.filter(holds_from__lte=month).order_by("-holds_from")[:1]),
        first_order=Subquery(orders.order_by("holds_from")[:1]),
    )
    return Said(*(found.values_list(*Said._fields).first() or ()))
