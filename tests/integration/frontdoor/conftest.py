"""A front door with the categories of threshold, consent and advice from July 2020, and browsers."""

import pytest

from tests.factories import CategoryFactory, CouncilFactory
from tests.integration.administration.visiting import TODAY, signed_in
from tests.integration.frontdoor.months import JULY
from tests.integration.frontdoor.reading import holder, words


@pytest.fixture(autouse=True)
def council(db):
    return CouncilFactory(plays_on=TODAY)


@pytest.fixture
def categories():
    made = (
        ("threshold", "Below threshold", True),
        ("consent", "No consent (sent back)", True),
        ("advice", "Advice", False),
    )
    return {
        code: CategoryFactory(code=code, label=label, position=number, threshold_or_consent=two, holds_from=JULY)
        for number, (code, label, two) in enumerate(made)
    }


@pytest.fixture
def open_as():
    """The words of a page as somebody with a role sees it."""

    def run(address, role="front_door_analyst", **holding):
        response = signed_in(holder(role, **holding)).get(address)
        assert response.status_code == 200
        return words(response)

    return run
