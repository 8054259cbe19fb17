"""The page on which an owner updates their actions: what it tells them, and what it takes from whom."""

from datetime import UTC, date, datetime

from improvement.models import Action, Assurance, Milestone, Update
from tests.factories import (
    ActionFactory,
    DateChangeFactory,
    DateRequestFactory,
    MilestoneFactory,
    UpdateFactory,
    UserFactory,
)
from tests.integration.plan.conftest import CLOSED_AT
from tests.integration.plan.owners_page import PAGE, action, owner, typed
from tests.integration.plan.reading import words

__all__ = ["action", "owner"]  # fixtures


def test_what_is_known_stands_beside_what_is_asked(client, owner, action, september):
    """Last month's words, the four dates, milestones, and what others said of it since."""
    at = datetime(2020, 10, 12, 10, tzinfo=UTC)
    last = UpdateFactory(action=action, cycle=september, words="A printer is sought.", reported="at_risk", at=at)
    DateChangeFactory(action=action, to_date=date(2021, 1, 31))
    MilestoneFactory(action=action, title="Draft", done_on=date(2020, 10, 1))
    MilestoneFactory(action=action, title="Final", due_on=date(2020, 12, 1))
    office = UserFactory(job_title="Programme Manager")
    DateRequestFactory(action=action, to_date=date(2021, 6, 30), decision="refused", decided_by=office,
                       decided_at=datetime(2020, 10, 20, 9, tzinfo=UTC), words="That is too late.")  # fmt: skip
    Assurance.objects.create(action=action, outcome="returned", completed_on=date(2020, 10, 2), by=office,
                             at=datetime(2020, 10, 9, 9, tzinfo=UTC), words="A page is missing.")  # fmt: skip

    said = words(client.get(PAGE))

    assert "You, on 12 October, for September: “A printer is sought.” Reported at risk, and we can recover." in said
    assert "Original date 31 December 2020 , agreed 31 January 2021 , moved once by 31 days. Forecast not known" in said
    assert "30 June 2021 was refused by Programme Manager on 20 October 2020: “That is too late.”" in said
    assert "Returned to you by Programme Manager on 9 October 2020: “A page is missing.”" in said
    assert "Final, due 1 December 2020" in said
    assert "1 of 2 are done already." in said

    client.post(PAGE, typed(action, "complete", "The page is there.", seen=last.pk) | {"save": "all"})
    said = words(client.get(PAGE))
    assert "Returned to you" not in said
    assert "was refused" not in said


def test_complete_is_green_until_another_has_assured_it(client, action):
    client.post(PAGE, typed(action, "complete", "Published.") | {"save": "all"})

    assert Action.objects.get().completed_on == date(2020, 11, 9)
    assert "Green Complete since 9 November 2020, not yet assured." in words(client.get("/plan/actions/1.1/"))


def test_what_has_started_is_not_reported_as_not_started_again(client, owner, action, september):
    UpdateFactory(action=action, cycle=september, by=owner)
    seen = Update.objects.get().pk

    response = client.post(PAGE, typed(action, "not_started", seen=seen) | {"save": "all"})

    assert "no longer offered" in words(response)
    assert Update.objects.count() == 1


def test_nobody_updates_what_is_another_s(client, owner, action):
    other = ActionFactory(reference="2.1", owner=UserFactory())

    client.post(PAGE, typed(other) | {"save": "all"})
    client.post(PAGE, typed(other) | {"save": str(other.pk)})

    assert not Update.objects.exists()


def test_a_milestone_of_another_action_is_not_ticked(client, action):
    MilestoneFactory(action=action)
    other = MilestoneFactory()

    client.post(PAGE, typed(action, done=[other.pk]) | {"save": "all"})

    assert Milestone.objects.get(pk=other.pk).done_on is None
    assert not Update.objects.exists()


def test_once_the_cycle_has_closed_nothing_is_saved(client, action, october):
    october.closed_at = CLOSED_AT
    october.save()

    assert "No month is open" in words(client.post(PAGE, typed(action) | {"save": "all"}))
    assert not Update.objects.exists()


def test_whoever_owns_nothing_is_told_so(client, owner):
    assert "No update is due from you" in words(client.get(PAGE))


def test_a_page_of_many_actions_takes_few_queries(client, owner, october, django_assert_max_num_queries):
    for _ in range(25):
        action = ActionFactory(owner=owner)
        MilestoneFactory(action=action)
        UpdateFactory(action=action, cycle=october)

    with django_assert_max_num_queries(20):
        assert client.get(PAGE).status_code == 200
