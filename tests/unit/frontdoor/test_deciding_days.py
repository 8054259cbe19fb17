from datetime import date

import pytest

from frontdoor import deciding_days

FRIDAY, SATURDAY, MONDAY, TUESDAY = (date(2020, 8, day) for day in (7, 8, 10, 11))


@pytest.mark.parametrize(
    ("received", "decided", "taken"),
    [
        (FRIDAY, FRIDAY, 0),
        (FRIDAY, SATURDAY, 0),
        (FRIDAY, MONDAY, 1),
        (FRIDAY, TUESDAY, 2),
        (SATURDAY, MONDAY, 1),
        (SATURDAY, TUESDAY, 2),
        (date(2020, 8, 28), date(2020, 9, 1), 1),  # 31 August 2020 was a bank holiday in England
        (date(2019, 12, 31), date(2020, 1, 2), 1),  # and so is New Year's Day
        (date(2017, 12, 29), date(2020, 1, 2), 507),  # 253 of 2018, 253 of 2019, and one
        (MONDAY, FRIDAY, -1),
        (FRIDAY, None, None),
        (None, FRIDAY, None),
    ],
)
def test_working_days_are_those_after_the_day_received_up_to_the_decision(received, decided, taken):
    assert deciding_days.between(received, decided) == taken


def test_whole_columns_are_worked_out_row_by_row():
    assert deciding_days.taken([FRIDAY, FRIDAY, None], [MONDAY, None, MONDAY]) == [1, None, None]
