from datetime import UTC, date, datetime

import pytest

from reports.listing import before_meeting, context, heading, lateness, size
from reports.models import Report
from tests.factories import CycleFactory, EditionFactory, PublicationFactory, ReportFactory

NOW = datetime(2020, 10, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "1 KB"),
        (1024, "1 KB"),
        (205_485, "201 KB"),
        (1_048_575, "1,024 KB"),
        (1_048_576, "1.0 MB"),
        (2_621_440, "2.5 MB"),
    ],
)
def test_a_size_is_told_in_kb_or_mb(count, told):
    assert size(count) == told


@pytest.mark.parametrize(
    ("published", "told"),
    [
        (date(2020, 9, 29), "5 clear working days before the meeting"),
        (date(2020, 10, 5), "1 clear working day before the meeting"),
        (date(2020, 10, 6), "0 clear working days before the meeting"),
        (date(2020, 10, 7), "on the day of the meeting"),
        (date(2020, 10, 9), "after the meeting of 7 October 2020"),
    ],
)
def test_how_long_before_the_meeting_it_was_published(published, told):
    assert before_meeting(published, date(2020, 10, 7)).replace("\u00a0", " ") == told


def test_a_report_published_after_its_meeting_says_so_and_why(db):
    paper = {"tree": {"title": "Improvement", "month": "August 2020", "as_at": "2020-09-28"}}
    edition = EditionFactory(compilation__paper=paper, compilation__report__meeting_on=date(2020, 9, 25))
    PublicationFactory(edition=edition, late_because="The director was ill.")

    told = dict(heading(edition)["meta"])["Edition"].replace("\u00a0", " ")
    assert (
        told == "1, published on 29 September 2020, after the meeting of 25 September 2020. Late: The director was ill."
    )
    assert lateness(edition).replace("\u00a0", " ") == (
        "Late: after the meeting of 25 September 2020. The director was ill."
    )


class TestNextReport:
    @pytest.fixture(autouse=True)
    def reports(self, db):
        self.july, self.august, self.september = [
            ReportFactory(cycle=CycleFactory(month=date(2020, month, 1)), meeting_on=date(2020, month + 2, 7))
            for month in (7, 8, 9)
        ]

    def next(self, *published):
        for report in published:
            PublicationFactory(edition=EditionFactory(compilation__report=report))
        return context(NOW)["next"]

    def test_a_month_that_was_passed_over_does_not_come_next(self):
        assert self.next(self.august)["title"] == "September 2020"

    def test_nothing_comes_after_the_last(self):
        assert self.next(self.august, self.september) is None

    def test_before_anything_is_published_it_is_the_first_whose_meeting_is_to_come(self):
        assert self.next()["title"] == "August 2020"

    def test_or_the_first_of_all(self):
        Report.objects.update(meeting_on=None)
        assert self.next()["title"] == "July 2020"
