"""The programme office's and the director's home after a month's report is signed: it is not done with yet."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import (
    ActionFactory,
    CompilationFactory,
    CycleFactory,
    EditionFactory,
    PublicationFactory,
    ReportFactory,
)
from tests.integration.homes.days import NOON, OCTOBER

DECEMBER = datetime(2020, 12, 1, 9, tzinfo=UTC)
SEPTEMBER = date(2020, 9, 1)
MEETING = date(2020, 12, 2)


def signed(month):
    """A month's report, closed and signed as edition 1."""
    report = ReportFactory(cycle=CycleFactory(month=month, closed_at=NOON), meeting_on=MEETING)
    report.draft, report.drafted_at = CompilationFactory(report=report), NOON
    report.save()
    return EditionFactory(compilation=report.draft, report=report, number=1, signed_at=NOON)


def corrected(edition):
    """The records changed since."""
    edition.report.draft = CompilationFactory(report=edition.report)
    edition.report.save()


@pytest.mark.parametrize("role", ["programme_office", "director"])
def test_a_signed_report_waits_for_publication(arrive, role):
    signed(OCTOBER)
    ActionFactory(added_on=date(2020, 6, 1))

    page = arrive(role)

    assert "Where October 2020 stands" in page
    assert "Edition 1, signed on 9 November 2020, not published yet. Nothing is late." in page
    assert "Needs you (1)" in page
    assert "Under way" not in page
    assert "An edition is signed and not published" in page
    assert 'href="/drafts/2020-10/"' in page
    assert "without an update" not in page
    assert "not loaded" not in page


def test_a_planned_publication_needs_nobody_and_is_said(arrive):
    PublicationFactory(edition=signed(OCTOBER), at=DECEMBER)

    page = arrive("programme_office")

    assert "Needs you (0)" in page
    assert "Edition 1, signed on 9 November 2020, to be published on 1 December 2020 at 09:00." in page


def test_a_correction_that_is_drafted_needs_them(arrive):
    edition = signed(OCTOBER)
    PublicationFactory(edition=edition)
    corrected(edition)

    page = arrive("director")

    assert "A correction is drafted" in page
    assert "A correction of edition 1 waits to be read" in page


def test_what_is_published_and_unchanged_is_done_with(arrive):
    PublicationFactory(edition=signed(OCTOBER))

    page = arrive("programme_office")

    assert "October 2020 is published" in page
    assert "Needs you (0)" in page


class TestWhileAnotherCycleIsOpen:
    def test_an_earlier_report_waits_for_publication(self, arrive, report):
        signed(SEPTEMBER)

        page = arrive("programme_office")

        assert "Where October 2020 stands" in page
        assert "The report of September 2020 is signed and not published" in page
        assert 'href="/drafts/2020-09/"' in page

    def test_a_correction_of_an_earlier_one_is_drafted(self, arrive, report):
        edition = signed(SEPTEMBER)
        PublicationFactory(edition=edition)
        corrected(edition)

        assert "A correction of September 2020 is drafted" in arrive("director")

    def test_an_earlier_one_that_is_planned_is_said_and_needs_nobody(self, arrive, report):
        PublicationFactory(edition=signed(SEPTEMBER), at=DECEMBER)

        page = arrive("programme_office")

        assert "September 2020: Edition 1, signed on 9 November 2020, to be published on 1 December 2020 at" in page
        assert 'href="/drafts/2020-09/"' not in page

    def test_an_earlier_one_that_is_public_is_not_spoken_of(self, arrive, report):
        PublicationFactory(edition=signed(SEPTEMBER))

        assert 'href="/drafts/2020-09/"' not in arrive("programme_office")


def test_an_owner_is_asked_for_no_update_of_a_closed_month(arrive):
    signed(OCTOBER)
    action = ActionFactory(added_on=date(2020, 6, 1))

    assert "No update yet" not in arrive("action_owner", "programme_office", user=action.owner)
