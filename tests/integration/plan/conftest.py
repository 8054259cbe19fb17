"""A council whose clock stands on 9 November 2020, and who opens its plan."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import CouncilFactory, CycleFactory, HoldingFactory

TODAY = date(2020, 11, 9)
SEPTEMBER, OCTOBER = date(2020, 9, 1), date(2020, 10, 1)
CLOSED_AT = datetime(2020, 10, 26, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def council(db):
    CouncilFactory(plays_on=TODAY)


@pytest.fixture
def september():
    return CycleFactory(month=SEPTEMBER, closed_at=CLOSED_AT)


@pytest.fixture
def october():
    return CycleFactory(month=OCTOBER)


@pytest.fixture
def office(client):
    client.force_login(HoldingFactory(role="programme_office").user)
    return client


@pytest.fixture
def folder(settings, tmp_path):
    of_intake = {**settings.STORAGES["intake"], "OPTIONS": {"location": tmp_path / "intake"}}
    settings.STORAGES = {**settings.STORAGES, "intake": of_intake}
