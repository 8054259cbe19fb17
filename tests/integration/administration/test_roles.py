"""Roles: given, ended and taken back."""

from datetime import date

import pytest

from organisation.models import Holding
from tests.factories import HoldingFactory, TeamFactory, UserFactory
from tests.integration.administration.visiting import TODAY, address, on, says

pytestmark = pytest.mark.django_db


def test_a_role_is_given_ended_and_shown_where_it_belongs(page):
    person, team = UserFactory(name="Ann Example"), TeamFactory(name="East")
    give = {"role": "head_of_service", "scope": "team", "team": team.pk} | on(TODAY, "starts_on")

    response = page.post(address("give_role", person.pk), give, follow=True)
    held = Holding.objects.get(user=person)
    says(response, "Ann Example holds the role from 9 November 2020: Head of Service, East.", "Roles held now")
    response = page.post(address("end_role", person.pk, held.pk), on(date(2020, 11, 8), "ends_on"))
    says(response, "The last day must be 9 November 2020")
    page.post(address("end_role", person.pk, held.pk), on(TODAY, "ends_on"))

    held.refresh_from_db()
    assert held.ends_on == TODAY
    says(page.get(address("person", person.pk)), "Head of Service, East: last day set to 9 November 2020.")


def test_what_the_radios_hide_does_not_count(page):
    person, team = UserFactory(), TeamFactory()

    page.post(
        address("give_role", person.pk), {"role": "auditor", "scope": "whole", "team": team.pk} | on(TODAY, "starts_on")
    )

    assert Holding.objects.get(user=person).team is None


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "Select a role"),
        ({"role": "auditor"}, "Select the part of the council"),
        ({"role": "auditor", "scope": "service"}, "Select a service"),
        ({"role": "director", "scope": "team"}, "Select a team"),
        ({"role": "auditor", "scope": "whole"}, "Enter the first day"),
    ],
)
def test_what_is_missing_is_said(page, typed, error):
    says(page.post(address("give_role", UserFactory().pk), typed), "There is a problem", error)


def test_a_role_to_come_is_taken_back_and_one_that_ended_is_explained(page):
    to_come = HoldingFactory(role="auditor", starts_on=date(2020, 12, 1))
    ended = HoldingFactory(role="auditor", ends_on=date(2020, 10, 31))

    says(page.get(address("person", to_come.user_id)), "Roles to come", "Take it back")
    says(page.post(address("take_back_role", to_come.user_id, to_come.pk), follow=True), "Removed: Auditor.")
    says(page.post(address("take_back_role", ended.user_id, ended.pk), follow=True), "has begun", "Roles held before")
    says(
        page.get(address("end_role", ended.user_id, ended.pk), follow=True),
        "This role ended on 31 October 2020",
        "note",
    )
