"""What a published number counted can be opened later, although its month was loaded again, and that was undone."""

import re
from html import unescape

import pytest
from django.test import Client

from intake.loads.loading import load_file
from intake.loads.undoing import undo
from intake.loads.wanted import Wanted
from intake.models import Load
from intake.registry import dataset
from reports.signing import publish, sign
from tests.factories import CategoryFactory, CycleFactory, HoldingFactory, ReportFactory, UserFactory
from tests.factories.dates import AUGUST
from tests.integration.test_editions import IN_TIME, MONDAY

pytestmark = pytest.mark.django_db
HEADINGS = "contact_id,child_id,received,source,age,outcome"
KEY = "frontdoor.nfa_rate"


def loaded(folder, name, *outcomes):
    """A file of August with a contact for each outcome; the load that it became."""
    path = folder / name
    path.write_text("\n".join([HEADINGS, *(f"C{n},K{n},10/08/2020,6,4,{what}" for n, what in enumerate(outcomes))]))
    return load_file(Wanted(dataset("contacts"), path, name, None, MONDAY)).load


@pytest.fixture
def published(tmp_path):
    """12 of 20 contacts of August were closed with no further action when its report was signed."""
    CategoryFactory(code="no_consent")
    load = loaded(tmp_path, "first.csv", *["nfa"] * 12, *["referral"] * 8)
    report = ReportFactory(cycle=CycleFactory(month=AUGUST))
    edition = sign(report=report, by=UserFactory(), at=MONDAY)
    publish(edition=edition, by=UserFactory(), at=IN_TIME)
    return edition, load


@pytest.fixture
def analyst():
    client = Client()
    client.force_login(HoldingFactory(role="front_door_analyst").user)
    return client


def reading_page(client, edition):
    row = next(row for row in edition.compilation.paper["readings"] if row["key"] == KEY and not row["by"])
    return client.get(f"/reports/2020-08/figures/{row['ref']}/").content.decode()


def links(page):
    return [unescape(url) for url in re.findall(rf'href="(/figures/{KEY}/records/[^"]+)"', page)]


def test_the_records_are_those_that_were_counted_whatever_was_loaded_since(published, analyst, tmp_path):
    edition, load = published
    loaded(tmp_path, "second.csv", *["nfa"] * 3, *["other"] * 30)

    counted, of = (analyst.get(url).content.decode() for url in links(reading_page(analyst, edition)))

    assert "Number of records: 12" in counted
    assert "Number of records: 20" in of
    assert f"As they were counted from load {load}." in counted
    now = analyst.get(f"/figures/{KEY}/records/counted/?month=2020-08").content.decode()
    assert "Number of records: 3" in now
    assert "As they were counted" not in now


def test_so_they_are_when_the_load_was_undone(published, analyst):
    edition, load = published
    undo(load=Load.objects.get(pk=load), by=None, at=IN_TIME)

    counted, _ = (analyst.get(url).content.decode() for url in links(reading_page(analyst, edition)))

    assert "Number of records: 12" in counted


def test_their_file_has_the_same_rows(published, analyst, tmp_path):
    edition, _ = published
    loaded(tmp_path, "second.csv", *["nfa"] * 3)
    page = analyst.get(links(reading_page(analyst, edition))[0]).content.decode()

    file = re.search(r'href="([^"]+file\.csv[^"]*)"', page)
    rows = analyst.get(unescape(file[1])).getvalue().decode().splitlines()

    assert len(rows) == 1 + 12


def test_readers_of_the_public_page_are_led_nowhere(published):
    edition, _ = published

    assert links(reading_page(Client(), edition)) == []


@pytest.mark.parametrize("loads", ["x", "1,", "1;2", "9" * 40])
def test_an_address_that_names_no_loads_is_not_found(published, analyst, loads):
    assert analyst.get(f"/figures/{KEY}/records/counted/", {"month": "2020-08", "loads": loads}).status_code == 404
