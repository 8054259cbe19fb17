"""The log of who saw which records: read, filtered and downloaded, by the data-protection lead alone."""

import pytest

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
    says(log.get(address("access_log"), {"since": "31/2/2020"}), "Enter a real date", "Error: ")
    assert log.get(address("download_access_log"), {"until": "soon"}).status_code == 400


def test_the_log_is_downloaded_as_it_is_filtered_and_no_cell_is_a_formula(log):
    response = log.get(address("download_access_log"), {"since": "8/11/2020"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "When,Who,E-mail,What,Rows,As,Address"
    assert len(lines) == 2
    assert '"\'=Absence, September 2020"' in lines[1]


def test_an_administrator_does_not_read_the_log(page):
    assert page.get(address("access_log")).status_code == 403
    assert page.get(address("download_access_log")).status_code == 403
