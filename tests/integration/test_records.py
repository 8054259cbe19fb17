"""From a figure to its records: who may, what is logged, and that what is downloaded adds up to the figure."""

import csv
import io
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from figures import months
from figures.reader import Reader
from figures.registry import declared
from history.models import Sight
from organisation.models import Service, Team
from organisation.scopes import of_service, of_team
from tests.factories import HoldingFactory
from tests.unit.figures.small_council import LAST, MONTHS, make, make_teams

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    make(seed=11, teams=4)


def person(role="programme_office", **scope):
    return HoldingFactory(role=role, **scope).user


@pytest.fixture
def client_of():
    def signed_in(user):
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def office(council, client_of):
    return client_of(person())


def downloaded(client, key, side, query):
    response = client.get(f"/figures/{key}/records/{side}/file.csv", query)
    assert response.status_code == 200, (key, side, query)
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"), newline="")))


def drawn(figure, random):
    """A reading of the figure, drawn at random among those that have data."""
    scopes = [None, *map(of_service, Service.objects.all()), *map(of_team, Team.objects.select_related("service"))]
    by = [d.key for d in random.sample(figure.dimensions, random.randint(0, min(2, len(figure.dimensions))))]
    found = Reader().readings(figure, [random.choice(MONTHS[-3:])], random.choice(scopes), by)
    return random.choice([each for each in found if each.counted is not None] or [None])


@pytest.mark.parametrize("figure", declared().values(), ids=lambda figure: figure.key)
def test_what_is_downloaded_adds_up_to_the_figure(figure, office):
    random = Random(figure.key)

    for reading in filter(None, (drawn(figure, random) for _ in range(6))):
        query = {"month": months.code(reading.month), "scope": reading.scope or "", **dict(reading.by)}
        for side, wanted in (("counted", reading.counted), ("of", reading.of)):
            if wanted is not None:
                rows = downloaded(office, figure.key, side, query)
                assert sum((Decimal(row["Amount"]) for row in rows), Decimal(0)) == wanted, (reading.ref, side)


@pytest.mark.parametrize("figure", declared().values(), ids=lambda figure: figure.key)
def test_every_figure_and_its_records_open(figure, office):
    for query in ({}, {"by": ",".join(d.key for d in figure.dimensions[:2])}, {"months": "all"}):
        page = office.get(f"/figures/{figure.key}/", query)
        assert page.status_code == 200
        assert page.content.decode().count("<h1") == 1
    assert office.get(f"/figures/{figure.key}/records/counted/").status_code == 200
    assert office.get(f"/figures/{figure.key}/records/of/").status_code == (200 if figure.of else 404)
    assert office.get(f"/figures/{figure.key}/months.csv").status_code == 200


def test_a_page_of_records_says_what_they_add_up_to(office):
    page = office.get("/figures/workforce.in_post_fte/records/counted/", {"level": "2"}).content.decode()

    total = Reader().readings(declared()["workforce.in_post_fte"], [LAST], None, ["level"])[1].counted
    assert f"They add up to {total.normalize():f}, the figure’s value." in page


def test_records_are_found_by_reference_and_by_choice(office):
    page = office.get("/figures/workforce.in_post_fte/records/counted/", {"q": "W0", "only-level": "nonsense"})

    assert page.status_code == 200
    assert {row[0].text[:2] for row in page.context["table"].rows} == {"W0"}


def status_of(response):
    """Reads a file to its end, as a browser does, so that it is closed."""
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


@pytest.mark.parametrize("address", ["records/counted/", "records/counted/file.csv", "records/counted/file.xlsx"])
class TestWhoMay:
    def test_those_of_the_service_for_the_service(self, address, council, client_of):
        client = client_of(person("head_of_service", service=Service.objects.get(slug="service-0")))

        def status(scope):
            return status_of(client.get(f"/figures/workforce.vacancy_rate/{address}", {"scope": scope}))

        assert (status("service-0"), status("team-0")) == (200, 200)
        assert (status("service-1"), status("team-1"), status("")) == (404, 404, 404)

    def test_nobody_without_the_permission(self, address, council, client_of):
        client = client_of(person("front_door_analyst"))

        assert client.get(f"/figures/workforce.vacancy_rate/{address}").status_code == 404
        assert status_of(client.get(f"/figures/frontdoor.nfa_rate/{address}")) == 200

    def test_each_look_is_written_down(self, address, office):
        response = office.get(f"/figures/workforce.vacancy_rate/{address}", {"month": "2020-09"})

        [sight] = Sight.objects.all()
        assert "September 2020, whole council" in sight.what
        assert address.split(".")[-1] in ("records/counted/", sight.format)
        assert sight.rows > 0
        assert status_of(response) == 200


def test_what_is_not_there_is_not_found(office):
    for address in ("workforce.nothing/", "workforce.vacancy_rate/records/other/",
                    "workforce.vacancy_rate/records/counted/file.pdf"):  # fmt: skip
        assert office.get(f"/figures/{address}").status_code == 404


@pytest.mark.parametrize("query", ["month=2020-13", "month=1066-01", "month=x", "scope=nowhere", "by=colour",
                                   "by=level,team,level2", "level=9"])  # fmt: skip
def test_what_cannot_be_understood_is_said_on_the_page(query, office):
    page = office.get(f"/figures/workforce.vacancy_rate/?{query}")

    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()


def test_a_figure_without_data_says_what_makes_it_appear(client_of):
    client = client_of(person())

    page = client.get("/figures/workforce.vacancy_rate/").content.decode()

    assert "The figure appears when a month of these is loaded" in page
    assert client.get("/figures/workforce.vacancy_rate/records/counted/").status_code == 404


def test_who_may_not_see_the_records_is_told_where_they_may(council, client_of):
    client = client_of(person("head_of_service", service=Service.objects.get(slug="service-0")))

    page = client.get("/figures/workforce.vacancy_rate/").content.decode()

    assert "scope=service-0" in page
    assert "You may see them for" in page


@pytest.mark.parametrize("key", ["workforce.turnover_rate", "frontdoor.nfa_rate", "workforce.absence_rate"])
def test_a_page_asks_the_same_of_ten_times_the_data(key, office):
    def queries(address):
        with CaptureQueriesContext(connection) as found:
            assert office.get(address).status_code == 200
        return len(found)

    addresses = [f"/figures/{key}/", f"/figures/{key}/?by=team", f"/figures/{key}/records/counted/"]
    before = [queries(address) for address in addresses]

    make_teams(40)

    assert [queries(address) for address in addresses] == before
    assert max(before) <= 20


def test_an_outsider_sees_no_small_team(council, client_of):
    client = client_of(person("scrutiny_officer"))

    page = client.get("/figures/workforce.absence_rate/", {"scope": "team-0"}).content.decode()
    file = client.get("/figures/workforce.absence_rate/months.csv", {"scope": "team-0"})

    assert "Suppressed" in page
    rows = list(csv.DictReader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"))))
    assert {row["Value"] for row in rows} == {""}


def test_signed_out_nobody_sees_a_figure(council):
    assert Client().get("/figures/workforce.vacancy_rate/").status_code == 302
