from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.dates import read_day, read_moment
from intake.problems import Unreadable


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("05/10/2020", date(2020, 10, 5)),
        ("5/1/2020", date(2020, 1, 5)),
        ("2020-10-05", date(2020, 10, 5)),
        ("2020-10-05 00:00:00.000", date(2020, 10, 5)),  # a database's word for a day without a time
        ("2020-10-05T14:30:00Z", datetime(2020, 10, 5, 14, 30)),
        ("05/10/2020 14:30", datetime(2020, 10, 5, 14, 30)),
        ("44109", date(2020, 10, 5)),  # days since 30 December 1899
        ("44109.5", datetime(2020, 10, 5, 12)),
        ("5/10/2020  9:30", datetime(2020, 10, 5, 9, 30)),
        ("5/1/2020 14:30:59", datetime(2020, 1, 5, 14, 30, 59)),
        ("29/02/2020", date(2020, 2, 29)),
    ],
)
def test_days_are_read_as_files_write_them(text, found):
    assert read_moment(text) == found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/09/2020", "September 2020 has 30 days"),
        ("29/02/2021", "February 2021 has 28 days"),
        ("00/10/2020", "There is no day 0"),
        ("10/25/2020", "There is no month 25"),
        ("2020-13-01", "There is no month 13"),
        ("05/10/20", "Not a date"),
        ("5 October 2020", "Not a date"),
        ("20201005", "Not a date"),
        ("99999", "Not a date"),
        ("05/10/2020 25:00", "no such time"),
        ("05/10/2020 noon", "Not a time"),
        ("44109.5000 09:30", "Not a date"),
        ("05/10/2020 ", "Not a time"),
        ("٠٥/١٠/٢٠٢٠", "Not a date"),
    ],
)
def test_what_is_no_day_is_said_and_never_guessed(text, says):
    with pytest.raises(Unreadable, match=says):
        read_day(text)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_way_of_writing_a_day_is_the_same_day(day):
    serial = (day - date(1899, 12, 30)).days

    assert {read_day(f"{day:%d/%m/%Y}"), read_day(day.isoformat()), read_day(str(serial))} == {day}
