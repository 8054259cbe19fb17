"""Thirty numbers of the demonstration, drawn at random, each beside the records that can be downloaded for it."""

import csv
import io
from decimal import Decimal
from random import Random

import pytest
from django.test import Client

from figures import months
from figures.reader import Reader
from figures.registry import declared
from organisation.models import Service, Team
from organisation.scopes import of_service, of_team
from tests.factories import HoldingFactory

pytestmark = pytest.mark.xdist_group("demonstration")
SEED = 2020
DRAWN = 30
MONTHS = months.up_to(months.parse("2020-10"), 12)


def draw(random):
    """A reading with data, of any figure, month, part of the council and breakdown."""
    scopes = [None, *map(of_service, Service.objects.all()), *map(of_team, Team.objects.select_related("service"))]
    while True:
        figure = random.choice(list(declared().values()))
        by = [each.key for each in random.sample(figure.dimensions, random.randint(0, min(2, len(figure.dimensions))))]
        readings = Reader().readings(figure, [random.choice(MONTHS)], random.choice(scopes), by)
        known = [each for each in readings if each.counted]
        if known:
            return random.choice(known)


@pytest.fixture
def office():
    client = Client()
    client.force_login(HoldingFactory(role="programme_office").user)
    return client


def test_the_records_add_up_to_the_figure(office):
    random = Random(SEED)

    for reading in [draw(random) for _ in range(DRAWN)]:
        query = {"month": months.code(reading.month), "scope": reading.scope or "", **dict(reading.by)}
        for side, wanted in (("counted", reading.counted), ("of", reading.of)):
            if wanted is not None:
                response = office.get(f"/figures/{reading.figure.key}/records/{side}/file.csv", query)
                rows = csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"), newline=""))
                assert sum((Decimal(row["Amount"]) for row in rows), Decimal(0)) == wanted, (reading.ref, side)
