"""The demonstration's owners were sent what they would have been, and a second load sends nothing again."""

from collections import Counter
from datetime import date

import pytest

from demo.letters import load_letters
from improvement.models import Reminder, UpdateLink
from improvement.reminders import wanted

pytestmark = pytest.mark.xdist_group("demonstration")


def test_owners_had_an_e_mail_when_october_opened_and_two_working_days_before_updates_were_due():
    sent = Counter(Reminder.objects.exclude(sent_at=None).values_list("kind", "day"))

    assert sent == {("opened", date(2020, 11, 2)): 7, ("due", date(2020, 11, 4)): 7}
    assert Reminder.objects.filter(sent_at=None).count() == 0
    assert UpdateLink.objects.count() == 14
    assert not load_letters()


def test_on_the_day_of_the_demonstration_those_who_are_late_are_still_to_be_told():
    late = [(str(letter.kind), letter.person.email.split("@")[0]) for letter in wanted(date(2020, 11, 9))[1]]

    assert late == [
        ("overdue", "domestic-abuse-lead"),
        ("overdue", "head-of-early-help"),
        ("overdue", "head-of-ict"),
        ("overdue", "head-of-workforce"),
        ("overdue", "principal-social-worker"),
    ]
