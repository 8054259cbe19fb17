"""Teams that came and went: a figure's page names those of its month."""

from datetime import date

import pytest

from organisation.models import Team
from tests.factories import AUGUST, ContactFactory, HoldingFactory, ServiceFactory, TeamFactory

pytestmark = pytest.mark.django_db
CONTACTS = "/figures/frontdoor.contacts/"
JUNE = date(2020, 6, 1)


@pytest.fixture
def opened(client):
    """Duty merged into Intake at the end of June, Night ended then; contacts of June and August."""
    service = ServiceFactory(name="Front door")
    intake = TeamFactory(slug="intake", name="Intake", service=service)
    TeamFactory(slug="duty", name="Duty", service=service, ends_on=date(2020, 6, 30), merged_into=intake)
    TeamFactory(slug="night", name="Night", service=service, ends_on=date(2020, 6, 30))
    for month in (JUNE, AUGUST):
        ContactFactory.create_batch(7, month=month, team=intake)
    client.force_login(HoldingFactory(role="programme_office").user)

    def get(month, **asked):
        return client.get(CONTACTS, {"month": f"{month:%Y-%m}", "by": "team"} | asked)

    return get


def listed(response):
    return [row[0]["text"] for row in response.context["breakdown"]["rows"]]


def offered(response):
    [field] = [field for field in response.context["filters"].fields if field.name == "scope"]
    return [label for _, label in field.options]


def test_a_team_that_has_gone_is_listed_no_longer(opened):
    assert listed(opened(AUGUST)) == ["Intake"]
    assert offered(opened(AUGUST)) == ["Whole council", "Front door", "Intake"]


def test_in_a_month_of_its_own_it_is_listed_with_what_became_of_it(opened):
    assert sorted(listed(opened(JUNE))) == ["Duty (merged into Intake)", "Intake", "Night (ended)"]


def test_what_was_counted_of_it_after_its_end_is_listed_all_the_same(opened):
    ContactFactory.create_batch(6, month=AUGUST, team=Team.objects.get(slug="duty"))

    assert "Duty (merged into Intake)" in listed(opened(AUGUST))


def test_its_own_page_stays_open(opened):
    response = opened(AUGUST, scope="duty")

    assert response.status_code == 200
    assert "Duty (merged into Intake)" in offered(response)
