from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pages.fields import DateInput, real_day


def first_day(**options) -> DateInput:
    return DateInput(noun="the first day", **options)


def test_three_parts_are_a_day():
    assert first_day().clean(["9", "11", "2020"]) == date(2020, 11, 9)
    assert first_day().clean([" 09 ", "02", "2024"]) == date(2024, 2, 9)


@pytest.mark.parametrize(
    ("typed", "message", "parts"),
    [
        (["", "", ""], "Enter the first day", ["day", "month", "year"]),
        (None, "Enter the first day", ["day", "month", "year"]),
        (["9", "", "2020"], "The first day must include a month", ["month"]),
        (["", "11", ""], "The first day must include a day and year", ["day", "year"]),
        (["31", "2", "2020"], "The first day must be a real date", ["day", "month", "year"]),
        (["29", "2", "2023"], "The first day must be a real date", ["day", "month", "year"]),
        (["9", "November", "2020"], "The first day must be a real date", ["day", "month", "year"]),
        (["9", "11", "20"], "The first day must have its year in full, such as 2020", ["year"]),
        (["-9", "11", "2020"], "The first day must be a real date", ["day", "month", "year"]),
        (["9", "11", "20201"], "The first day must be a real date", ["day", "month", "year"]),
    ],
)
def test_what_is_wrong_is_said_and_where(typed, message, parts):
    with pytest.raises(ValidationError) as wrong:
        first_day().clean(typed)

    assert wrong.value.messages == [message]
    assert wrong.value.params == {"parts": parts}


def test_a_day_that_need_not_be_given_may_be_left_out():
    assert first_day(required=False).clean(["", "", ""]) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_read_back(day):
    assert real_day(str(day.day), str(day.month), str(day.year)) == day


@given(st.text(max_size=5), st.text(max_size=5), st.text(max_size=8))
def test_nothing_typed_breaks_it(day, month, year):
    assert real_day(day, month, year) is None or isinstance(real_day(day, month, year), date)


def test_it_knows_whether_it_was_changed():
    field = first_day()

    assert not field.has_changed(date(2020, 11, 9), ["9", "11", "2020"])
    assert field.has_changed(date(2020, 11, 9), ["10", "11", "2020"])
    assert not field.has_changed(None, ["", "", ""])
