"""Figures of the plan, in cycles that are closed, open and absent."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from figures.counting import records
from figures.reader import Reader
from figures.registry import figure
from improvement.counting import current_standings
from improvement.models import Action, Brag
from organisation.scopes import scope
from tests.factories import (
    AUGUST,
    SEPTEMBER,
    ActionFactory,
    CouncilFactory,
    CycleFactory,
    DateChangeFactory,
    FundingFactory,
    ServiceFactory,
    StandingFactory,
    TeamFactory,
    ThemeFactory,
    UpdateFactory,
    UserFactory,
    load_of,
)

pytestmark = pytest.mark.django_db

OCTOBER = date(2020, 10, 1)
PLAYS_ON = date(2020, 11, 9)
ACTIONS, OVERDUE = figure("improvement.actions"), figure("improvement.overdue")
CHANGED, MOVED = figure("improvement.state_changed"), figure("improvement.dates_moved")
FUNDING = figure("improvement.funding_allocated")
DAYS, MISSING = figure("improvement.days_overdue"), figure("improvement.updates_missing")
ON_TIME, BLUE = figure("improvement.updated_on_time"), figure("improvement.blue_with_evidence")


@pytest.fixture
def closed():
    return CycleFactory(month=SEPTEMBER, closed_at=datetime(2020, 10, 26, 15, tzinfo=UTC))


@pytest.fixture
def open_cycle():
    CouncilFactory(plays_on=PLAYS_ON)
    return CycleFactory(month=OCTOBER)


def counted(toy, month, **options):
    return Reader().reading(toy, month, **options).counted


def split(toy, month, by, part=None):
    return {reading.by[0][1]: reading.counted for reading in Reader().readings(toy, [month], part, [by])}


# --- Closed -----------------------------------------------------------------------------------------------------------


def test_a_closed_cycle_counts_what_it_said(closed):
    for state in (Brag.RED, Brag.RED, Brag.BLUE):
        StandingFactory(cycle=closed, brag=state, action__original_date=date(2020, 3, 31))
    StandingFactory(cycle=CycleFactory(month=AUGUST), brag=Brag.AMBER)

    assert counted(ACTIONS, SEPTEMBER) == 3
    assert split(ACTIONS, SEPTEMBER, "brag") == {"red": 2, "amber": 0, "green": 0, "blue": 1, "grey": 0}


def test_an_action_without_a_standing_was_not_there_then(closed):
    ActionFactory()

    assert counted(ACTIONS, SEPTEMBER) == 0


def test_overdue_is_past_its_agreed_date_and_not_merely_red(closed):
    StandingFactory(cycle=closed, brag=Brag.RED, days_overdue=1)
    StandingFactory(cycle=closed, brag=Brag.RED, days_overdue=0)
    StandingFactory(cycle=closed, brag=Brag.AMBER)

    assert counted(OVERDUE, SEPTEMBER) == 1
    assert split(OVERDUE, SEPTEMBER, "brag")["red"] == 1


def test_a_changed_state_is_another_than_that_of_the_cycle_before(closed):
    for before, now in (("", Brag.RED), (Brag.RED, Brag.RED), (Brag.RED, Brag.GREEN), (Brag.GREEN, Brag.AMBER)):
        StandingFactory(cycle=closed, previous=before, brag=now)

    assert counted(CHANGED, SEPTEMBER) == 2


def test_moved_dates_are_those_of_the_cycle(closed):
    StandingFactory(cycle=closed, moves=2, moved_now=True)
    StandingFactory(cycle=closed, moves=2, moved_now=False)

    assert counted(MOVED, SEPTEMBER) == 1


def test_a_breakdown_follows_the_theme_and_service_of_the_standing(closed):
    workforce, door = ThemeFactory(code="W", position=1), ThemeFactory(code="D", position=2)
    duty, homes = ServiceFactory(slug="duty"), ServiceFactory(slug="homes")
    StandingFactory(cycle=closed, theme=door, service=duty, action__theme=workforce, action__service=homes)
    StandingFactory(cycle=closed, action__theme=workforce, action__service=homes)
    StandingFactory(cycle=closed, action__theme=workforce, action__service=homes)

    assert split(ACTIONS, SEPTEMBER, "theme") == {"W": 2, "D": 1}
    assert split(ACTIONS, SEPTEMBER, "service") == {"duty": 1, "homes": 2}
    assert counted(ACTIONS, SEPTEMBER, scope=scope("homes")) == 2


def test_a_breakdown_by_owner_follows_who_owned_it_then(closed):
    then, now = UserFactory(job_title="Head of Duty"), UserFactory(job_title="Head of Homes")
    StandingFactory(cycle=closed, owned_by=then, action__owner=now)
    StandingFactory(cycle=closed, owned_by=None, action__owner=now)  # as written before owners were kept

    assert split(ACTIONS, SEPTEMBER, "owner") == {str(then.pk): 1, str(now.pk): 0, "not_recorded": 1}
    assert [value.label for value in ACTIONS.dimension("owner").values(None)] == ["Head of Duty", "Head of Homes"]


def test_owners_of_one_job_title_are_told_apart_by_name():
    for name in ("Zoe Amin", "Ann Bell"):
        ActionFactory(owner=UserFactory(job_title="Team manager", name=name))

    labels = [value.label for value in ACTIONS.dimension("owner").values(None)]

    assert labels == ["Team manager, Ann Bell", "Team manager, Zoe Amin"]


def test_days_overdue_add_up(closed):
    door = ThemeFactory(code="D", position=1)
    StandingFactory(cycle=closed, brag=Brag.RED, days_overdue=9, action__theme=door)
    StandingFactory(cycle=closed, brag=Brag.RED, days_overdue=70, action__theme=door)
    StandingFactory(cycle=closed, days_overdue=0, action__theme=ThemeFactory(code="W", position=2))

    assert counted(DAYS, SEPTEMBER) == 79
    assert split(DAYS, SEPTEMBER, "theme") == {"D": 79, "W": 0}


def test_days_late_of_what_is_complete_add_up(closed):
    for days in (9, 70):
        StandingFactory(cycle=closed, updated="on_time", completed_on=date(2020, 9, 20), days_late=days)
    StandingFactory(cycle=closed, updated="on_time", brag=Brag.RED, days_overdue=5)

    assert counted(figure("improvement.days_late"), SEPTEMBER) == 79


def test_updates_on_time_are_a_share_of_those_asked_for(closed):
    for says in ("on_time", "on_time", "late", "missing", "not_asked"):
        StandingFactory(cycle=closed, updated=says)

    reading = Reader().reading(ON_TIME, SEPTEMBER)

    assert (reading.counted, reading.of, reading.value) == (2, 4, 50)
    assert counted(MISSING, SEPTEMBER) == 1


def test_a_month_whose_standings_do_not_say_whether_they_were_updated_has_no_data(closed):
    StandingFactory(cycle=closed, updated="")
    StandingFactory(cycle=CycleFactory(month=AUGUST, closed_at=datetime(2020, 9, 28, 15, tzinfo=UTC)), updated="late")

    for toy in (ON_TIME, MISSING, BLUE):
        august, september = Reader().readings(toy, [AUGUST, SEPTEMBER])
        assert (august.counted, september.counted) == (0, None)
    assert counted(ACTIONS, SEPTEMBER) == 1


def test_blue_counts_where_its_evidence_stands(closed):
    done = {"completed_on": date(2020, 9, 4), "updated": "not_asked"}
    StandingFactory(cycle=closed, brag=Brag.BLUE, with_evidence=True, **done)
    StandingFactory(cycle=closed, brag=Brag.BLUE, with_evidence=False, **done)
    StandingFactory(cycle=closed, brag=Brag.GREEN, with_evidence=True, **done)
    StandingFactory(cycle=closed, brag=Brag.GREEN, with_evidence=True, updated="on_time")

    reading = Reader().reading(BLUE, SEPTEMBER)

    assert (reading.counted, reading.of) == (1, 3)


def test_the_plan_is_not_counted_for_a_team(closed):
    StandingFactory(cycle=closed)
    TeamFactory(slug="east")

    assert counted(ACTIONS, SEPTEMBER, scope=scope("east")) is None
    assert counted(FUNDING, SEPTEMBER, scope=scope("east")) is None


def test_a_closed_cycle_is_as_old_as_its_close_and_rests_on_the_plan_loaded_by_then(closed):
    january, september = load_of("plan", date(2020, 1, 1)), load_of("plan", SEPTEMBER)
    load_of("plan", OCTOBER)

    reading = Reader().reading(ACTIONS, SEPTEMBER)

    assert reading.as_at == date(2020, 10, 26)
    assert reading.loads == (january.pk, september.pk)


# --- Absent -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "toy",
    [ACTIONS, OVERDUE, DAYS, CHANGED, MOVED, ON_TIME, MISSING, BLUE, FUNDING],
    ids=lambda toy: toy.key,
)
def test_a_month_without_a_cycle_has_no_data(toy):
    ActionFactory()
    FundingFactory()

    reading = Reader().reading(toy, SEPTEMBER)

    assert (reading.counted, reading.as_at) == (None, None)
    assert {part.counted for part in Reader().readings(toy, [SEPTEMBER], by=["theme"])} == {None}


def test_a_month_without_a_cycle_has_no_records():
    ActionFactory()

    assert list(records(ACTIONS.counted[0], SEPTEMBER, None, {})) == []


# --- Open -------------------------------------------------------------------------------------------------------------


def test_an_open_cycle_is_judged_on_the_day_that_the_council_plays(open_cycle):
    ActionFactory(reference="A1", original_date=date(2020, 11, 8))
    ActionFactory(reference="A2", original_date=date(2020, 11, 9))
    ActionFactory(reference="A3", added_on=date(2020, 11, 10))

    assert counted(ACTIONS, OCTOBER) == 2
    assert split(ACTIONS, OCTOBER, "brag") == {"red": 1, "amber": 0, "green": 1, "blue": 0, "grey": 0}
    assert counted(OVERDUE, OCTOBER) == 1
    assert Reader().reading(ACTIONS, OCTOBER).as_at == PLAYS_ON


def test_an_open_cycle_says_what_is_updated_assured_and_by_whom_so_far(open_cycle):
    """Its updates are due on Friday 6 November."""
    owner = UserFactory()
    written, late, _, done = (ActionFactory(owner=owner, original_date=date(2020, 10, day)) for day in (5, 6, 7, 8))
    UpdateFactory(action=written, cycle=open_cycle, at=datetime(2020, 11, 6, 9, tzinfo=UTC))
    UpdateFactory(action=late, cycle=open_cycle, at=datetime(2020, 11, 7, 9, tzinfo=UTC))
    Action.objects.filter(pk=done.pk).update(
        completed_on=date(2020, 9, 20), evidence="Minutes", assured_by=UserFactory(), assured_on=date(2020, 9, 21)
    )

    reading = Reader().reading(ON_TIME, OCTOBER)

    assert (reading.counted, reading.of) == (1, 3)
    assert counted(MISSING, OCTOBER) == 1
    assert counted(DAYS, OCTOBER) == 35 + 34 + 33
    assert split(DAYS, OCTOBER, "owner")[str(owner.pk)] == 102
    assert Reader().reading(BLUE, OCTOBER).value == 100


def test_an_open_cycle_follows_its_actions(open_cycle):
    action = ActionFactory(original_date=date(2020, 11, 8))
    assert counted(OVERDUE, OCTOBER) == 1

    DateChangeFactory(action=action, to_date=date(2020, 12, 31), agreed_on=date(2020, 11, 2))

    assert counted(OVERDUE, OCTOBER) == 0
    assert counted(MOVED, OCTOBER) == 1


def test_an_open_cycle_compares_with_the_last_closed_one(closed, open_cycle):
    moved = ActionFactory(original_date=date(2020, 11, 8))
    StandingFactory(cycle=closed, action=moved, brag=Brag.GREEN, judged_on=date(2020, 10, 26))
    same = ActionFactory()
    StandingFactory(cycle=closed, action=same, brag=Brag.GREEN, judged_on=date(2020, 10, 26), moves=1)
    DateChangeFactory(action=same, agreed_on=date(2020, 10, 20))

    assert counted(CHANGED, OCTOBER) == 1
    assert counted(MOVED, OCTOBER) == 0


def test_closed_and_open_months_are_read_together(closed, open_cycle):
    StandingFactory(cycle=closed, brag=Brag.BLUE)

    readings = Reader().readings(ACTIONS, [AUGUST, SEPTEMBER, OCTOBER])

    assert [reading.counted for reading in readings] == [None, 1, 1]


def test_an_open_cycle_breaks_down_and_has_scopes(open_cycle):
    duty, homes = ServiceFactory(slug="duty"), ServiceFactory(slug="homes")
    ActionFactory(service=duty, theme=ThemeFactory(code="W", position=1))
    ActionFactory.create_batch(2, service=homes, theme=ThemeFactory(code="D", position=2))
    TeamFactory(slug="east", service=duty)

    assert split(ACTIONS, OCTOBER, "service") == {"duty": 1, "homes": 2}
    assert split(ACTIONS, OCTOBER, "theme") == {"W": 1, "D": 2}
    assert counted(ACTIONS, OCTOBER, scope=scope("duty")) == 1
    assert split(ACTIONS, OCTOBER, "theme", scope("homes")) == {"W": 0, "D": 2}
    assert counted(ACTIONS, OCTOBER, scope=scope("east")) is None


def test_records_are_standings_of_a_closed_cycle_and_actions_of_an_open_one(closed, open_cycle):
    standing = StandingFactory(cycle=closed, action__original_date=date(2020, 3, 31), days_overdue=9)
    term = OVERDUE.counted[0]

    assert list(records(term, SEPTEMBER, None, {})) == [(f"improvement.standing:{standing.pk}", 1, 1)]
    assert list(records(term, OCTOBER, None, {"theme": standing.theme.code})) == [
        (f"improvement.action:{standing.action_id}", 1, 1)
    ]
    assert list(records(term, OCTOBER, None, {"brag": "green"})) == []


def test_current_standings_are_written_ones_or_what_they_would_be(closed, open_cycle):
    standing = StandingFactory(cycle=closed)

    assert current_standings(closed) == [standing]
    assert [(each.pk, each.action) for each in current_standings(open_cycle)] == [(None, standing.action)]


def test_cycles_left_open_do_not_each_ask_again(open_cycle):
    ActionFactory.create_batch(3)
    for month in (AUGUST, SEPTEMBER):
        CycleFactory(month=month)

    def queries(months):
        with CaptureQueriesContext(connection) as captured:
            Reader().readings(ACTIONS, months)
        return len(captured)

    assert queries([OCTOBER]) == queries([AUGUST, SEPTEMBER, OCTOBER])


# --- Funding ----------------------------------------------------------------------------------------------------------


def test_funding_is_what_was_decided_by_the_end_of_the_month(closed):
    CycleFactory(month=AUGUST)
    FundingFactory(allocated=Decimal(900000), decided_on=date(2020, 2, 20))
    FundingFactory(allocated=Decimal("250000.50"), decided_on=date(2020, 8, 31))
    FundingFactory(allocated=Decimal(40000), decided_on=date(2020, 9, 1))
    FundingFactory(allocated=None, decided_on=date(2020, 2, 20))

    readings = Reader().readings(FUNDING, [AUGUST, SEPTEMBER])

    assert [reading.counted for reading in readings] == [Decimal("1150000.50"), Decimal("1190000.50")]


def test_funding_breaks_down_by_theme(closed):
    workforce, door = ThemeFactory(code="W", position=1), ThemeFactory(code="D", position=2)
    kept = FundingFactory(theme=workforce, allocated=Decimal(5))
    FundingFactory(theme=door, allocated=Decimal(7))
    ThemeFactory(code="N", position=3)

    assert split(FUNDING, SEPTEMBER, "theme") == {"W": 5, "D": 7, "N": 0}
    assert list(records(FUNDING.counted[0], SEPTEMBER, None, {"theme": "W"})) == [
        (f"improvement.funding:{kept.pk}", Decimal(5), 1)
    ]


def test_funding_without_an_amount_is_no_record():
    FundingFactory(allocated=None)

    assert list(records(FUNDING.counted[0], SEPTEMBER, None, {})) == []
