"""The demonstration's owners were sent what they would have been, and a second load sends nothing again."""

from datetime import date

import pytest

from demo.letters import load_letters
from improvement.models import Reminder, UpdateLink
from improvement.reminders.recording import wanted

pytestmark = pytest.mark.xdist_group("demonstration")


def test_owners_had_an_e_mail_when_october_opened_and_two_working_days_before_updates_were_due():
    sent = set(Reminder.objects.exclude(sent_at=None).values_list("kind", "day"))

    assert sent == {("opened", date(2020, 11, 2)), ("due", date(2020, 11, 4))}
    assert not Reminder.objects.filter(sent_at=None).exists()
    assert UpdateLink.objects.count() == Reminder.objects.count() >= 14
    assert not load_letters()


def test_on_the_day_of_the_demonstration_those_who_are_late_are_still_to_be_told():
    letters = wanted(date(2020, 11, 9))[1]

    assert {str(letter.kind) for letter in letters} == {"overdue"}
    late = {letter.person.email.split("@")[0]: letter.actions for letter in letters}
    assert "6.1" in late["head-of-ict"]
    assert {"9.1", "9.2"} <= set(late["domestic-abuse-lead"])
