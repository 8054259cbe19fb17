"""People, the council, its services and teams, and who holds which role."""

import factory
from factory.django import DjangoModelFactory

from organisation.models import Council, Holding, Service, Team, User
from tests.factories.dates import LONG_AGO


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@council.example")
    job_title = factory.Sequence(lambda n: f"Service Manager {n}")
    password = "!"  # nobody signs in with it


class CouncilFactory(DjangoModelFactory):
    class Meta:
        model = Council

    name = "Ashdale Council"
    email = "improvement@council.example"


class ServiceFactory(DjangoModelFactory):
    class Meta:
        model = Service
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"service-{n}")
    name = factory.LazyAttribute(lambda service: service.slug.replace("-", " ").capitalize())
    starts_on = LONG_AGO


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"team-{n}")
    name = factory.LazyAttribute(lambda team: team.slug.replace("-", " ").capitalize())
    service = factory.SubFactory(ServiceFactory)
    position = factory.Sequence(lambda n: n)
    starts_on = LONG_AGO


class HoldingFactory(DjangoModelFactory):
    """Of the whole council, unless `service` or `team` is given."""

    class Meta:
        model = Holding

    user = factory.SubFactory(UserFactory)
    role = "administrator"
    starts_on = LONG_AGO
