"""The judgements behind the homes, and that their readings are those of every other page."""

from datetime import date

import pytest

from config.home.dates import Dates
from config.home.desk import Desk
from config.home.readings import Readings, tile
from figures import months
from figures.reader import Reader
from figures.registry import figure
from frontdoor.models import Outcome
from intake.models import Load
from organisation.scopes import of_service, of_team
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    CategoryFactory,
    ContactFactory,
    HoldingFactory,
    PostFactory,
    TeamFactory,
    UserFactory,
    WorkerFactory,
    supersede,
)

AUGUST, SEPTEMBER, OCTOBER = date(2020, 8, 1), date(2020, 9, 1), date(2020, 10, 1)
OPENED, MEETING = date(2020, 11, 2), date(2020, 12, 2)


def test_dates_of_a_cycle_are_working_days():
    dates = Dates(OPENED, date(2020, 11, 9), MEETING)

    assert (dates.day, dates.days) == (6, 17)
    assert (dates.files, dates.updates, dates.audits) == (date(2020, 11, 4), date(2020, 11, 6), date(2020, 11, 13))
    assert (dates.sign_by, dates.publish_by) == (date(2020, 11, 20), date(2020, 11, 24))


@pytest.mark.parametrize(
    ("until", "left"),
    [
        (date(2020, 11, 9), 0),
        (date(2020, 11, 10), 1),
        (date(2020, 11, 20), 9),
        (date(2020, 11, 6), -1),
        (date(2020, 11, 4), -3),
    ],
)
def test_days_left_count_working_days(until, left):
    assert Dates(OPENED, date(2020, 11, 9), MEETING).left(until) == left


def test_without_a_meeting_nothing_is_due_to_be_published():
    dates = Dates(OPENED, date(2020, 11, 9), None)

    assert (dates.days, dates.publish_by, dates.sign_by) == (None, None, None)


KEYS = ("frontdoor.contacts", "frontdoor.nfa_rate", "frontdoor.nfa_threshold_or_consent", "workforce.vacancy_rate",
        "workforce.absence_rate", "workforce.turnover_rate")  # fmt: skip


@pytest.fixture
def council(db):
    """Two teams of one service, one of another, and contacts of no team."""
    east, west, other = TeamFactory(slug="east"), None, TeamFactory(slug="other")
    west = TeamFactory(slug="west", service=east.service)
    category = CategoryFactory(threshold_or_consent=True, holds_from=SEPTEMBER)
    for month in (AUGUST, SEPTEMBER):
        for team, count in ((east, 3), (west, 2), (other, 1), (None, 1)):
            for number in range(count):
                closed = {"outcome": Outcome.NFA, "category": category if month == SEPTEMBER else None}
                ContactFactory(month=month, team=team, **(closed if number == 0 else {}))
        for team in (east, west, other):
            PostFactory(month=month, team=team, fte="1.50", vacant_fte="0.50")
            WorkerFactory(month=month, team=team, fte="0.80")
    for month in months.up_to(SEPTEMBER, 12):
        AbsenceFactory(month=month, team=east, days_lost="1.25")
    return east, west, other


def test_readings_are_those_of_the_reader_for_every_part(council):
    east, west, other = council
    asked = [figure(key) for key in KEYS]
    wanted = months.up_to(OCTOBER, 4)
    readings = Readings(asked, wanted, Load.objects.all())

    for scope in (None, of_service(east.service), of_team(west), of_team(other)):
        for one in asked:
            told = readings.of(one, scope)
            expected = Reader().readings(one, wanted, scope)
            assert told in ([], expected), (one.key, scope)
            assert told or not any(reading.counted for reading in expected)


def test_readings_of_every_figure_and_part_take_one_query_beside_their_coverage(council, django_assert_max_num_queries):
    east, west, _ = council
    loads = list(Load.objects.all())

    with django_assert_max_num_queries(3):
        readings = Readings([figure(key) for key in KEYS], months.up_to(OCTOBER, 4), loads)
        for scope in (None, of_service(east.service), of_team(west)):
            for key in KEYS:
                readings.of(figure(key), scope)


def test_a_superseded_load_covers_nothing(council):
    supersede(Load.objects.get(source="contacts", month=SEPTEMBER))

    readings = Readings([figure("frontdoor.contacts")], [SEPTEMBER], Load.objects.all())

    [reading] = readings.of(figure("frontdoor.contacts"), None)
    assert reading.counted == 0


def test_a_figure_without_the_part_says_nothing_of_it(council):
    CaseFactory(appropriate=True)
    readings = Readings([figure("audits.inappropriate")], [AUGUST], Load.objects.all())

    assert readings.of(figure("audits.inappropriate"), of_team(council[0])) == []
    assert readings.of(figure("audits.inappropriate"), None)[0].of == 1


def test_a_tile_says_what_is_missing_and_which_month_it_shows(council):
    one = figure("frontdoor.nfa_rate")
    readings = Readings([one], months.up_to(OCTOBER, 3), Load.objects.all())

    shown = tile(one, readings.of(one, of_service(council[0].service)))

    assert shown.month == SEPTEMBER
    assert shown.gap == "No data for October 2020"
    assert (shown.value, shown.says) == ("40.0%", "2 of 5 contacts received")
    assert shown.change == "40.0% in Aug 2020"
    assert shown.signal == ""


def test_a_tile_of_a_figure_never_loaded_says_no_data(db):
    one = figure("frontdoor.contacts")

    shown = tile(one, Readings([one], [AUGUST], []).of(one, None))

    assert (shown.value, shown.gap, shown.says, shown.change) == ("No data", "", "", "")


def test_a_signal_is_told_where_each_month_is_counted_afresh(db):
    wanted = months.up_to(SEPTEMBER, 14)
    for number, month in enumerate(wanted):
        for _ in range(30 if number == 13 else 3 + number % 2):
            ContactFactory(month=month)
    one = figure("frontdoor.contacts")

    shown = tile(one, Readings([one], wanted, Load.objects.all()).of(one, None))

    assert shown.signal == "It is above its usual range"


def test_the_month_is_the_last_that_is_over_where_no_cycle_is_open(db):
    from datetime import UTC, datetime

    desk = Desk(UserFactory(), datetime(2020, 11, 9, 9, tzinfo=UTC))

    assert desk.cycle is None
    assert desk.month == OCTOBER
    assert desk.stage is None


def test_menu_follows_permissions(client, db):
    texts = {}
    for role in ("programme_office", "administrator", "data_protection_lead", "action_owner"):
        holding = HoldingFactory(role=role)
        client.force_login(holding.user)
        texts[role] = [item.text for item in client.get("/home/").context["menu"]()]

    assert texts == {
        "programme_office": ["Home", "Reports", "Drafts", "Figures"],
        "administrator": ["Home", "Reports", "Figures", "Administration"],
        "data_protection_lead": ["Home", "Reports", "Figures", "Access log"],
        "action_owner": ["Home", "Reports", "Figures"],
    }


def test_the_public_menu_has_reports_only_and_marks_where_one_is(client, db):
    page = client.get("/")

    [item] = page.context["menu"]()
    assert (item.text, item.url, item.current) == ("Reports", "/", "page")
    assert "Sign in" in page.content.decode()
    assert "Sign out" not in page.content.decode()
