"""An action's page tells its whole story, and only that which somebody may see."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import (
    ActionFactory,
    CycleFactory,
    DateChangeFactory,
    DateRequestFactory,
    FundingFactory,
    HoldingFactory,
    MilestoneFactory,
    StandingFactory,
    UpdateFactory,
    UserFactory,
)
from tests.integration.plan.reading import words

PAGE = "/plan/actions/1.1/"


@pytest.fixture
def action(september, october):
    action = ActionFactory(reference="1.1", title="Strategy", original_date=date(2020, 7, 31))
    DateChangeFactory(
        action=action,
        from_date=date(2020, 7, 31),
        to_date=date(2020, 10, 31),
        reason="Consultation postponed",
        agreed_on=date(2020, 7, 28),
    )
    MilestoneFactory(action=action, title="Draft shared", due_on=date(2020, 8, 31), done_on=date(2020, 9, 9))
    MilestoneFactory(action=action, title="Agreed", due_on=date(2020, 10, 20))
    MilestoneFactory(action=action, title="Published", due_on=date(2020, 12, 20))
    return action


def test_its_state_and_all_four_dates_are_told(office, action):
    UpdateFactory(action=action, forecast_date=date(2020, 11, 30), cycle__month=date(2020, 8, 1))

    said = words(office.get(PAGE))

    assert "Red Due 31 October 2020, 9 days overdue, no new date agreed." in said
    assert "Original date 31 July 2020" in said
    assert "Agreed date 31 October 2020 agreed 28 July 2020 by Director of Children" in said
    assert "Forecast 30 November 2020 as the owner expects, not agreed" in said
    assert "Times moved 1 by 92 days" in said


def test_a_date_that_is_asked_for_stands_with_its_reason_and_one_full_stop(office, action):
    head = UserFactory(job_title="Head of Print")
    DateRequestFactory(action=action, to_date=date(2020, 12, 30), reason="The printer comes later.", asked_by=head)

    asked = "Head of Print asked on 6 November 2020 for 30 December 2020, and nobody has decided yet:"
    assert f"{asked} “The printer comes later.” Original date" in words(office.get(PAGE))


def test_milestones_say_how_late_they_are(office, action):
    said = words(office.get(PAGE))

    assert "1 of 3 done" in said
    assert "Draft shared 31 Aug 2020 Done 9 September 2020, nine days late" in said
    assert "Agreed 20 Oct 2020 Overdue 20 days" in said
    assert "Published 20 Dec 2020 Not yet due" in said


def test_a_month_without_an_update_is_missing_and_not_left_out(office, action, september, october):
    StandingFactory(action=action, cycle=september, brag="amber")
    august = CycleFactory(month=date(2020, 8, 1), closed_at=datetime(2020, 9, 20, tzinfo=UTC))
    StandingFactory(action=action, cycle=august, brag="green")
    UpdateFactory(action=action, cycle=august, words="The draft is with staff.")

    response = office.get(PAGE)

    assert [(cycle.month.month, cycle.missing) for cycle in response.context["written"]] == [
        (10, True),
        (9, True),
        (8, False),
    ]
    assert [(month.month.month, month.brag) for month in response.context["months"]] == [
        (8, "green"),
        (9, "amber"),
        (10, "red"),
    ]
    assert "The draft is with staff." in words(response)


def test_what_a_closed_cycle_kept_of_its_updates_is_told_as_it_was(office, action, september, october):
    """In August none was asked, in September the first was late."""
    august = CycleFactory(month=date(2020, 8, 1), closed_at=datetime(2020, 9, 20, tzinfo=UTC))
    july = CycleFactory(month=date(2020, 7, 1), closed_at=datetime(2020, 8, 20, tzinfo=UTC))
    StandingFactory(action=action, cycle=july, updated="missing")
    StandingFactory(action=action, cycle=august, updated="not_asked")
    StandingFactory(action=action, cycle=september, updated="late")
    said = {"action": action, "cycle": september, "reported": "on_track"}
    UpdateFactory(words="Nearly there.", at=datetime(2020, 10, 19, 10, tzinfo=UTC), **said)
    UpdateFactory(words="There.", at=datetime(2020, 10, 20, 10, tzinfo=UTC), why_better="The printer came", **said)
    UpdateFactory(action=action, cycle=october, at=datetime(2020, 11, 5, 10, tzinfo=UTC))

    response = office.get(PAGE)

    told = [(cycle.month.month, cycle.missing, cycle.late) for cycle in response.context["written"]]
    assert told == [(10, False, False), (9, False, True), (7, True, False)]
    post = action.owner.job_title
    assert (
        f"September 2020 , 20 October 2020, {post} There. Reported on track: The printer came. "
        f"September 2020 , 19 October 2020, {post} Late Nearly there. Reported on track." in words(response)
    )


def test_later_months_are_shown_first_and_all_on_asking(office, action):
    for number in range(1, 10):
        cycle = CycleFactory(month=date(2019, number, 1), closed_at=datetime(2019, number + 1, 20, tzinfo=UTC))
        UpdateFactory(action=action, cycle=cycle, words=f"Words of month {number}.")

    assert "Words of month 1." not in words(office.get(PAGE))
    assert "All months, 4 more" in words(office.get(PAGE))
    assert "Words of month 1." in words(office.get(PAGE, {"updates": "all"}))


def test_what_it_waits_for_has_the_state_that_its_own_page_has(office, action, october):
    other = ActionFactory(reference="9.1", original_date=date(2020, 12, 31))
    action.waits_for.add(other)
    UpdateFactory(action=other, cycle=october, reported="off_track", at=datetime(2020, 11, 4, 10, tzinfo=UTC))

    assert "Waits for 9.1 Do what 9.1 says Red" in words(office.get(PAGE))
    assert "Red Reported off track by the owner" in words(office.get("/plan/actions/9.1/"))


def test_what_it_waits_for_and_what_needs_it_is_linked_for_those_who_may_see_it(client, action):
    other, later = ActionFactory(reference="9.1"), ActionFactory(reference="9.2", waits_for=[action])
    action.waits_for.add(other)
    head = HoldingFactory(role="head_of_service", service=action.service).user
    later.service = action.service
    later.save()
    client.force_login(head)

    page = client.get(PAGE).content.decode()

    assert "/plan/actions/9.2/" in page
    assert "/plan/actions/9.1/" not in page
    assert "9.1 Do what 9.1 says" in page
    assert "Green Original and agreed date 31 December 2020 , never moved. Forecast not known." in words(
        client.get(PAGE)
    )


def test_its_money_is_told_to_those_who_may_see_the_whole_plan(office, client, action):
    FundingFactory(action=action, theme=action.theme, purpose="Printing", allocated=1500)
    FundingFactory(action=action, theme=action.theme, purpose="Design", allocated=None)

    assert "Printing Council Deputy Director 15 Jul 2020 £1,500" in words(office.get(PAGE))
    assert "Design Council Deputy Director 15 Jul 2020 not agreed" in words(office.get(PAGE))

    client.force_login(HoldingFactory(role="head_of_service", service=action.service).user)
    assert "Printing" not in words(client.get(PAGE))


def test_the_line_of_dates_says_in_words_what_it_draws(office, action):
    screen, phone = office.get(PAGE).context["lines"]

    said = "Original 31\u00a0July\u00a02020, agreed 31\u00a0October\u00a02020, today 9\u00a0November\u00a02020."
    assert said in screen
    assert said in phone


def test_an_action_of_nobody_is_not_found(office):
    assert office.get("/plan/actions/7.7/").status_code == 404


def test_a_page_takes_few_queries_however_long_the_story(office, action, django_assert_max_num_queries):
    for number in range(1, 40):
        cycle = CycleFactory(
            month=date(2016 + number // 12, number % 12 + 1, 1), closed_at=datetime(2020, 1, 1, tzinfo=UTC)
        )
        UpdateFactory(action=action, cycle=cycle)
        StandingFactory(action=action, cycle=cycle)
        other = ActionFactory()
        action.waits_for.add(other)
        ActionFactory(waits_for=[action])
        UpdateFactory(action=other, cycle=cycle)

    with django_assert_max_num_queries(20):
        office.get(PAGE)
    with django_assert_max_num_queries(20):
        office.get("/plan/")
