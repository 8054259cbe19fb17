from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from improvement.models import Action, Brag, Standing
from tests.factories import (
    AUGUST,
    SEPTEMBER,
    ActionFactory,
    CycleFactory,
    DateChangeFactory,
    FundingFactory,
    MilestoneFactory,
    StandingFactory,
    ThemeFactory,
    UpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_nobody_assures_their_own_work():
    owner = UserFactory()

    with pytest.raises(IntegrityError, match="nobody_assures_their_own_work"):
        ActionFactory(owner=owner, assured=True, assured_by=owner)


def test_somebody_else_assures_complete_work_on_evidence():
    action = ActionFactory(assured=True)

    assert action.assured_by != action.owner


@pytest.mark.parametrize(
    "without", [{"evidence": ""}, {"assured_on": None}, {"completed_on": None}, {"assured_by": None}]
)
def test_assurance_says_who_when_and_on_what_evidence(without):
    with pytest.raises(IntegrityError, match="assured_says_who_when_and_on_what_evidence"):
        ActionFactory(**({"assured": True} | without))


def test_an_action_is_due_after_it_starts():
    with pytest.raises(IntegrityError, match="an_action_is_due_after_it_starts"):
        ActionFactory(starts_on=date(2020, 9, 2), original_date=date(2020, 9, 1))


def test_a_cycle_has_one_standing_of_an_action():
    standing = StandingFactory()

    with pytest.raises(IntegrityError):
        StandingFactory(cycle=standing.cycle, action=standing.action)


def test_a_standing_of_what_is_complete_is_not_overdue():
    with pytest.raises(IntegrityError, match="what_is_complete_is_not_overdue"):
        StandingFactory(completed_on=date(2020, 8, 3), days_overdue=3)


def test_funding_is_not_negative_but_may_be_open():
    assert FundingFactory(allocated=None).allocated is None

    with pytest.raises(IntegrityError, match="funding_is_not_negative"):
        FundingFactory(allocated=Decimal(-1))


def test_actions_come_in_the_order_of_the_plan():
    second, first = ThemeFactory(position=2), ThemeFactory(position=1)
    order = [
        ActionFactory(theme=first, position=1),
        ActionFactory(theme=first, position=2),
        ActionFactory(theme=second, position=1),
    ]

    assert list(Action.objects.all()) == order


@pytest.mark.parametrize("how_many", [1, 5])
def test_the_story_of_any_number_of_actions_is_as_many_queries(how_many, django_assert_num_queries):
    for _ in range(how_many):
        action = ActionFactory(assured=True, waits_for=[ActionFactory()])
        DateChangeFactory(action=action)
        MilestoneFactory(action=action)
        UpdateFactory(action=action)

    with django_assert_num_queries(6):  # actions, changes and who agreed, milestones, updates, what they wait for
        for action in Action.objects.with_story().filter(assured_by__isnull=False):
            assert all([action.theme, action.service, action.owner, action.assured_by])
            assert [change.agreed_by.job_title for change in action.date_changes.all()]
            assert len([*action.milestones.all(), *action.updates.all(), *action.waits_for.all()]) == 3


def test_standings_are_found_by_month():
    august = StandingFactory(cycle=CycleFactory(month=AUGUST))
    StandingFactory(cycle=CycleFactory(month=SEPTEMBER))

    assert list(Standing.objects.of_months(iter([AUGUST]))) == [august]


def test_records_are_named_for_people():
    action = ActionFactory(reference="A1", title="Recruit", theme=ThemeFactory(code="A", title="Workforce"))

    assert str(action) == "A1 Recruit"
    assert str(action.theme) == "A Workforce"
    assert str(DateChangeFactory(action=action, to_date=date(2021, 1, 31))) == "A1 to 31 January 2021"
    assert str(MilestoneFactory(action=action, title="Advertise")) == "Advertise"
    assert str(UpdateFactory(action=action)) == "A1, 03 September 2020"
    assert str(FundingFactory(purpose="Recruitment")) == "Recruitment"
    assert str(StandingFactory(action=action, brag=Brag.RED)) == "A1: Red"
