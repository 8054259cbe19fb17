"""The programme office's and the director's home while no cycle is open."""

from datetime import date, timedelta

import pytest

from tests.factories import (
    ActionFactory,
    CompilationFactory,
    CycleFactory,
    EditionFactory,
    HoldingFactory,
    PublicationFactory,
    ReportFactory,
    StandingFactory,
    UserFactory,
)
from tests.integration.homes.days import NOON, OCTOBER

NOVEMBER = date(2020, 11, 1)


@pytest.fixture
def published():
    """October, signed and published on 9 November."""
    report = ReportFactory(
        cycle=CycleFactory(month=OCTOBER, closed_at=NOON), meeting_on=date(2020, 12, 2), committee="Scrutiny"
    )
    report.draft, report.drafted_at = CompilationFactory(report=report), NOON
    report.save()
    edition = EditionFactory(
        compilation=report.draft, report=report, number=1, signed_by=UserFactory(name="Sam Sample")
    )
    return PublicationFactory(edition=edition, at=NOON - timedelta(hours=4)).edition


@pytest.mark.parametrize("role", ["programme_office", "director"])
def test_it_says_what_was_published_and_when_the_next_cycle_opens(arrive, published, role):
    page = arrive(role)

    assert "October 2020 is published" in page
    assert "Edition 1 was published on 9 November 2020, for the meeting of 2 December 2020." in page
    assert "The cycle of November 2020 opens on 1 December 2020." in page
    assert 'href="/reports/2020-10/"' in page
    assert 'href="/drafts/2020-10/"' in page
    assert "Signed by Sam Sample." in page
    for due in ("Thursday 3 December 2020", "Monday 7 December 2020", "Monday 14 December 2020"):
        assert due in page
    assert "Sign-off and publication have no date yet" in page
    assert "Needs you (0)" in page


def test_what_was_overdue_when_the_cycle_closed_still_needs_them(arrive, published):
    cycle = published.report.cycle
    StandingFactory(cycle=cycle, action=ActionFactory(reference="1.2"), days_overdue=9)
    StandingFactory(cycle=cycle, action=ActionFactory(reference="2.4"), days_overdue=70)
    StandingFactory(cycle=cycle, action=ActionFactory(reference="5.1"), days_overdue=0)
    ActionFactory(reference="9.9", original_date=date(2020, 10, 31))  # in no standing

    page = arrive("director")

    assert "Needs you (1)" in page
    assert "Two actions overdue, with no new date agreed" in page
    assert "1.2 and 2.4; 70 days at most when the cycle of October 2020 closed" in page
    assert 'href="/figures/improvement.overdue/?month=2020-10"' in page


def test_a_cycle_that_has_its_day_and_its_meeting_says_every_date(arrive, published):
    november = CycleFactory(month=NOVEMBER, opened_on=date(2020, 12, 2))
    ReportFactory(cycle=november, meeting_on=date(2021, 1, 6))

    page = arrive("programme_office")

    assert "The cycle of November 2020 opens on 2 December 2020." in page
    # Clear of 6 January: the 5th, 4th, 31st, 30th, 29th, since the 28th and the 1st are bank holidays.
    assert "Thursday 24 December 2020" in page
    assert "Tuesday 22 December 2020" in page
    assert "Wednesday 6 January 2021" in page
    assert "have no date yet" not in page


def test_a_cycle_that_was_due_and_is_not_open_needs_them(arrive, published, council):
    council.plays_on = date(2020, 12, 2)
    council.save()

    page = arrive("programme_office")

    assert "The cycle of November 2020 was due to open on 1 December 2020, and is not open." in page
    assert "Needs you (1)" in page
    assert "Open the cycle of November 2020" in page


@pytest.mark.parametrize(
    ("today", "says"),
    [
        (date(2020, 11, 9), "The cycle of November 2020 opens on 1 December 2020."),
        (date(2020, 11, 1), "The cycle of October 2020 opens on 2 November 2020."),  # a Sunday
        (date(2020, 11, 2), "The cycle of October 2020 opens on 2 November 2020."),
    ],
)
def test_a_council_that_never_had_a_cycle_is_told_when_the_first_may_open(arrive, council, today, says):
    council.plays_on = today
    council.save()

    page = arrive("programme_office")

    assert "No month is open" in page
    assert "A cycle opens on the first working day after its month." in page
    assert says in page
    assert "Needs you (0)" in page


def test_without_any_cycle_what_is_overdue_today_needs_them(arrive):
    ActionFactory(reference="1.2", original_date=date(2020, 10, 31))

    assert "1.2; nine days at most" in arrive("director")


@pytest.mark.parametrize("held", [("programme_office", "administrator"), ("director", "head_of_service", "auditor")])
def test_it_takes_few_queries(client, published, django_assert_max_num_queries, held):
    user = UserFactory()
    for role in held:
        HoldingFactory(user=user, role=role)
    for _ in range(10):
        StandingFactory(cycle=published.report.cycle, action=ActionFactory(), days_overdue=9)
    client.force_login(user)

    with django_assert_max_num_queries(20):
        assert "October 2020 is published" in client.get("/home/").content.decode()
