"""The council, its administrator and their browser, and the browser of whoever reads the access log."""

from datetime import UTC, datetime

import pytest

from history import seen
from tests.factories import CouncilFactory, HoldingFactory, UserFactory

# Or a failure would not say which words are missing
pytest.register_assert_rewrite("tests.integration.administration.visiting")

from tests.integration.administration.visiting import TODAY, signed_in  # noqa: E402


@pytest.fixture(autouse=True)
def council():
    return CouncilFactory(plays_on=TODAY)


@pytest.fixture
def administrator():
    return HoldingFactory(user__name="Sam Sample").user


@pytest.fixture
def page(administrator):
    return signed_in(administrator)


@pytest.fixture
def log():
    lead = HoldingFactory(role="data_protection_lead").user
    analyst = UserFactory(name="Lee Mockup")
    for day, what in ((7, "Contacts, September 2020"), (9, "=Absence, September 2020")):
        at = datetime(2020, 11, day, 23, 30, tzinfo=UTC)
        seen.log(by=analyst, at=at, what=what, address="/figures/x/records/", rows=12, format="csv")
    return signed_in(lead)
