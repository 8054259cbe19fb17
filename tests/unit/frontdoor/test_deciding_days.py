from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from frontdoor import deciding_days
from frontdoor.models import IN_TIME, Contact
from organisation.working_days import DAY, is_working
from tests.factories import ContactFactory

THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2020, 8, day) for day in range(6, 12))


@pytest.mark.parametrize(
    ("received", "decided", "taken"),
    [
        (FRIDAY, FRIDAY, 0),
        (THURSDAY, SATURDAY, 2),  # after the end of Friday, which was the next working day
        (THURSDAY, SUNDAY, 2),
        (FRIDAY, SATURDAY, 1),
        (FRIDAY, SUNDAY, 1),
        (SATURDAY, SATURDAY, 0),
        (SATURDAY, SUNDAY, 1),
        (FRIDAY, MONDAY, 1),
        (FRIDAY, TUESDAY, 2),
        (SATURDAY, MONDAY, 1),
        (SATURDAY, TUESDAY, 2),
        (date(2020, 8, 28), date(2020, 9, 1), 1),  # 31 August 2020 was a bank holiday in England
        (date(2019, 12, 31), date(2020, 1, 2), 1),  # and so is New Year's Day
        (date(2019, 12, 31), date(2020, 1, 1), 1),
        (date(2019, 12, 30), date(2020, 1, 1), 2),
        (date(2017, 12, 29), date(2020, 1, 2), 507),  # 253 of 2018, 253 of 2019, and one
        (MONDAY, FRIDAY, -1),
        (SATURDAY, FRIDAY, -1),
        (FRIDAY, None, None),
        (None, FRIDAY, None),
    ],
)
def test_working_days_are_those_after_the_day_received_to_the_one_by_whose_end_it_was_decided(received, decided, taken):
    assert deciding_days.between(received, decided) == taken


def test_whole_columns_are_worked_out_row_by_row():
    assert deciding_days.taken([FRIDAY, FRIDAY, None], [MONDAY, None, MONDAY]) == [1, None, None]


@pytest.mark.parametrize("received", [MONDAY + DAY * n for n in range(400)])
def test_within_one_working_day_is_by_the_end_of_the_next(received):
    following = next(day for n in range(1, 9) if is_working(day := received + DAY * n))

    in_time = [n for n in range(15) if deciding_days.between(received, received + DAY * n) <= IN_TIME]

    assert in_time == list(range((following - received).days + 1))


@pytest.mark.django_db
def test_contacts_that_were_loaded_before_are_counted_anew_once():
    """As they stood: working days up to the decision, and no more where it fell on a day off."""
    days = [(THURSDAY, SATURDAY, 1), (FRIDAY, SUNDAY, 0), (FRIDAY, MONDAY, 1), (SATURDAY, SATURDAY, 0)]
    for received, decided, before in days:
        ContactFactory(received_on=received, decided_on=decided, working_days=before)
    ContactFactory(received_on=FRIDAY, decided_on=None)

    import_module("frontdoor.migrations.0012_decisions_on_days_off").count_on(apps, None)

    assert [*Contact.objects.order_by("pk").values_list("working_days", flat=True)] == [2, 1, 1, 0, None]
