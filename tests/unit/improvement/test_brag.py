"""The rule of the plan, branch by branch, on Monday 14 September 2020."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.brag import Judgement, Known
from improvement.brag import judge as judged
from improvement.models import Brag, Reported
from improvement.rules.dated import Rule, rule_on

TODAY = date(2020, 9, 14)
DUE = date(2020, 9, 30)


def known(**changes):
    return Known(**({"agreed_date": DUE} | changes))


def judge(facts, on, rules=()):
    return judged(facts, on, rule_on(rules, on))


def plain(judgement):
    """State, reason with plain spaces, and days overdue."""
    return judgement.brag, judgement.reason.replace("\u00a0", " "), judgement.days_overdue


def test_under_way_with_nothing_late_is_green():
    assert plain(judge(known(), TODAY)) == (Brag.GREEN, "on track for 30 September 2020", 0)


def test_not_started_and_not_due_is_grey():
    assert plain(judge(known(started=False), TODAY)) == (Brag.GREY, "not started, not due until 30 September 2020", 0)


# --- Complete ---------------------------------------------------------------------------------------------------------


def test_complete_and_assured_is_blue():
    done = known(completed_on=date(2020, 9, 1), assured_by="Principal Social Worker")

    assert plain(judge(done, TODAY)) == (
        Brag.BLUE,
        "complete since 1 September 2020, evidence assured by the Principal Social Worker",
        0,
    )


def test_complete_and_not_assured_is_green_and_says_so():
    done = known(completed_on=date(2020, 9, 1))

    assert plain(judge(done, TODAY)) == (Brag.GREEN, "complete since 1 September 2020, not yet assured", 0)


@pytest.mark.parametrize(("day", "words", "late"), [(30, "", 0), (31, "", 0), (1, ", 1 day after its agreed date", 1)])
def test_what_is_complete_is_not_overdue_but_says_how_late_it_was(day, words, late):
    done = known(
        agreed_date=date(2020, 8, 31),
        completed_on=date(2020, 9 if day == 1 else 8, day),
        forecast_date=date(2021, 1, 1),
        late_milestones=("Plan",),
    )

    judgement = judge(done, TODAY)

    since = f"{day} {'September' if day == 1 else 'August'} 2020"
    assert plain(judgement) == (Brag.GREEN, f"complete since {since}{words}, not yet assured", 0)
    assert judgement.days_late == late


def test_blue_still_says_how_late_it_was():
    done = known(agreed_date=date(2020, 1, 31), completed_on=TODAY, assured_by="Principal Social Worker")

    judgement = judge(done, TODAY)

    words = "227 days after its agreed date, evidence assured by the Principal Social Worker"
    assert plain(judgement)[1] == f"complete since 14 September 2020, {words}"
    assert judgement.days_late == 227


def test_assured_but_not_complete_is_not_blue():
    assert judge(known(assured_by="Principal Social Worker"), TODAY).brag is Brag.GREEN


# --- Past its date ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agreed", "words", "days"),
    [
        (date(2020, 9, 13), "due 13 September 2020, 1 day overdue, no new date agreed", 1),
        (date(2020, 7, 31), "due 31 July 2020, 45 days overdue, no new date agreed", 45),
    ],
)
def test_past_its_agreed_date_and_not_complete_is_red(agreed, words, days):
    assert plain(judge(known(agreed_date=agreed), TODAY)) == (Brag.RED, words, days)


def test_on_its_agreed_date_it_is_not_overdue():
    assert judge(known(agreed_date=TODAY), TODAY).brag is Brag.GREEN


def test_not_started_and_past_its_date_is_red():
    assert judge(known(agreed_date=date(2020, 9, 13), started=False), TODAY).brag is Brag.RED


def test_a_forecast_does_not_excuse_a_date_that_has_passed():
    late = known(agreed_date=date(2020, 9, 11), forecast_date=date(2020, 9, 20))

    assert plain(judge(late, TODAY)) == (Brag.RED, "due 11 September 2020, 3 days overdue, no new date agreed", 3)


# --- Forecast late ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("forecast", "state", "words"),
    [
        (date(2020, 10, 1), Brag.AMBER, "forecast 1 October 2020, 1 day after the agreed date"),
        (date(2020, 10, 30), Brag.AMBER, "forecast 30 October 2020, 30 days after the agreed date"),
        (date(2020, 10, 31), Brag.RED, "forecast 31 October 2020, 31 days after the agreed date"),
    ],
)
def test_a_forecast_of_up_to_thirty_days_late_is_amber_and_beyond_is_red(forecast, state, words):
    assert plain(judge(known(forecast_date=forecast), TODAY)) == (state, words, 0)


@pytest.mark.parametrize("forecast", [None, DUE, date(2020, 9, 1)])
def test_a_forecast_in_time_or_none_is_not_late(forecast):
    assert judge(known(forecast_date=forecast), TODAY).brag is Brag.GREEN


def test_not_started_with_a_late_forecast_is_amber():
    assert judge(known(started=False, forecast_date=date(2020, 10, 5)), TODAY).brag is Brag.AMBER


def test_a_late_forecast_is_told_before_a_late_milestone():
    late = known(forecast_date=date(2020, 10, 5), late_milestones=("Plan",))

    assert judge(late, TODAY).reason.startswith("forecast")


# --- Milestones, and what it waits for --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"late_milestones": ("Plan",)}, "late milestone: Plan"),
        ({"late_milestones": ("Plan", "Tender")}, "late milestone: Plan and Tender"),
        ({"late_awaited": ("B2",)}, "waits for B2, which is late"),
        ({"late_awaited": ("B2", "C1", "D4")}, "waits for B2, C1 and D4, which are late"),
        ({"late_milestones": ("Plan",), "late_awaited": ("B2",)}, "late milestone: Plan"),
        ({"late_awaited": ("B2",), "started": False}, "waits for B2, which is late"),
    ],
)
def test_a_late_milestone_or_awaited_action_is_amber(changes, words):
    assert plain(judge(known(**changes), TODAY)) == (Brag.AMBER, words, 0)


# --- No date ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "state", "words"),
    [
        ({}, Brag.AMBER, "no date is set"),
        ({"forecast_date": date(2022, 1, 31)}, Brag.AMBER, "no date is set"),
        ({"started": False}, Brag.GREY, "not started, no date is set"),
        ({"late_milestones": ("Plan",)}, Brag.AMBER, "no date is set; late milestone: Plan"),
        ({"late_awaited": ("B2",), "started": False}, Brag.AMBER, "no date is set; waits for B2, which is late"),
        ({"completed_on": date(2020, 9, 1)}, Brag.GREEN, "complete since 1 September 2020, not yet assured"),
        ({"reported": "off_track"}, Brag.RED, "reported off track by the owner; by the rule Amber: no date is set"),
    ],
)
def test_what_has_no_date_is_never_overdue_and_at_risk_once_it_starts(changes, state, words):
    assert plain(judge(known(agreed_date=None, **changes), TODAY)) == (state, words, 0)


# --- Thresholds have dates --------------------------------------------------------------------------------------------


def test_a_new_threshold_holds_from_its_day():
    """15 days late: 30 can be recovered until 13 September, 10 from the 14th."""
    rules = (Rule(date(2020, 9, 14), recoverable_days=10), Rule(date(2020, 1, 1), recoverable_days=30))
    late = known(forecast_date=date(2020, 10, 15))

    assert judge(late, date(2020, 9, 13), rules).brag is Brag.AMBER
    assert judge(late, date(2020, 9, 14), rules).brag is Brag.RED


def test_a_judgement_is_not_overdue_unless_it_says_so():
    assert Judgement(Brag.GREEN, "on track").days_overdue == 0


# --- What the owner reports -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reported", "brag", "reason"),
    [
        ("off_track", Brag.RED, "reported off track by the owner; by the rule Green: on track for 30 September 2020"),
        ("at_risk", Brag.AMBER, "reported at risk by the owner; by the rule Green: on track for 30 September 2020"),
        ("on_track", Brag.GREEN, "on track for 30 September 2020"),
    ],
)
def test_an_owner_may_report_worse_than_the_rule(reported, brag, reason):
    judgement = judge(known(reported=reported), TODAY)

    assert plain(judgement) == (brag, reason, 0)
    assert judgement.ruled is (None if brag is Brag.GREEN else Brag.GREEN)


AT_RISK = {"forecast_date": date(2020, 10, 2)}
BY_RULE = "forecast 2 October 2020, 2 days after the agreed date"


def test_better_than_the_rule_needs_a_reason():
    assert plain(judge(known(**AT_RISK, reported="on_track"), TODAY)) == (Brag.AMBER, BY_RULE, 0)

    judgement = judge(known(**AT_RISK, reported="on_track", why_better="a printer is found"), TODAY)

    assert plain(judgement) == (
        Brag.GREEN,
        f"reported on track by the owner: a printer is found; by the rule Amber: {BY_RULE}",
        0,
    )
    assert judgement.ruled is Brag.AMBER


def test_what_is_overdue_stays_red_and_overdue_whatever_its_owner_reports():
    late = judge(known(agreed_date=date(2020, 9, 4), reported="on_track", why_better="all is well"), TODAY)

    assert plain(late) == (
        Brag.RED,
        "due 4 September 2020, 10 days overdue, no new date agreed; reported on track by the owner: all is well",
        10,
    )


FACTS = st.fixed_dictionaries(
    {
        "agreed_date": st.none() | st.dates(date(2020, 1, 1), date(2021, 12, 31)),
        "forecast_date": st.none() | st.dates(date(2020, 1, 1), date(2022, 12, 31)),
        "late_milestones": st.sampled_from([(), ("Draft",)]),
        "late_awaited": st.sampled_from([(), ("2.1",)]),
    }
)
OF_THE_OWNER = st.fixed_dictionaries(
    {
        "reported": st.sampled_from(["", *Reported.values]),
        "why_better": st.sampled_from(["", "all is well"]),
        "started": st.booleans(),
        "forecast_date": st.none() | st.dates(date(2020, 1, 1), date(2022, 12, 31)),
    }
)


@given(FACTS, OF_THE_OWNER)
def test_nothing_that_an_owner_writes_lessens_lateness_or_makes_blue(facts, owners):
    before, after = judge(Known(**facts), TODAY), judge(Known(**facts | owners), TODAY)

    assert after.days_overdue == before.days_overdue
    assert after.brag is not Brag.BLUE
    assert not before.days_overdue or after.brag is Brag.RED
