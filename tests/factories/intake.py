"""Loads, and what makes a record hang on the load of its month."""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from intake.models import Load
from tests.factories.dates import AUGUST, end_of
from tests.factories.digests import digest
from tests.factories.organisation import UserFactory


def load_of(source: str, month: date) -> Load:
    """The current load of that kind of file and month, made where there is none."""
    return Load.objects.current().filter(source=source, month=month).first() or LoadFactory(source=source, month=month)


def supersede(load: Load) -> Load:
    """A later load of the same month, with nothing in it yet."""
    later = LoadFactory(source=load.source, month=load.month, superseded_by=load)
    Load.objects.filter(pk=load.pk).update(superseded_by=later)
    Load.objects.filter(pk=later.pk).update(superseded_by=None)
    load.refresh_from_db()
    later.refresh_from_db()
    return later


class Dated:
    """Of a record that a load brought."""

    @staticmethod
    def load(source: str) -> factory.LazyAttribute:
        return factory.LazyAttribute(lambda record: load_of(source, record.month))


class LoadFactory(DjangoModelFactory):
    """A month has one current load of a kind of file: see `load_of` and `supersede`."""

    class Meta:
        model = Load

    source = "contacts"
    month = AUGUST
    name = factory.LazyAttribute(lambda load: f"{load.source}-{load.month:%Y-%m}.csv")
    sha256 = factory.LazyAttribute(lambda load: digest(load.name))
    rows = 0
    as_at = factory.LazyAttribute(lambda load: end_of(load.month))
    loaded_at = factory.LazyAttribute(
        lambda load: datetime(load.as_at.year, load.as_at.month, load.as_at.day, 9, tzinfo=UTC) + timedelta(days=3)
    )
    loaded_by = factory.SubFactory(UserFactory)
