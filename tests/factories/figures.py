"""Cycles, benchmarks and thresholds."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from figures.models import Benchmark, Cycle, Threshold
from tests.factories.dates import AUGUST, opening_of


class CycleFactory(DjangoModelFactory):
    class Meta:
        model = Cycle
        django_get_or_create = ("month",)

    month = AUGUST
    opened_on = factory.LazyAttribute(lambda cycle: opening_of(cycle.month))


class BenchmarkFactory(DjangoModelFactory):
    class Meta:
        model = Benchmark

    figure = "workforce.vacancy_rate"
    area = factory.Sequence(lambda n: f"Area {n}")
    reference_date = date(2019, 9, 30)
    value = Decimal("16.40")
    published_on = date(2020, 2, 27)
    edition = "2019"
    source = "Children's social work workforce, year to 30 September 2019"


class ThresholdFactory(DjangoModelFactory):
    class Meta:
        model = Threshold
        django_get_or_create = ("figure", "kind", "holds_from")

    figure = "workforce.vacancy_rate"
    kind = "threshold"
    value = Decimal("15.00")
    means = "recruitment does not keep up"
    holds_from = date(2020, 1, 1)
