"""Records that a filter narrowed are downloaded as they are shown; what has no number has no records."""

import csv
import io
import re

import pytest
from django.utils.html import strip_tags

from history.models import Sight
from intake.models import Load
from tests.factories import HoldingFactory
from tests.unit.figures.small_council import LAST, MONTHS, make

pytestmark = pytest.mark.django_db
IN_POST = "/figures/workforce.in_post_fte/"


@pytest.fixture
def office(client):
    make(seed=11, teams=4)
    client.force_login(HoldingFactory(role="programme_office").user)
    return client


def links(page):
    return [each.replace("&amp;", "&") for each in re.findall(r'href="([^"]*file\.csv[^"]*)"', page)]


def lines(client, address):
    return list(csv.DictReader(io.StringIO(client.get(address).getvalue().decode("utf-8-sig"), newline="")))


def words(page):
    return " ".join(strip_tags(page).split())


def test_the_file_holds_the_rows_that_the_filter_left(office):
    address = f"{IN_POST}records/counted/"
    response = office.get(address, {"q": "W0", "only-level": "nonsense"})
    shown, every = response.context["table"].count, office.get(address).context["table"].count
    page = response.content.decode()
    narrowed, whole = links(page)

    assert 0 < shown < every
    assert (len(lines(office, narrowed)), len(lines(office, whole))) == (shown, every)
    assert f"Download these {shown} as" in words(page)
    assert f"Download all {every} as" in words(page)
    assert {row["Reference"][:2] for row in lines(office, narrowed)} == {"W0"}


def test_the_log_says_what_the_file_was_narrowed_to(office):
    lines(office, f"{IN_POST}records/counted/file.csv?month=2020-10&only-level=2")

    sight = Sight.objects.latest("pk")
    assert "only-level=2" in sight.address
    assert 0 < sight.rows < len(lines(office, f"{IN_POST}records/counted/file.csv?month=2020-10"))


def test_without_a_filter_only_all_are_offered(office):
    page = office.get(f"{IN_POST}records/counted/").content.decode()

    assert len(links(page)) == 1
    assert "Download these" not in words(page)


def test_a_part_of_a_side_is_downloaded_alone_or_with_the_others(office):
    address = "/figures/workforce.agency_rate/records/of/"
    response = office.get(address, {"term": "2"})
    alone, together = links(response.content.decode())

    parts = [office.get(address, {"term": term}).context["table"].count for term in "12"]
    assert len(lines(office, alone)) == parts[1] == response.context["table"].count
    assert len(lines(office, together)) == sum(parts)


@pytest.mark.parametrize("address", ["", "file.csv", "file.xlsx"])
def test_a_rolling_year_with_a_missing_month_has_no_records(address, office):
    turnover = f"/figures/workforce.turnover_rate/records/counted/{address}"
    before = office.get(turnover, {"month": "2020-10"})
    assert (before.status_code, bool(before.getvalue())) == (200, True)

    Load.objects.filter(source="movements", month=MONTHS[-4]).update(month=MONTHS[0].replace(year=2001))

    assert "No data" in office.get("/figures/workforce.turnover_rate/", {"month": "2020-10"}).content.decode()
    assert office.get(turnover, {"month": f"{LAST:%Y-%m}"}).status_code == 404


def test_the_caption_tells_records_from_what_they_amount_to(office):
    page = office.get(IN_POST)
    every = office.get(f"{IN_POST}records/counted/")

    count, total = every.context["table"].count, every.context["total"]
    assert page.context["records"]["table"].caption == f"The first 5 of {count} records, which add up to {total}"


def test_records_that_count_one_each_are_counted_once(office):
    contacts = office.get("/figures/frontdoor.contacts/")

    assert re.fullmatch(r"The first 5 of \d+ records", contacts.context["records"]["table"].caption)


def test_months_of_a_part_that_nobody_knows_are_not_those_of_the_whole_council(office):
    assert office.get(f"{IN_POST}months.csv", {"scope": "nowhere"}).status_code == 404


def test_months_name_the_part_as_the_page_does(office):
    response = office.get(f"{IN_POST}months.csv", {"scope": "team-0", "level": "2"})

    [row, *_] = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    page = office.get(IN_POST, {"scope": "team-0", "level": "2"}).context
    assert row["Part of the council"] in page["title"]
    assert row["Part"].startswith("Level: ")
    assert row["Part"].removeprefix("Level: ") in page["title"]


def offered(response):
    return [field.name for field in response.context["filters"].fields]


def test_what_the_part_holds_to_one_value_is_not_offered_again(office):
    address = f"{IN_POST}records/counted/"

    assert "only-level" in offered(office.get(address))
    assert "only-level" not in offered(office.get(address, {"level": "2"}))
    assert "only-level" in offered(office.get(address, {"level": "2", "only-level": "2"}))


def test_records_that_amount_to_one_each_show_their_number_and_no_amount(office):
    page = office.get("/figures/frontdoor.contacts/records/counted/")
    count = page.context["table"].count
    [row, *_] = lines(office, "/figures/frontdoor.contacts/records/counted/file.csv")

    assert "Amount" not in [heading.label for heading in page.context["table"].headings]
    assert f"Number of records: {count}" in words(page.content.decode())
    assert row["Amount"] == "1"


def test_records_that_amount_to_more_or_less_than_one_show_it_and_their_sum(office):
    page = office.get(f"{IN_POST}records/counted/")

    assert page.context["table"].headings[-1].label == "Amount"
    assert f"Sum of the amounts: {page.context['sum']}" in words(page.content.decode())


def test_records_of_the_plan_are_called_actions(office):
    page = office.get("/figures/improvement.actions/records/counted/", {"month": "2020-09"})

    assert page.context["table"].caption == "Actions"
    assert "tanding" not in words(page.content.decode())
