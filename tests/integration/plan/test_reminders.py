"""Who is reminded of what on a day, worked by hand from the rules."""

from datetime import UTC, date, datetime

from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from improvement.models.reminder import Kind
from improvement.reminders import recording as reminders
from tests.factories import ActionFactory, CycleFactory, MeasureFactory, MilestoneFactory, UpdateFactory, UserFactory
from tests.integration.plan.reminding import OPENED_ON, action, manager, office_person, owner, run, said, was_sent

__all__ = ["action", "manager", "office_person", "owner"]  # fixtures


def test_when_the_month_opens_each_owner_gets_one_e_mail_of_all_their_actions(owner, action):
    ActionFactory(reference="1.2", owner=owner)
    ActionFactory(reference="2.1", owner=UserFactory(job_title="Head of ICT"))
    ActionFactory(reference="3.1", owner=UserFactory(is_active=False))
    ActionFactory(reference="4.1", owner=None)
    ActionFactory(reference="5.1", owner=UserFactory(), complete=True)

    assert said(date(2020, 10, 31)) == said(date(2020, 11, 1)) == []
    assert said(OPENED_ON) == [("opened", "Head of Early Help", "1.1 1.2"), ("opened", "Head of ICT", "2.1")]


def test_a_run_that_was_missed_is_made_up_for_and_an_update_that_is_written_asks_for_nothing(owner, action, october):
    assert said(date(2020, 11, 5)) == [("opened", "Head of Early Help", "1.1")]

    UpdateFactory(action=action, cycle=october, at=datetime(2020, 11, 4, 10, tzinfo=UTC))

    assert said(date(2020, 11, 5)) == []
    assert said(date(2020, 11, 3)) == [("opened", "Head of Early Help", "1.1")]


def test_two_working_days_before_updates_are_due_the_missing_ones_are_named(owner, action, october):
    was_sent(Kind.OPENED, owner, october)
    other = ActionFactory(reference="1.2", owner=owner, original_date=date(2021, 3, 31))
    UpdateFactory(action=other, cycle=october, at=datetime(2020, 11, 3, 10, tzinfo=UTC))

    days = {day: said(date(2020, 11, day)) for day in (3, 4, 5, 6)}

    assert days == {3: [], 4: [("due", "Head of Early Help", "1.1")], 5: [], 6: []}


def test_a_date_is_named_once_when_it_comes_within_a_week(owner, october):
    was_sent(Kind.OPENED, owner, october)
    agreed = ActionFactory(reference="1.1", owner=owner, original_date=date(2020, 12, 27))  # a Sunday
    step = ActionFactory(reference="1.2", owner=owner, original_date=date(2021, 3, 31))
    MilestoneFactory(action=step, due_on=date(2020, 12, 22))
    MilestoneFactory(action=step, due_on=date(2020, 12, 23), done_on=date(2020, 12, 1))
    for each in (agreed, step):
        UpdateFactory(action=each, cycle=october, at=datetime(2020, 11, 3, 10, tzinfo=UTC))

    named = {day: said(date(2020, 12, day))[:1] for day in range(14, 25)}

    assert {day: letters for day, letters in named.items() if letters} == {
        15: [("due", "Head of Early Help", "1.2")],
        21: [("due", "Head of Early Help", "1.1")],  # Monday, for the Saturday and Sunday in between too
    }


def test_what_is_overdue_is_named_on_the_next_working_day_and_every_fifth_after_christmas_too(owner):
    november = CycleFactory(month=date(2020, 11, 1), opened_on=date(2020, 12, 1))  # due on Monday 7 December
    ActionFactory(reference="1.1", owner=owner, original_date=date(2021, 3, 31), added_on=date(2020, 1, 6))
    was_sent(Kind.OPENED, owner, november, date(2020, 12, 1))

    letters = {day: said(date(2020, 12, day)) for day in range(7, 32)}

    overdue = [day for day, found in letters.items() if ("overdue", "Head of Early Help", "1.1") in found]
    # after the 22nd: 23, 24, then (25, and 28 in place of 26, are holidays) 29, 30, 31
    assert overdue == [8, 15, 22, 31]


def test_an_action_past_its_agreed_date_is_named_on_the_working_day_after_and_with_what_is_missing(owner, october):
    was_sent(Kind.OPENED, owner, october)
    late = ActionFactory(reference="1.1", owner=owner, original_date=date(2020, 11, 13))  # a Friday
    UpdateFactory(action=late, cycle=october, at=datetime(2020, 11, 3, 10, tzinfo=UTC))

    named = [day for day in range(9, 28) if ("overdue", "Head of Early Help", "1.1") in said(date(2020, 11, day))]

    assert named == [16, 23]  # the working day after its date, which is also the sixth after 6 November; and a week on


def test_an_owners_manager_is_told_once_of_all_their_people_and_the_office_of_those_without(
    owner, action, manager, october, office_person
):
    ActionFactory(reference="2.1", owner=UserFactory(job_title="Head of ICT", manager=manager))
    ActionFactory(reference="3.1", owner=UserFactory(job_title="Inspector", body="Ashdale Police"))
    written = ActionFactory(reference="4.1", owner=UserFactory(manager=manager))
    late = ActionFactory(
        reference="5.1", original_date=date(2020, 10, 30), owner=UserFactory(job_title="Head of QA", manager=manager)
    )
    for one in (written, late):
        UpdateFactory(action=one, cycle=october, at=datetime(2020, 11, 3, 10, tzinfo=UTC))

    def managers(day):
        return [letter for letter in said(day) if letter[0] == "manager"]

    assert managers(date(2020, 11, 12)) == []  # Thursday, the fourth working day after they were due
    both = [("manager", "Deputy Director", "1.1 2.1 5.1"), ("manager", "Programme Manager", "3.1")]
    assert managers(date(2020, 11, 13)) == managers(date(2020, 11, 16)) == both
    assert managers(date(2020, 11, 14)) == []

    was_sent(Kind.MANAGER, manager, october, date(2020, 11, 13))
    assert managers(date(2020, 11, 20)) == both[1:]


def test_a_number_that_is_missing_is_asked_for_like_an_update(owner, manager, october):
    MeasureFactory(name="Children waiting", owner=owner)

    day = date(2020, 11, 2)
    assert [(each.kind, each.actions, each.measures) for each in reminders.wanted(day)[1]] == [
        ("opened", (), ("Children waiting",))
    ]
    assert "Head of Early Help: Children waiting" in run("--on", "2020-11-02")
    assert "Children waiting\n  A number to enter" in mail.outbox[0].body
    assert mail.outbox[0].subject == "October 2020: update your number"
    told = {str(each.kind): each.measures for each in reminders.wanted(date(2020, 11, 13))[1]}
    assert told == {"manager": ("Children waiting",)}


def test_a_closed_cycle_reminds_nobody(action, october):
    october.closed_at = datetime(2020, 11, 3, 10, tzinfo=UTC)
    october.save()

    assert said(OPENED_ON) == []


def test_it_takes_the_same_few_queries_whatever_the_number_of_owners(owner, action, october):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            reminders.wanted(OPENED_ON)
        return len(captured)

    first = asked()
    for _ in range(4):
        other = ActionFactory(owner__manager=UserFactory())
        MilestoneFactory(action=other)
        UpdateFactory(action=other)

    assert asked() == first
