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


def said_in(month: date) -> Said:
    """One query."""
    contacts = Contact.objects.filter(load=OuterRef("pk"))
    orders = FlagOutcome.objects.filter(holds_from__lte=month).order_by("-holds_from").values("holds_from")[:1]
    loads = Load.objects.current().filter(source=CONTACTS_FILE.key, month=month)
    found = loads.annotate(
        flags=Exists(contacts.exclude(flags="")),
        words=Exists(contacts.of_unknown_words()),
        order_from=Subquery(orders),
    )
    return Said(*(found.values_list("flags", "words", "order_from").first() or ()))
