"""Where a month's report stands: before there is a draft, in the list, and by which day it is in time."""

from datetime import UTC, date, datetime

import pytest

from figures.models import Cycle
from reports.models import Report
from tests.factories import CycleFactory, PublicationFactory, ReportFactory
from tests.integration.drafts.visiting import at, drafted, says

pytestmark = pytest.mark.django_db


def test_a_month_without_a_draft_says_how_one_appears(office, report):
    words = says(office.get(at("draft")))
    assert "Nothing has been compiled yet" in words
    assert "August 2020: no draft yet" in words
    assert "No draft yet." not in words
    for name in ("read", "changes"):
        assert "There is no draft yet" in says(office.get(at(name)))
    assert office.get(at("file", "report.pdf")).status_code == 404


def test_a_month_that_has_no_report_is_not_found(office, report):
    assert office.get("/drafts/2019-01/").status_code == 404
    assert office.get("/drafts/2019-13/").status_code == 404
    assert office.post("/drafts/2019-01/compile/").status_code == 404


def test_the_list_tells_what_is_being_prepared_from_what_is_published(office, report, edition):
    CycleFactory(month=date(2020, 9, 1))
    ReportFactory(cycle=Cycle.objects.get(month=date(2020, 9, 1)), meeting_on=date(2020, 11, 4))

    page = office.get("/drafts/").context
    assert [(row["title"], row["words"].replace("\u00a0", " ")) for row in page["preparing"]] == [
        ("September 2020", "No draft yet"),
        ("August 2020", "Edition 1, signed on 28 September 2020, not published yet"),
    ]

    PublicationFactory(edition=edition, at=datetime(2020, 9, 28, 8, tzinfo=UTC))
    page = office.get("/drafts/").context
    assert [row["title"] for row in page["preparing"]] == ["September 2020"]
    assert [row["title"] for row in page["published"]] == ["August 2020"]


def test_without_any_report_the_list_says_when_one_appears(office):
    assert "No report is being prepared" in says(office.get("/drafts/"))


def test_the_page_says_by_which_day_it_is_in_time(office, report):
    drafted(report)
    words = says(office.get(at("draft")))

    assert "29 September 2020: five clear working days before the meeting" in words
    assert "28 September 2020 at 06:01" in words


def test_an_edition_never_claims_to_know_what_was_read_after_it(office, report, edition):
    Report.objects.update(drafted_at=datetime(2020, 9, 29, 5, tzinfo=UTC))
    words = says(office.get(at("draft")))

    assert "The records as they stood on 28 September 2020 at 06:00" in words
    assert "Records last read On 29 September 2020 at 06:00: nothing had changed" in words
    assert "Compile On 28 September 2020 at 06:01" in words


def test_a_draft_whose_records_were_read_once_speaks_of_one_reading(office, report):
    drafted(report)

    assert "Records last read" not in says(office.get(at("draft")))
