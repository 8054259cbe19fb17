from datetime import UTC, date, datetime, timedelta

import pytest

from history.models import Entry
from improvement.closing import AlreadyClosed, close_cycle, previous_standings
from improvement.models import Action, Brag, Standing
from tests.factories import (
    AUGUST,
    SEPTEMBER,
    ActionFactory,
    CycleFactory,
    DateChangeFactory,
    MilestoneFactory,
    RecommendationFactory,
    RiskFactory,
    StandingFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SIGNED = datetime(2020, 9, 14, 15, tzinfo=UTC)
LATER = datetime(2020, 10, 12, 15, tzinfo=UTC)


@pytest.fixture
def director():
    return UserFactory(job_title="Director of Children's Services")


@pytest.fixture
def august():
    return CycleFactory(month=AUGUST)


def states(cycle):
    return dict(Standing.objects.filter(cycle=cycle).values_list("action__reference", "brag"))


def test_a_standing_is_written_for_each_action_as_it_is_on_the_day(august, director):
    ActionFactory(reference="A1", original_date=date(2020, 9, 13))
    ActionFactory(reference="A2", original_date=date(2020, 9, 14))
    ActionFactory(reference="A3", added_on=date(2020, 9, 15))

    written = close_cycle(cycle=august, by=director, at=SIGNED)

    august.refresh_from_db()
    assert august.closed_at == SIGNED
    assert states(august) == {"A1": Brag.RED, "A2": Brag.GREEN}
    assert {standing.judged_on for standing in written} == {date(2020, 9, 14)}
    assert all(standing.pk for standing in written)


def test_the_day_is_the_one_in_england(august, director):
    ActionFactory(reference="A1", original_date=date(2020, 9, 14))

    close_cycle(cycle=august, by=director, at=datetime(2020, 9, 14, 23, 30, tzinfo=UTC))

    assert states(august) == {"A1": Brag.RED}


def test_who_closed_it_is_kept(august, director):
    ActionFactory.create_batch(2)

    close_cycle(cycle=august, by=director, at=SIGNED)

    entry = Entry.objects.about(august).get()
    assert (entry.verb, entry.by, entry.at, entry.words) == ("closed", director, SIGNED, "2 standings written")


def test_a_cycle_is_closed_once(august, director):
    ActionFactory()
    close_cycle(cycle=august, by=director, at=SIGNED)
    ActionFactory()

    with pytest.raises(AlreadyClosed) as refusal:
        close_cycle(cycle=august, by=director, at=LATER)

    assert str(refusal.value) == "The cycle of August 2020 is closed already."
    assert Standing.objects.count() == 1
    assert Entry.objects.count() == 1
    august.refresh_from_db()
    assert august.closed_at == SIGNED


def test_what_happens_to_an_action_later_does_not_alter_what_was_said(august, director):
    action = ActionFactory(reference="A1", original_date=date(2020, 8, 31), theme=ThemeFactory(code="A"))
    [written] = close_cycle(cycle=august, by=director, at=SIGNED)
    kept = Standing.objects.values().get()

    DateChangeFactory(action=action, to_date=date(2020, 12, 31), agreed_on=date(2020, 9, 1))  # backdated
    Action.objects.update(
        completed_on=date(2020, 9, 2), theme=ThemeFactory(code="B"), original_date=date(2020, 12, 1), owner=director
    )

    assert Standing.objects.values().get() == kept
    assert kept["brag"] == Brag.RED
    assert kept["theme_id"] == written.theme_id != ThemeFactory(code="B").pk


def test_the_next_cycle_remembers_the_state_and_marks_what_moved_since(august, director):
    moved = ActionFactory(reference="A1", original_date=date(2020, 8, 31))
    DateChangeFactory(action=moved, to_date=date(2020, 9, 10), agreed_on=date(2020, 8, 20))
    still = ActionFactory(reference="A2")
    DateChangeFactory(action=still, agreed_on=date(2020, 8, 20))
    close_cycle(cycle=august, by=director, at=SIGNED)
    DateChangeFactory(action=moved, to_date=date(2020, 11, 30), agreed_on=date(2020, 9, 21))
    new = ActionFactory(reference="A3", added_on=date(2020, 9, 21))
    september = CycleFactory(month=SEPTEMBER)

    close_cycle(cycle=september, by=director, at=LATER)

    found = Standing.objects.filter(cycle=september)
    assert {s.action.reference: (s.previous, s.brag, s.moves, s.moved_now) for s in found} == {
        "A1": (Brag.RED, Brag.GREEN, 2, True),
        "A2": (Brag.GREEN, Brag.GREEN, 1, False),
        new.reference: ("", Brag.GREEN, 0, False),
    }


def test_the_cycle_before_is_the_last_closed_one():
    july = StandingFactory(cycle=CycleFactory(month=date(2020, 7, 1), closed_at=datetime(2020, 8, 10, tzinfo=UTC)))
    StandingFactory(cycle=CycleFactory(month=date(2020, 6, 1), closed_at=datetime(2020, 7, 10, tzinfo=UTC)))
    CycleFactory(month=AUGUST)

    september, june = CycleFactory(month=SEPTEMBER), CycleFactory(month=date(2020, 6, 1))
    assert previous_standings([september, june]) == {september.pk: {july.action_id: july}, june.pk: {}}


def test_a_date_agreed_on_the_day_of_a_close_counts_as_moved_in_the_next_cycle(august, director):
    action = ActionFactory(original_date=date(2020, 12, 1))
    close_cycle(cycle=august, by=director, at=SIGNED)
    DateChangeFactory(action=action, to_date=date(2020, 12, 31), agreed_on=SIGNED.date())

    [standing] = close_cycle(cycle=CycleFactory(month=SEPTEMBER), by=director, at=SIGNED + timedelta(days=28))

    assert (standing.moves, standing.moved_now) == (1, True)


def test_a_reason_with_many_late_milestones_is_cut_to_what_a_standing_holds(august, director):
    action = ActionFactory()
    for n in range(6):
        MilestoneFactory(action=action, title=f"Step {n}: " + "settle every detail " * 7, due_on=date(2020, 9, 1))

    [standing] = close_cycle(cycle=august, by=director, at=SIGNED)

    standing.refresh_from_db()
    assert standing.reason.startswith("late milestone: Step 0: settle every detail")
    assert standing.reason.endswith(" …")
    assert len(standing.reason) <= Standing._meta.get_field("reason").max_length


@pytest.mark.parametrize("how_many", [1, 8])
def test_a_close_is_as_many_queries_for_any_number_of_actions(
    how_many, august, director, django_assert_max_num_queries
):
    ActionFactory.create_batch(how_many)
    RiskFactory.create_batch(how_many)
    RecommendationFactory.create_batch(how_many)

    with django_assert_max_num_queries(26):
        close_cycle(cycle=august, by=director, at=SIGNED)
