"""The judgements behind the homes."""

from datetime import date

import pytest

from config.home.dates import Dates
from config.home.desk import Desk
from config.home.tiles import tile
from figures import months
from figures.reader import Reader
from figures.registry import figure
from frontdoor.models import Outcome
from improvement.brag import Judgement
from improvement.models import Action
from improvement.models.standing import Brag
from improvement.told import Told, by_urgency
from organisation.scopes import of_service
from tests.factories import (
    ContactFactory,
    HoldingFactory,
    TeamFactory,
    UserFactory,
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


def test_a_tile_says_what_is_missing_and_which_month_it_shows(db):
    one, team = figure("frontdoor.nfa_rate"), TeamFactory()
    for month in (AUGUST, SEPTEMBER):
        for number in range(5):
            ContactFactory(month=month, team=team, **({"outcome": Outcome.NFA} if number < 2 else {}))

    shown = tile(one, Reader().readings(one, months.up_to(OCTOBER, 3), of_service(team.service)))

    assert shown.month == SEPTEMBER
    assert shown.gap == "No data for October 2020"
    assert (shown.value, shown.says) == ("40.0%", "2 of 5 contacts received")
    assert shown.change == "40.0% in Aug 2020"
    assert shown.signal == ""


def test_a_tile_of_a_figure_never_loaded_says_no_data(db):
    one = figure("frontdoor.contacts")

    shown = tile(one, Reader().readings(one, [AUGUST]))

    assert (shown.value, shown.gap, shown.says, shown.change) == ("No data", "", "", "")


def test_a_signal_is_told_where_each_month_is_counted_afresh(db):
    wanted = months.up_to(SEPTEMBER, 14)
    for number, month in enumerate(wanted):
        for _ in range(30 if number == 13 else 3 + number % 2):
            ContactFactory(month=month)
    one = figure("frontdoor.contacts")

    shown = tile(one, Reader().readings(one, wanted))

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
        "programme_office": ["Home", "Reports", "Plan", "Front door", "Drafts", "Figures", "Files"],
        "administrator": ["Home", "Reports", "Figures", "Administration"],
        "data_protection_lead": ["Home", "Reports", "Figures", "Access log"],
        "action_owner": ["Home", "Reports", "Plan", "Figures"],
    }


def test_the_public_menu_has_reports_only_and_marks_where_one_is(client, db):
    page = client.get("/")

    [item] = page.context["menu"]()
    assert (item.text, item.url, item.current) == ("Reports", "/", "page")
    assert "Sign in" in page.content.decode()
    assert "Sign out" not in page.content.decode()


def test_the_most_pressing_action_comes_first():
    def one(reference, brag, agreed=30, overdue=0, complete=False, missing=False):
        return Told(
            action=Action(reference=reference, completed_on=date(2020, 11, 1) if complete else None),
            judgement=Judgement(brag, "", overdue),
            agreed=date(2020, 11, agreed),
            forecast=None, moves=0, done=0, milestones=0, last=None, update=None, asked=missing,
        )  # fmt: skip

    actions = [
        one("complete", Brag.BLUE, agreed=1, complete=True),
        one("not started", Brag.GREY, agreed=28),
        one("on track", Brag.GREEN, agreed=29),
        one("on track, no update", Brag.GREEN, missing=True),
        one("a little late", Brag.AMBER),
        one("a little late, no update", Brag.AMBER, missing=True),
        one("a little late, sooner", Brag.AMBER, agreed=20),
        one("late", Brag.RED),
        one("overdue", Brag.RED, agreed=8, overdue=1),
        one("long overdue", Brag.RED, agreed=1, overdue=8),
    ]

    assert [each.action.reference for each in by_urgency(actions)] == [
        "long overdue",
        "overdue",
        "late",
        "a little late, no update",
        "a little late, sooner",
        "a little late",
        "on track, no update",
        "not started",
        "on track",
        "complete",
    ]
