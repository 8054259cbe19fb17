"""Homes without a role and homes without records."""

from datetime import timedelta

import pytest

from organisation.roles import ROLES
from tests.factories import HoldingFactory
from tests.integration.homes.days import TODAY


def test_somebody_without_a_role_is_told_whom_to_ask(arrive):
    page = arrive()

    assert "You have no role yet" in page
    assert "mailto:improvement@council.example" in page


def test_a_role_that_has_ended_shows_nothing_any_more(arrive):
    user = HoldingFactory(role="administrator", ends_on=TODAY - timedelta(days=1)).user

    assert "You have no role yet" in arrive(user=user)


@pytest.mark.parametrize(
    ("role", "says"),
    [
        ("programme_office", "No month is open"),
        ("director", "No month is open"),
        ("action_owner", "You own no action"),
        ("front_door_analyst", "One file of October 2020 is not loaded"),
        ("workforce_analyst", "Four files of October 2020 are not loaded"),
        ("auditor", "No round of audits yet"),
        ("scrutiny_officer", "No report is published yet"),
        ("administrator", "Everybody has a role"),
        ("data_protection_lead", "Nobody looked at records in November 2020"),
        ("head_of_service", "The whole council"),
    ],
)
def test_before_there_are_records_each_home_says_what_makes_them_appear(arrive, role, says):
    assert says in arrive(role)


def test_all_roles_at_once_stand_on_one_page(arrive):
    page = arrive(*ROLES)

    assert page.count("<h1") == 1
    for text in ("No month is open", "You own no action", "not loaded", "No round of audits yet", "No report is"):
        assert text in page
