"""Contacts, and the categories that they are closed for."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from frontdoor.models import Category, ClosureRule, Contact, Outcome, Source, SourceWord
from tests.factories.dates import AUGUST
from tests.factories.digests import digest
from tests.factories.intake import Dated
from tests.factories.organisation import UserFactory


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


class SourceWordFactory(DjangoModelFactory):
    class Meta:
        model = SourceWord

    text = factory.Sequence(lambda n: f"Police - Force {n}")
    folded = factory.LazyAttribute(lambda word: word.text.casefold())
    stands_for = "6"
    decided_by = factory.SubFactory(UserFactory)
    decided_at = datetime(2020, 9, 1, 9, tzinfo=UTC)
