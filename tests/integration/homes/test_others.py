"""The homes of the scrutiny officer, the administrator and the data-protection lead."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from lxml import html

from history.seen import log
from tests.factories import (
    AskFactory,
    CompilationFactory,
    CycleFactory,
    EditionFactory,
    HoldingFactory,
    PublicationFactory,
    ReportFactory,
    ServiceFactory,
    TeamFactory,
    UserFactory,
)
from tests.integration.homes.days import AUGUST, NOON, TODAY


def test_a_scrutiny_officer_sees_the_newest_report_and_the_next(arrive, report):
    august = ReportFactory(cycle=CycleFactory(month=AUGUST), meeting_on=date(2020, 10, 7))
    edition = EditionFactory(compilation=CompilationFactory(report=august), report=august, number=1)
    PublicationFactory(edition=edition, at=datetime(2020, 9, 29, 8, tzinfo=UTC))
    AskFactory(report=august, resolution="That the committee notes the report.")

    page = arrive("scrutiny_officer")

    assert "August 2020 is the newest report" in page
    assert "That the committee notes the report." in page
    assert "Tuesday 24 November 2020" in page
    assert "/drafts/" not in page


def test_an_administrator_sees_who_has_no_role_whose_ends_and_what_ended(arrive):
    UserFactory(name="Without Any")
    UserFactory(name="Long Gone", is_active=False)
    HoldingFactory(user=UserFactory(name="Ending Soon"), role="auditor", ends_on=date(2020, 11, 30))
    HoldingFactory(user=UserFactory(name="Ending Later"), role="auditor", ends_on=date(2021, 3, 31))
    TeamFactory(name="Locality North", ends_on=date(2020, 10, 31), merged_into=TeamFactory(name="Locality East"))
    ServiceFactory(name="Youth offending", ends_on=date(2020, 10, 30))
    TeamFactory(name="Long closed", ends_on=date(2019, 10, 31))

    page = arrive("administrator")

    assert "One person is without a role; one role will end within 30 days" in page
    for shown in ("Without Any", "Ending Soon", "Locality North", "merged into Locality East", "Youth offending"):
        assert shown in page
    for hidden in ("Long Gone", "Ending Later", "Long closed"):
        assert hidden not in page


def test_a_data_protection_lead_sees_looks_and_downloads_of_the_month_by_person(arrive):
    analyst = UserFactory(name="Lee Mockup")
    log(by=analyst, at=NOON - timedelta(hours=4), what="Contacts", address="/a", rows=20)
    log(by=analyst, at=NOON - timedelta(hours=4), what="Contacts", address="/a.csv", rows=300, format="csv")
    log(by=analyst, at=datetime(2020, 10, 3, tzinfo=UTC), what="Contacts", address="/a", rows=1000)

    page = arrive("data_protection_lead")

    assert "One person looked at records in November 2020" in page
    assert "Lee Mockup" in page
    assert "<span>320</span>" in page


@pytest.mark.parametrize(
    ("demonstration", "password", "offered"),
    [(True, "!", False), (True, "", True), (False, "!", True)],
)
def test_a_password_is_offered_to_whoever_may_have_one(arrive, council, demonstration, password, offered):
    council.plays_on = TODAY if demonstration else None
    council.save()
    user = UserFactory(password=password or make_password("a long enough password"))

    assert ("Change your password" in arrive("auditor", user=user)) is offered


def test_signing_out_stands_in_one_part_with_the_name(arrive):
    [who] = html.fromstring(arrive("auditor")).find_class("app-header__who")

    assert " ".join(who.text_content().split()).startswith("Robin Specimen")
    assert who.xpath(".//button")[0].text == "Sign out"
