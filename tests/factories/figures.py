"""Cycles, thresholds and notes on charts."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from figures.models import ChartNote, Cycle, Threshold
from tests.factories.dates import AUGUST, opening_of
from tests.factories.organisation import UserFactory


class CycleFactory(DjangoModelFactory):
    class Meta:
        model = Cycle
        django_get_or_create = ("month",)

    month = AUGUST
    opened_on = factory.LazyAttribute(lambda cycle: opening_of(cycle.month))


class ThresholdFactory(DjangoModelFactory):
    class Meta:
        model = Threshold
        django_get_or_create = ("figure", "kind", "holds_from")

    figure = "workforce.vacancy_rate"
    kind = "threshold"
    value = Decimal("15.00")
    means = "recruitment does not keep up"
    holds_from = date(2020, 1, 1)


class ChartNoteFactory(DjangoModelFactory):
    class Meta:
        model = ChartNote

    figure = "frontdoor.contacts"
    month = date(2020, 3, 1)
    kind = "annotation"
    words = "First lockdown"
    added_by = factory.SubFactory(UserFactory)
    added_at = datetime(2020, 5, 4, 9, tzinfo=UTC)
