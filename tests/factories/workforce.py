"""Posts, workers, movements and absence."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from tests.factories.dates import AUGUST, end_of
from tests.factories.intake import Dated
from tests.factories.organisation import TeamFactory
from workforce.models import Absence, Kind, Level, Movement, Post, Worker


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    month = AUGUST
    load = Dated.load("establishment")
    team = factory.SubFactory(TeamFactory)
    level = Level.TWO
    reference = factory.Sequence(lambda n: f"P{n}")
    fte = Decimal(1)
    vacant_fte = Decimal(0)


class WorkerFactory(DjangoModelFactory):
    class Meta:
        model = Worker

    month = AUGUST
    load = Dated.load("staff")
    team = factory.SubFactory(TeamFactory)
    level = Level.TWO
    reference = factory.Sequence(lambda n: f"W{n}")
    fte = Decimal(1)


class MovementFactory(DjangoModelFactory):
    class Meta:
        model = Movement

    class Params:
        starter = factory.Trait(kind=Kind.STARTER)
        move = factory.Trait(kind=Kind.MOVE, from_team=factory.SubFactory(TeamFactory))

    month = AUGUST
    load = Dated.load("movements")
    team = factory.SubFactory(TeamFactory)
    level = Level.TWO
    reference = factory.Sequence(lambda n: f"W{n}")
    kind = Kind.LEAVER
    on_date = factory.LazyAttribute(lambda movement: end_of(movement.month))
    fte = Decimal(1)


class AbsenceFactory(DjangoModelFactory):
    class Meta:
        model = Absence

    month = AUGUST
    load = Dated.load("absence")
    team = factory.SubFactory(TeamFactory)
    level = Level.TWO
    reference = factory.Sequence(lambda n: f"W{n}")
    days_lost = Decimal(1)
