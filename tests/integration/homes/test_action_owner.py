"""An action owner's home: their actions, and which updates are asked for."""

from datetime import UTC, date, datetime

from tests.factories import (
    ActionFactory,
    CycleFactory,
    DateChangeFactory,
    MeasureFactory,
    MilestoneFactory,
    ServiceFactory,
    UpdateFactory,
    UserFactory,
)
from tests.integration.homes.days import SEPTEMBER


def test_an_owner_sees_their_own_actions_overdue_first_with_every_date(arrive, october):
    owner = UserFactory()
    ActionFactory(owner=owner, reference="1.1", title="In time")
    late = ActionFactory(owner=owner, reference="1.2", title="Too late", original_date=date(2020, 8, 31))
    DateChangeFactory(action=late, to_date=date(2020, 9, 30))
    MilestoneFactory(action=late, done_on=date(2020, 9, 1))
    MilestoneFactory(action=late)
    ActionFactory(reference="9.9", title="Of somebody else")
    UpdateFactory(
        action=late, cycle=october, forecast_date=date(2020, 11, 30), at=datetime(2020, 11, 6, 10, tzinfo=UTC)
    )

    page = arrive("action_owner", user=owner)

    assert "One update is late" in page
    assert page.index("Too late") < page.index("In time")
    assert "Of somebody else" not in page
    assert "40 days overdue" in page
    for shown in ("30 Sep 2020", "31 Aug 2020", "moved once", "30 Nov 2020", "1 of 2 done", "No update yet"):
        assert shown in page


def test_what_was_complete_before_the_month_is_not_asked_for(arrive, october):
    owner = UserFactory()
    ActionFactory(owner=owner, complete=True)

    page = arrive("action_owner", user=owner)

    assert "No update yet" not in page
    assert "Your action" in page


def test_an_end_that_an_earlier_cycle_told_is_not_asked_for_again(arrive, october):
    owner = UserFactory()
    action = ActionFactory(owner=owner, completed_on=date(2020, 10, 9))
    september = CycleFactory(month=SEPTEMBER, closed_at=datetime(2020, 10, 30, tzinfo=UTC))
    UpdateFactory(action=action, cycle=september, at=datetime(2020, 10, 20, 10, tzinfo=UTC))
    ActionFactory(owner=owner, completed_on=date(2020, 10, 9))

    assert "One update is late" in arrive("action_owner", user=owner)


def test_an_owner_who_heads_the_service_sees_an_action_once(arrive, october):
    service, owner = ServiceFactory(), UserFactory()
    ActionFactory(service=service, owner=owner, title="Only once")

    page = arrive(("head_of_service", service), "action_owner", user=owner)

    assert page.count("Only once") == 1
    assert "One update of yours is missing" in page


def test_an_owner_of_a_measure_is_asked_for_its_number(arrive, october):
    owner = UserFactory()
    MeasureFactory(owner=owner)

    page = arrive("action_owner", user=owner)

    assert "Numbers are due" in page
    assert "One number to enter: Children waiting." in page
    assert "Enter your numbers" in page
