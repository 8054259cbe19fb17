"""Expected days are those of the government's list of bank holidays in England, and of a calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisation.working_days import clear_days, first_from, is_working, last_until, publish_by

DAY = timedelta(days=1)
DAYS = st.dates(date(2012, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2020, 5, 8),  # moved from Monday 4 May, for VE Day
        date(2020, 8, 31),
        date(2020, 12, 25),
        date(2020, 12, 28),  # in place of Saturday 26 December
        date(2021, 12, 27),
        date(2021, 12, 28),
        date(2022, 6, 3),
        date(2022, 9, 19),
        date(2023, 5, 8),
    ],
)
def test_nobody_works_on_a_bank_holiday(day):
    assert day.weekday() < 5
    assert not is_working(day)


@pytest.mark.parametrize("day", [date(2020, 5, 4), date(2020, 8, 3), date(2020, 11, 30), date(2020, 12, 24)])
def test_a_holiday_of_another_year_or_nation_is_worked_in_england(day):
    assert is_working(day)


def test_nobody_works_at_a_weekend():
    assert [is_working(date(2020, 10, n)) for n in range(5, 12)] == [True, True, True, True, True, False, False]


def test_the_first_working_day_from_a_holiday_weekend_is_after_it():
    assert first_from(date(2020, 8, 29)) == date(2020, 9, 1)
    assert first_from(date(2020, 9, 1)) == date(2020, 9, 1)


def test_the_last_working_day_until_a_holiday_weekend_is_before_it():
    assert last_until(date(2020, 8, 31)) == date(2020, 8, 28)
    assert last_until(date(2020, 8, 28)) == date(2020, 8, 28)


def test_neither_the_day_of_publication_nor_that_of_the_meeting_is_clear():
    assert clear_days(date(2020, 10, 5), date(2020, 10, 5)) == 0
    assert clear_days(date(2020, 10, 5), date(2020, 10, 6)) == 0
    assert clear_days(date(2020, 10, 5), date(2020, 10, 7)) == 1
    assert clear_days(date(2020, 10, 2), date(2020, 10, 5)) == 0  # a weekend between


@pytest.mark.parametrize(
    ("meeting", "last"),
    [
        (date(2020, 10, 7), date(2020, 9, 29)),
        (date(2020, 11, 4), date(2020, 10, 27)),
        (date(2020, 9, 8), date(2020, 8, 28)),  # 1, 2, 3, 4 and 7 September; 31 August is a holiday, 28 a Friday
        (date(2021, 1, 6), date(2020, 12, 24)),  # 29, 30, 31 December, 4 and 5 January
    ],
)
def test_a_paper_is_published_so_that_five_working_days_lie_before_the_meeting(meeting, last):
    assert publish_by(meeting) == last
    assert clear_days(last, meeting) == 5


def test_another_number_of_clear_days_can_be_asked_for():
    assert publish_by(date(2020, 10, 7), clear=3) == date(2020, 10, 1)
    assert publish_by(date(2020, 10, 7), clear=0) == date(2020, 10, 7)


@given(meeting=DAYS)
def test_no_working_day_after_the_last_leaves_five(meeting):
    last = publish_by(meeting)

    assert is_working(last)
    assert clear_days(last, meeting) >= 5
    later = [last + DAY * n for n in range(1, (meeting - last).days + 1)]
    assert all(clear_days(day, meeting) < 5 for day in later if is_working(day))


@given(day=DAYS)
def test_first_and_last_are_the_nearest_working_days(day):
    first, last = first_from(day), last_until(day)

    assert last <= day <= first
    assert is_working(first)
    assert is_working(last)
    assert not any(is_working(last + DAY * n) for n in range(1, (first - last).days))
