"""A front door with the categories of threshold, consent and advice from July 2020, and browsers."""

import re

import pytest
from django.test import Client
from django.utils.html import strip_tags

from tests.factories import CategoryFactory, CouncilFactory, HoldingFactory
from tests.integration.administration.visiting import TODAY
from tests.integration.frontdoor.months import JULY


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
        client = Client()
        client.force_login(HoldingFactory(role=role, **holding).user)
        response = client.get(address)
        assert response.status_code == 200
        return words(response)

    return run


def words(response):
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL).group()
    return " ".join(strip_tags(re.sub(r"(<(td|th|li|p|h2|caption))", r" \1", main)).split())
