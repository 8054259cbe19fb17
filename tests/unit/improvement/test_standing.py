"""What the plan says on a day is what was known on that day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from improvement.models import Action, Brag
from improvement.standing import actions_of_plan, known_on, standings
from improvement.told import told
from tests.factories import (
    AUGUST,
    ActionFactory,
    CycleFactory,
    DateChangeFactory,
    MilestoneFactory,
    StandingFactory,
    UpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = date(2020, 9, 14)


def known(action, on=TODAY):
    return known_on(Action.objects.with_story().get(pk=action.pk), on)


def judged(on=TODAY, before=None):
    """Standings by the reference of their action."""
    cycle = CycleFactory(month=AUGUST)
    found = standings(cycle, on, actions_of_plan([cycle], on), before or {}, ())
    return {standing.action.reference: standing for standing in found}


# --- As at a day ------------------------------------------------------------------------------------------------------


def test_a_date_agreed_after_the_day_is_not_seen():
    action = ActionFactory(original_date=date(2020, 8, 31))
    DateChangeFactory(action=action, to_date=date(2020, 10, 31), agreed_on=TODAY)

    assert known(action, TODAY - DAY).agreed_date == date(2020, 8, 31)
    assert known(action, TODAY).agreed_date == date(2020, 10, 31)


def test_the_last_date_agreed_holds():
    action = ActionFactory(original_date=date(2020, 8, 31))
    DateChangeFactory(action=action, to_date=date(2020, 11, 30), agreed_on=date(2020, 9, 1))
    DateChangeFactory(action=action, to_date=date(2020, 10, 31), agreed_on=date(2020, 7, 1))

    assert known(action).agreed_date == date(2020, 11, 30)
    assert known(action, date(2020, 8, 1)).agreed_date == date(2020, 10, 31)


def test_an_update_written_after_the_day_is_not_seen():
    action = ActionFactory()
    UpdateFactory(action=action, at=datetime(2020, 9, 14, 22, 59, tzinfo=UTC), forecast_date=date(2021, 1, 15))
    UpdateFactory(action=action, at=datetime(2020, 9, 14, 23, 1, tzinfo=UTC), forecast_date=date(2021, 2, 1))

    assert known(action, TODAY - DAY).forecast_date is None
    assert known(action, TODAY).forecast_date == date(2021, 1, 15)  # a minute to midnight in England
    assert known(action, TODAY + DAY).forecast_date == date(2021, 2, 1)


def test_while_two_cycles_are_open_each_has_its_own_last_update():
    july, august = CycleFactory(month=date(2020, 7, 1)), CycleFactory(month=AUGUST)
    action = ActionFactory()
    at = [datetime(2020, 9, day, 9, tzinfo=UTC) for day in (7, 8, 9)]
    UpdateFactory(action=action, cycle=august, at=at[0], reported="on_track")
    newer = UpdateFactory(action=action, cycle=august, at=at[1], reported="off_track")
    older = UpdateFactory(action=action, cycle=july, at=at[2], reported="at_risk")

    [one] = told(Action.objects.all(), august, datetime(2020, 9, 14, 9, tzinfo=UTC))

    assert (one.update, one.last, one.judgement.brag, one.missing) == (newer, older, Brag.RED, False)
    assert set(one.action.updates.all()) == {newer, older}  # no more than these are read
    assert judged()[action.reference].brag == Brag.RED


def test_the_last_update_may_withdraw_a_forecast():
    action = ActionFactory()
    UpdateFactory(action=action, at=datetime(2020, 9, 1, 9, tzinfo=UTC), forecast_date=date(2021, 1, 15))
    UpdateFactory(action=action, at=datetime(2020, 9, 2, 9, tzinfo=UTC), forecast_date=None)

    assert known(action).forecast_date is None


def test_completion_after_the_day_is_not_seen():
    action = ActionFactory(completed_on=TODAY)

    assert known(action, TODAY - DAY).completed_on is None
    assert known(action, TODAY).completed_on == TODAY


def test_an_action_assured_after_the_day_is_not_yet_blue():
    ActionFactory(
        reference="A1",
        complete=True,
        evidence="Minutes",
        assured_by=UserFactory(job_title="Principal Social Worker"),
        assured_on=TODAY,
    )

    assert judged(TODAY - DAY)["A1"].brag == Brag.GREEN
    assert judged(TODAY)["A1"].brag == Brag.BLUE
    assert judged(TODAY)["A1"].reason.endswith("assured by the Principal Social Worker")


def test_without_an_update_it_has_started_on_its_first_day():
    action = ActionFactory(starts_on=TODAY)

    assert not known(action, TODAY - DAY).started
    assert known(action, TODAY).started


def test_an_update_says_whether_it_has_started():
    action = ActionFactory(starts_on=date(2020, 8, 1))
    UpdateFactory(action=action, started=False)

    assert not known(action).started


def test_a_milestone_is_late_from_the_day_after_it_until_it_is_done():
    action = ActionFactory()
    MilestoneFactory(action=action, title="Never done", due_on=TODAY - DAY)
    MilestoneFactory(action=action, title="Due today", due_on=TODAY)
    MilestoneFactory(action=action, title="Done today", due_on=TODAY - 2 * DAY, done_on=TODAY)
    MilestoneFactory(action=action, title="Done in time", due_on=TODAY - 2 * DAY, done_on=TODAY - 2 * DAY)

    assert known(action).late_milestones == ("Never done",)
    assert known(action, TODAY - DAY).late_milestones == ("Done today",)


def test_it_waits_for_what_is_past_its_date_and_not_complete_on_the_day():
    late = ActionFactory(reference="L1", original_date=TODAY - DAY)
    moved = ActionFactory(reference="M1", original_date=TODAY - DAY)
    DateChangeFactory(action=moved, to_date=TODAY, agreed_on=TODAY)
    done = ActionFactory(reference="D1", original_date=TODAY - 2 * DAY, completed_on=TODAY)
    due = ActionFactory(reference="U1", original_date=TODAY)
    action = ActionFactory(waits_for=[late, moved, done, due])

    assert known(action).late_awaited == ("L1",)
    assert known(action, TODAY - DAY).late_awaited == ("D1",)
    assert set(known(action, TODAY + DAY).late_awaited) == {"L1", "M1", "U1"}


# --- Standings --------------------------------------------------------------------------------------------------------


def test_an_action_that_was_not_in_the_plan_has_no_standing():
    ActionFactory(reference="A1", added_on=TODAY)
    ActionFactory(reference="A2", added_on=TODAY + DAY)

    assert set(judged()) == {"A1"}


def test_a_standing_keeps_what_was_known():
    owner = UserFactory(job_title="Head of Workforce")
    action = ActionFactory(reference="A1", owner=owner, original_date=date(2020, 8, 31))
    DateChangeFactory(action=action, to_date=date(2020, 9, 10), agreed_on=date(2020, 8, 20))
    UpdateFactory(action=action, forecast_date=date(2020, 9, 30))

    standing = judged()["A1"]

    assert standing.pk is None
    assert (standing.action, standing.theme, standing.service) == (action, action.theme, action.service)
    assert (standing.owner, standing.brag, standing.days_overdue) == ("Head of Workforce", Brag.RED, 4)
    assert (standing.original_date, standing.agreed_date, standing.forecast_date, standing.completed_on) == (
        date(2020, 8, 31), date(2020, 9, 10), date(2020, 9, 30), None
    )  # fmt: skip
    assert standing.judged_on == TODAY
    assert standing.reason == "due 10\u00a0September\u00a02020, 4 days overdue, no new date agreed"


def test_the_state_in_the_cycle_before_is_remembered():
    action = ActionFactory(reference="A1")
    ActionFactory(reference="A2")
    before = {action.pk: StandingFactory.build(cycle=None, action=action, brag=Brag.RED, judged_on=TODAY)}

    found = judged(before=before)

    assert (found["A1"].previous, found["A2"].previous) == (Brag.RED, "")


def test_every_move_is_counted_and_those_of_this_cycle_are_marked():
    before = {}
    for reference, days in (("A1", [date(2020, 7, 1), date(2020, 9, 2)]), ("A2", [date(2020, 7, 1)]), ("A3", [])):
        action = ActionFactory(reference=reference)
        before[action.pk] = StandingFactory.build(cycle=None, action=action, judged_on=TODAY, moves=min(1, len(days)))
        for day in days:
            DateChangeFactory(action=action, agreed_on=day)

    found = judged(before=before)

    assert {ref: (s.moves, s.moved_now) for ref, s in found.items()} == {
        "A1": (2, True), "A2": (1, False), "A3": (0, False)
    }  # fmt: skip


def test_in_the_first_cycle_every_move_is_new():
    DateChangeFactory(action=ActionFactory(reference="A1"), agreed_on=date(2020, 7, 1))

    assert judged()["A1"].moved_now


def test_a_move_agreed_after_the_day_does_not_count():
    DateChangeFactory(action=ActionFactory(reference="A1"), agreed_on=TODAY + DAY)

    assert (judged()["A1"].moves, judged()["A1"].moved_now) == (0, False)
