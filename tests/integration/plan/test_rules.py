"""By what the plan is judged, as an administrator sets it: from a month on, and never for a cycle that has closed."""

from datetime import UTC, date, datetime

import pytest

from improvement.closing import close_cycle
from improvement.due import updates_due
from improvement.models import PlanRule, Standing
from improvement.rules.dated import FIRST, known_rules, rule_on
from tests.factories import ActionFactory, CycleFactory, HoldingFactory, UpdateFactory, UserFactory
from tests.integration.plan.reading import words

NOVEMBER, DECEMBER = date(2020, 11, 1), date(2020, 12, 1)
TYPED = {"recoverable_days": "10", "update_days": "3"}


@pytest.fixture
def administrator(client):
    client.force_login(HoldingFactory(role="administrator").user)
    return client


def add(client, month, **changes):
    return words(client.post("/plan/rules/add/", TYPED | {"holds_from": month.isoformat()} | changes, follow=True))


def test_without_any_there_are_thirty_days_and_five_working_days(administrator):
    assert (FIRST.recoverable_days, FIRST.update_days) == (30, 5)
    assert rule_on(known_rules(), date(2020, 11, 9)) == FIRST
    assert "up to 30 days after the agreed date is Amber, and updates are due on working day 5" in words(
        administrator.get("/plan/rules/")
    )


def test_new_rules_judge_the_open_cycle_and_no_closed_one(administrator, september, october):
    """Forecast 15 days late: to be recovered in 30 days, not in ten."""
    action = ActionFactory(reference="1.1")
    UpdateFactory(
        action=action, cycle=october, at=datetime(2020, 11, 6, 9, tzinfo=UTC), forecast_date=date(2021, 1, 15)
    )
    assert "Amber Forecast 15 January 2021" in words(administrator_of_plan(administrator).get("/plan/actions/1.1/"))

    said = add(administrator, NOVEMBER)

    assert "The plan has rules from November 2020." in said
    assert "beyond it Red" in said
    assert "Due on working day 3" in said
    assert "Red Forecast 15 January 2021" in words(administrator.get("/plan/actions/1.1/"))
    [standing] = close_cycle(cycle=october, by=UserFactory(), at=datetime(2020, 11, 23, 9, tzinfo=UTC))
    assert (standing.brag, standing.updated) == ("red", "late")  # the third working day was Wednesday 4 November


def administrator_of_plan(client):
    """Who also sees the plan."""
    user = HoldingFactory(role="administrator").user
    HoldingFactory(user=user, role="programme_office")
    client.force_login(user)
    return client


def test_what_a_closed_cycle_was_judged_by_is_settled(administrator, october):
    ActionFactory()
    rule = PlanRule.objects.create(holds_from=NOVEMBER, recoverable_days=10, update_days=3)
    close_cycle(cycle=october, by=UserFactory(), at=datetime(2020, 11, 9, 8, tzinfo=UTC))
    kept = list(Standing.objects.values())

    page = words(administrator.get(f"/plan/rules/{rule.pk}/"))
    changed = words(administrator.post(f"/plan/rules/{rule.pk}/change/", TYPED, follow=True))
    removed = words(administrator.post(f"/plan/rules/{rule.pk}/remove/", follow=True))

    assert "A closed cycle was judged by them, so they stay as they were." in page
    for said in (changed, removed):
        assert "A cycle that closed on 9 November 2020 was judged by it" in said
    assert "There is a problem" in add(administrator, NOVEMBER)
    assert "The plan has rules from December 2020." in add(administrator, DECEMBER)
    assert list(Standing.objects.values()) == kept


def test_rules_to_come_are_changed_and_removed(administrator, september):
    add(administrator, DECEMBER)
    rule = PlanRule.objects.get()
    page = f"/plan/rules/{rule.pk}/"

    assert "There are rules from December 2020 already" in add(administrator, DECEMBER)
    assert "To come" in words(administrator.get("/plan/rules/"))
    seen = administrator.get(f"{page}change/").context["form"]
    typed = {field.name: field.value() for field in seen}
    said = words(administrator.post(f"{page}change/", typed | {"recoverable_days": "20"}, follow=True))
    assert "The rules are saved." in said
    assert "up to 20 days" in said
    assert PlanRule.objects.get().recoverable_days == 20

    assert "The rules from December 2020 are removed." in words(administrator.post(f"{page}remove/", follow=True))
    assert not PlanRule.objects.exists()


def test_other_people_do_not_see_them(office):
    assert office.get("/plan/rules/").status_code == 403


def test_updates_are_due_by_the_rule_of_the_day_on_which_the_cycle_opened():
    PlanRule.objects.create(holds_from=DECEMBER, recoverable_days=30, update_days=3)

    assert updates_due(CycleFactory(month=date(2020, 10, 1)).opened_on) == date(2020, 11, 6)
    assert updates_due(date(2020, 12, 1)) == date(2020, 12, 3)
