"""The access log says what somebody received: no less, and no more."""

import csv
import io

import pytest
from python_calamine import load_workbook

from history.models import Sight
from tests.factories import ContactFactory, HoldingFactory
from tests.unit.figures.small_council import LAST, make

pytestmark = pytest.mark.django_db
FIGURE = "/figures/frontdoor.nfa_rate/"
RECORDS = f"{FIGURE}records/of/"


@pytest.fixture
def office(client):
    make(seed=11, teams=2)
    client.force_login(HoldingFactory(role="programme_office").user)
    return client


@pytest.mark.parametrize("address", [FIGURE, RECORDS, f"{RECORDS}file.csv", f"{RECORDS}file.xlsx"])
def test_who_asks_for_the_head_alone_received_no_rows(office, address):
    head = office.head(address)

    assert head.status_code == 200
    assert not head.getvalue()
    assert not Sight.objects.exists()

    office.get(address).getvalue()
    assert Sight.objects.get().rows > 0


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_log_says_as_many_rows_as_the_file_holds(office, format):
    response = office.get(f"{RECORDS}file.{format}")
    ContactFactory(month=LAST)  # after the answer, before its end
    content = response.getvalue()

    if format == "csv":
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    else:
        rows = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]
    assert Sight.objects.get().rows == len(rows) > 0
    assert response["Cache-Control"] == "private, no-store"
