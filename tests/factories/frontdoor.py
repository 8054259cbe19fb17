"""Contacts, and the categories that they are closed for."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from frontdoor.models import Category, ClosureRule, Contact, Outcome, Source
from tests.factories.dates import AUGUST
from tests.factories.digests import digest
from tests.factories.intake import Dated


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"category-{n}")
    label = factory.LazyAttribute(lambda category: category.code.replace("-", " ").capitalize())
    position = factory.Sequence(lambda n: n)
    holds_from = date(2020, 7, 1)


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    class Params:
        closed = factory.Trait(outcome=Outcome.NFA)

    month = AUGUST
    load = Dated.load("contacts")
    reference = factory.Sequence(lambda n: digest(f"contact {n}")[:32])
    child = factory.Sequence(lambda n: digest(f"child {n}")[:32])
    incident = factory.Sequence(lambda n: digest(f"incident {n}")[:32])
    received_on = factory.LazyAttribute(lambda contact: contact.month.replace(day=10))
    source = Source.POLICE
    outcome = Outcome.REFERRAL


class ClosureRuleFactory(DjangoModelFactory):
    class Meta:
        model = ClosureRule

    position = factory.Sequence(lambda n: n + 1)
    closure_reason = factory.Sequence(lambda n: f"Reason {n}")
    category = factory.SubFactory(CategoryFactory)
