"""Months of the front door, and contacts of them."""

from datetime import date

from frontdoor.models import Outcome
from tests.factories import ContactFactory, load_of

APRIL, MAY, JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER = (date(2020, month, 1) for month in range(4, 11))
LOADED = (JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER)


def load_all():
    for month in LOADED:
        load_of("contacts", month)


def closed(month, number, category=None, **given):
    given = {"outcome": Outcome.NFA, "category": category, "received_on": month, **given}
    return ContactFactory.create_batch(number, month=month, **given)
