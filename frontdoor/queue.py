"""Contacts that wait for a category: which, and the rule that would settle most of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from frontdoor.models import Category, Contact, ContactQuerySet
from frontdoor.settling import open_contacts
from organisation.models import User

SHOWN = 20


@dataclass(frozen=True)
class Commonest:
    """The closure reason that most of those who wait have."""

    reason: str
    contacts: int


def waiting(user: User, month: date | None = None) -> ContactQuerySet:
    """Of months that are not closed and in which categories are recorded, oldest first."""
    contacts = open_contacts().current().visible_to(user).waiting().filter(is_recorded())
    return (contacts.filter(month=month) if month else contacts).order_by("month", "received_on", "pk")


def is_recorded() -> Q:
    first = Category.objects.aggregate(first=Min("holds_from"))["first"]
    return Q(month__gte=first) if first else Q(pk__in=[])


def offered(contacts: list[Contact]) -> list[Category]:
    """Categories that hold in a month of these."""
    months = {contact.month for contact in contacts}
    return [category for category in Category.objects.all() if any(map(category.holds_in, months))]


def commonest(contacts: ContactQuerySet) -> Commonest | None:
    reasons = contacts.exclude(closure_reason="").order_by().values_list("closure_reason")
    found = reasons.annotate(number=Count("pk")).order_by("-number", "closure_reason").first()
    return Commonest(*found) if found else None
