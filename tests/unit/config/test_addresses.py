"""What no address may do to the product, whatever page it names."""

import pytest

from tests.factories import HoldingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/administration/people/?words=%00", "/reports/2020-08/files/%00", "/?a=%00"])
def test_a_nul_is_a_bad_request(client, address):
    client.force_login(HoldingFactory(role="administrator").user)

    assert client.get(address).status_code == 400


@pytest.mark.parametrize("page", ["9" * 5000, "-1", "abc", "²", ""])
def test_a_page_that_is_not_there_is_the_nearest_one(client, page):
    client.force_login(HoldingFactory(role="administrator").user)

    assert client.get("/administration/people/", {"page": page}).status_code == 200


def test_records_of_single_cases_are_kept_by_no_browser(client):
    client.force_login(HoldingFactory(role="programme_office").user)

    assert client.get("/figures/frontdoor.contacts/").headers["Cache-Control"] == "private, no-store"
