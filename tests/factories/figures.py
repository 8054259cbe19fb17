"""Cycles and thresholds."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from figures.models import Cycle, Threshold
from tests.factories.dates import AUGUST, opening_of


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
