"""Who comes in, what is not found, and the first page of administration."""

from datetime import date

import pytest
from django.test import Client

from tests.factories import HoldingFactory, TeamFactory, UserFactory
from tests.integration.administration.visiting import address, says, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["index", "people", "add_person", "services", "teams", "add_team"])
def test_only_an_administrator_comes_in(page, name):
    other = signed_in(HoldingFactory(role="programme_office").user)

    assert page.get(address(name)).status_code == 200
    assert other.get(address(name)).status_code == 403
    assert Client().get(address(name)).status_code == 302


def test_an_unknown_person_role_service_or_team_is_not_found(page):
    held = HoldingFactory(role="auditor")

    for name, args in [
        ("person", (0,)),
        ("change_person", (0,)),
        ("give_role", (0,)),
        ("end_role", (UserFactory().pk, held.pk)),
        ("service", (0,)),
        ("end_service", (0,)),
        ("team", (0,)),
        ("merge_team", (0,)),
    ]:
        assert page.get(address(name, *args)).status_code == 404, name


def test_who_may_not_come_in_or_finds_nothing_is_shown_home(page):
    other = signed_in(HoldingFactory(role="programme_office").user)

    for response in (other.get(address("index")), page.get(address("person", 0))):
        says(response, '<a class="govuk-link" href="/home/">Go to your home</a>')
    assert "Go to your home" not in Client().get("/reports/2020-13/").content.decode()


@pytest.mark.parametrize("rest", [f"people/{10**30}/", f"teams/{10**30}/", "people/-1/", "people/x/"])
def test_what_is_no_number_of_anybody_is_not_found(page, rest):
    assert page.get(f"/administration/{rest}").status_code == 404


def test_the_first_page_says_how_much_there_is_and_which_roles_end_soon(page):
    HoldingFactory(role="auditor", user__name="Toni Trial", ends_on=date(2020, 12, 9))
    HoldingFactory(role="auditor", user__name="Later Still", ends_on=date(2020, 12, 10))
    TeamFactory()

    shown = says(page.get(address("index")), "Toni Trial", "9 December 2020", "can sign in", "Thresholds")

    assert "Later Still" not in shown
    assert "Access log" not in shown.split("<main")[1]
