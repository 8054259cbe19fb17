"""A council on 28 September 2020, its report of August, and the browsers of those who prepare it."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import ActionFactory, CouncilFactory, CycleFactory, EditionFactory, ReportFactory
from tests.integration.drafts.visiting import MEETING, MONTH, drafted, holding


@pytest.fixture(autouse=True)
def council():
    return CouncilFactory(plays_on=date(2020, 9, 28))


@pytest.fixture
def report():
    return ReportFactory(cycle=CycleFactory(month=MONTH), meeting_on=MEETING)


@pytest.fixture
def plan():
    """A report says something where there is something to count."""
    return ActionFactory(added_on=date(2020, 6, 1), starts_on=date(2020, 6, 1), original_date=date(2020, 8, 31))


@pytest.fixture
def office(client):
    """The programme office's browser."""
    client.force_login(holding("programme_office"))
    return client


@pytest.fixture
def director(client):
    client.force_login(holding("director"))
    return client


@pytest.fixture
def edition(report):
    report.cycle.closed_at = datetime(2020, 9, 28, 15, tzinfo=UTC)
    report.cycle.save()
    return EditionFactory(compilation=drafted(report))
