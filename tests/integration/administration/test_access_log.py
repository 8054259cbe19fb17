"""The log of who saw which records: read, filtered and downloaded, by the data-protection lead alone."""

from datetime import UTC, datetime

import pytest

from history import seen
from organisation.models import User
from tests.factories import UserFactory
from tests.integration.administration.visiting import address, says

pytestmark = pytest.mark.django_db


def test_the_log_is_read_by_person_and_days_newest_first(log):
    def found(**asked):
        return [row.what for row in log.get(address("access_log"), asked).context["table"].shown]

    assert found() == ["=Absence, September 2020", "Contacts, September 2020"]
    assert found(since="8/11/2020") == ["=Absence, September 2020"]
    assert found(until="2020-11-07") == ["Contacts, September 2020"]
    assert found(person=str(User.objects.get(name="Lee Mockup").pk), since="1/1/2020") == found()
    assert found(person="0") == found(person="x") == found()
    assert found(person=str(UserFactory().pk)) == []
    says(log.get(address("access_log")), "Lee Mockup", "12", "CSV")


def test_a_day_that_is_none_is_said_and_nothing_is_downloaded(log):
    shown = says(log.get(address("access_log"), {"since": "31/2/2020"}), "Error: ")
    download = log.get(address("download_access_log"), {"until": "soon"})

    assert '<a href="#filter-since">From must be a real date, like 9/11/2020</a>' in shown
    assert "Nobody saw or downloaded" not in shown
    assert (download.status_code, download.content) == (400, b"To must be a real date, like 9/11/2020.")


def test_the_days_stand_in_order(log):
    def wrong(since, until):
        return log.get(address("access_log"), {"since": since, "until": until}).context["wrong"]

    assert wrong("9/11/2020", "8/11/2020") == {"until": "To must be the same day as From, or a later one"}
    assert wrong("9/11/2020", "9/11/2020") == {}


def test_what_was_seen_leads_to_its_page_and_a_download_is_not_made_again(log):
    at = datetime(2020, 11, 9, 23, 40, tzinfo=UTC)
    seen.log(by=UserFactory(), at=at, what="Posts, September 2020", address="/figures/y/records/?page=2", rows=3)

    shown = says(log.get(address("access_log")), '<a class="govuk-link" href="/figures/y/records/?page=2">Posts')

    assert "/figures/x/records/" not in shown


def test_the_log_is_downloaded_as_it_is_filtered_and_no_cell_is_a_formula(log):
    response = log.get(address("download_access_log"), {"since": "8/11/2020"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "When,Who,E-mail,What,Rows,As,Address"
    assert len(lines) == 2
    assert '"\'=Absence, September 2020"' in lines[1]


def test_an_administrator_does_not_read_the_log(page):
    assert page.get(address("access_log")).status_code == 403
    assert page.get(address("download_access_log")).status_code == 403
