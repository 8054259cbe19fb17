from datetime import date

import pytest

from figures import months
from tests.factories import AUGUST, SEPTEMBER


def test_a_month_is_read_and_written_as_year_and_number():
    assert months.parse("2020-08") == AUGUST
    assert months.code(AUGUST) == "2020-08"


@pytest.mark.parametrize(
    "text",
    ["", "2020", "2020-13", "2020-00", "2020-8", "20-08", "2020/08", "2020-08-01", "August", "2020-+8", "2020- 8",
     "0000-01", "0001-01", "٢٠٢٠-٠٨"],
)  # fmt: skip
def test_anything_else_is_refused_with_a_sentence(text):
    with pytest.raises(months.NotAMonth) as refusal:
        months.parse(text)

    assert str(refusal.value) == f"'{text}' is not a month. Write year and month, for example 2020-08."


def test_months_and_days_are_named_in_english_and_stay_on_one_line():
    assert months.name(AUGUST) == "August 2020"
    assert months.short(SEPTEMBER) == "Sep 2020"
    assert months.day(date(2020, 8, 5)) == "5\u00a0August\u00a02020"
    assert months.short_day(date(2020, 12, 31)) == "31\u00a0Dec\u00a02020"


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, AUGUST), (1, SEPTEMBER), (4, date(2020, 12, 1)), (5, date(2021, 1, 1)), (-8, date(2019, 12, 1)),
     (-12, date(2019, 8, 1)), (17, date(2022, 1, 1))],
)  # fmt: skip
def test_months_are_added_across_years(count, expected):
    assert months.add(AUGUST, count) == expected


@pytest.mark.parametrize(
    ("month", "last"),
    [(date(2020, 2, 1), date(2020, 2, 29)), (date(2021, 2, 1), date(2021, 2, 28)), (SEPTEMBER, date(2020, 9, 30))],
)
def test_the_last_day_minds_leap_years(month, last):
    assert months.last_day(month) == last


def test_a_rolling_year_ends_with_the_month():
    year = months.up_to(AUGUST, 12)

    assert (year[0], year[-1], len(year)) == (date(2019, 9, 1), AUGUST, 12)
    assert months.up_to(AUGUST, 1) == [AUGUST]


def test_every_month_from_one_to_another():
    assert months.since(date(2019, 12, 1), date(2020, 2, 1)) == [date(2019, 12, 1), date(2020, 1, 1), date(2020, 2, 1)]
    assert months.since(AUGUST, AUGUST) == [AUGUST]


def test_windows_that_overlap_need_each_month_once():
    needed = months.spanning([SEPTEMBER, AUGUST], 3)

    assert needed == [date(2020, 6, 1), date(2020, 7, 1), AUGUST, SEPTEMBER]
