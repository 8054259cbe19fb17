"""How often an administrator's pages ask the database, with ten times the data too."""

from datetime import date

import pytest
from django.urls import reverse

from figures.models import Threshold
from frontdoor.models import Category
from history import seen, tracking
from tests.factories import (
    CategoryFactory,
    CycleFactory,
    HoldingFactory,
    ServiceFactory,
    TeamFactory,
    ThresholdFactory,
    UserFactory,
)
from tests.integration.administration.visiting import MORNING, address, signed_in

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20


@pytest.mark.parametrize("times", [1, 10])
def test_pages_ask_the_database_as_often_whatever_there_is(administrator, log, django_assert_max_num_queries, times):
    service = ServiceFactory()
    person = UserFactory()
    CycleFactory(month=date(2020, 9, 1), closed_at=MORNING)
    for number in range(6 * times):
        team = TeamFactory(service=service)
        HoldingFactory(role="auditor", team=team, user=person)
        held = HoldingFactory(role="auditor", team=team, ends_on=date(2020, 11, 20))
        tracking.save(held, by=administrator, at=MORNING)
        CategoryFactory()
        ThresholdFactory(figure=f"figure.{number}")
        seen.log(by=held.user, at=MORNING, what="Contacts", address="/", rows=1)
        person.name = f"Name {number}"
        tracking.save(person, by=administrator, at=MORNING)
    page = signed_in(administrator)
    names = ("index", "people", "services", "teams")
    addresses = [
        *map(address, names),
        address("person", person.pk),
        address("service", service.pk),
        address("team", team.pk),
        address("give_role", person.pk),
        reverse("frontdoor:categories"),
        reverse("thresholds:list"),
        reverse("thresholds:threshold", args=[Threshold.objects.latest("pk").pk]),
        reverse("frontdoor:category", args=[Category.objects.latest("pk").pk]),
    ]

    for each in addresses:
        with django_assert_max_num_queries(MOST_QUERIES):
            assert page.get(each).status_code == 200
    with django_assert_max_num_queries(MOST_QUERIES):
        assert log.get(address("access_log")).status_code == 200
