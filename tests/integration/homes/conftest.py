"""A council in November 2020, its cycle of October, and somebody who arrives at their home."""

from datetime import date

import pytest

from tests.factories import CouncilFactory, CycleFactory, HoldingFactory, ReportFactory, UserFactory
from tests.integration.homes.days import OCTOBER, TODAY


@pytest.fixture(autouse=True)
def council(db):
    return CouncilFactory(plays_on=TODAY)


@pytest.fixture
def arrive(client):
    """Signs somebody in who holds these roles (each 'role' or ('role', service)), and gives the page's text."""

    def arriving(*held, user=None):
        user = user or UserFactory(name="Robin Specimen")
        for one in held:
            role, service = one if isinstance(one, tuple) else (one, None)
            HoldingFactory(user=user, role=role, service=service)
        client.force_login(user)
        response = client.get("/home/")
        assert response.status_code == 200
        return " ".join(response.content.decode().replace("\xa0", " ").split())

    return arriving


@pytest.fixture
def october():
    return CycleFactory(month=OCTOBER, opened_on=date(2020, 11, 2))


@pytest.fixture
def report(october):
    return ReportFactory(cycle=october, meeting_on=date(2020, 12, 2))
