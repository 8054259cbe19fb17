"""A file to download: what a spreadsheet must not take for a formula, and what a sheet cannot hold."""

import csv
import io

import pytest
from lxml import html

from figures.records import page as records_page
from history.models import Sight
from pages import exports
from pages.exports import TooManyRows, disarmed, download, write_out
from tests.factories import HoldingFactory
from tests.unit.figures.small_council import make

ROWS = [["a", 1], ["b", 2], ["c", 3]]


def written(format: str, rows: list) -> int:
    made = write_out(format, ["A", "B"], rows)
    made.file.close()
    return made.rows


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_begins_as_a_formula_is_disarmed(first):
    content = b"".join(download("csv", "reasons", ["Reason"], [[f"{first}HYPERLINK(1)"]]).streaming_content)

    [_, row] = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert row == [f"'{first}HYPERLINK(1)"]


@pytest.mark.parametrize("number", ["-5", "+4.5", "-1e3"])
def test_a_number_is_left_as_it_is(number):
    assert disarmed(number) == number


def test_a_wide_number_after_a_sign_is_no_number():
    assert disarmed("-１") == "'-１"


def test_a_sheet_that_cannot_hold_all_rows_is_refused_and_a_csv_is_not(monkeypatch):
    monkeypatch.setattr(exports, "MOST_IN_EXCEL", 2)

    assert written("xlsx", ROWS[:2]) == 2
    with pytest.raises(TooManyRows):
        written("xlsx", ROWS)
    assert written("csv", ROWS) == 3


@pytest.mark.django_db
def test_whoever_asks_excel_for_too_many_rows_is_told_to_take_csv(client, monkeypatch):
    make(seed=11, teams=2)
    client.force_login(HoldingFactory(role="programme_office").user)
    monkeypatch.setattr(exports, "MOST_IN_EXCEL", 2)

    refused = client.get("/figures/frontdoor.nfa_rate/records/of/file.xlsx?month=2020-09")

    assert refused.status_code == 400
    assert not Sight.objects.exists()
    page = html.fromstring(refused.content)
    assert page.findtext(".//h1") == "There are too many rows for Excel"
    [csv_file] = page.xpath("//main//a[contains(@href, 'file.csv')]/@href")
    assert client.get(csv_file).getvalue()
    assert Sight.objects.get().format == "csv"


@pytest.mark.django_db
def test_the_page_of_records_says_so_before(client, monkeypatch):
    make(seed=11, teams=2)
    client.force_login(HoldingFactory(role="programme_office").user)
    address = "/figures/frontdoor.nfa_rate/records/of/"
    assert "take CSV" not in client.get(address).content.decode()

    monkeypatch.setattr(records_page, "MOST_IN_EXCEL", 2)

    assert "Excel holds 2 rows, fewer than there are: take CSV." in client.get(address).content.decode()
