"""Axes: where they start, their steps, and how their numbers are written."""

import pytest

from figures.charts import axes


def test_counts_start_at_zero_in_whole_steps():
    labels = axes.scale([2, 3], "", 0, 100, whole=True).labels()

    assert labels == ["0", "1", "2", "3"]


def test_percentages_may_start_higher_and_never_pass_a_hundred():
    assert axes.scale([51, 58.2], "%", 0, 100, whole=False).labels() == ["50%", "52%", "54%", "56%", "58%", "60%"]
    assert axes.scale([12, 58.2], "%", 0, 100, whole=False).labels()[0] == "0%"
    assert axes.scale([86, 100], "%", 0, 100, whole=False).labels()[-1] == "100%"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (2841.8, "", "2,842"),
        (3.14, "", "3.1"),
        (12, "", "12"),
        (19, "%", "19.0%"),
        (6.25, "%", "6.3%"),
        (-0.01, "%", "0.0%"),
        (1_234_567, "", "1.23m"),
        (2_500_000_000, "", "2.5bn"),
        (1_234_567_890_123, "", "1,235bn"),
        (4, "days", "4 days"),
    ],
)
def test_numbers_are_written_as_a_reader_writes_them(value, unit, shown):
    assert axes.number(value, unit) == shown


def test_large_ticks_share_one_size_of_number():
    assert axes.scale([1_400_000], "", 0, 100, whole=True).labels() == ["0", "0.5m", "1.0m", "1.5m"]
