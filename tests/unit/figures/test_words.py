from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.figure import FTE, PERCENT, POUNDS, Better, Figure, Unit
from figures.reading import Reading
from figures.words import capital, count, in_column, listing, rounded, shown, side, sides_of, times, written
from tests.factories import AUGUST

RATE = Figure(
    key="toy.rate", label="Rate", unit=PERCENT, definition="", origin="", better=Better.LOWER, counted=(), of=(None,)
)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Decimal("0.25"), 1, "0.3"),
        (Decimal("0.35"), 1, "0.4"),
        (Decimal("0.249999"), 1, "0.2"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(7, 2), 0, "4"),
        (Fraction(1, 3), 1, "0.3"),
        (Fraction(2, 3), 1, "0.7"),
        (Decimal("-0.25"), 1, "-0.3"),
        (Decimal("-0.04"), 1, "0.0"),
        (Fraction(1999, 100), 1, "20.0"),
        (0, 1, "0.0"),
        (Decimal("1.005"), 2, "1.01"),
    ],
)
def test_numbers_are_rounded_half_up_as_people_round(value, places, expected):
    assert str(rounded(value, places)) == expected


@given(tenths=st.integers(-(10**9), 10**9))
def test_a_number_with_no_more_places_than_asked_for_stays_itself(tenths):
    assert rounded(Fraction(tenths, 10), 1) == Decimal(tenths) / 10


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (Fraction(19, 40) * 100, PERCENT, "47.5%"),
        (19, PERCENT, "19.0%"),
        (Decimal("69.5"), FTE, "69.5"),
        (Decimal("1234.25"), FTE, "1,234.3"),
        (1214, Unit("contacts"), "1,214"),
        (900000, POUNDS, "£900,000"),
        (Decimal("1000000.50"), POUNDS, "£1,000,001"),
        (0, POUNDS, "£0"),
    ],
)
def test_a_value_is_written_in_its_unit_with_thousands(value, unit, expected):
    assert written(value, unit) == expected


def test_a_reading_shows_its_value_or_says_why_there_is_none():
    half = Reading(RATE, AUGUST, None, (), Decimal(19), Decimal(40))

    assert shown(half) == "47.5%"
    assert shown(half.hidden()) == "Suppressed"
    assert shown(Reading(RATE, AUGUST, None, (), None, None)) == "No data"
    assert shown(Reading(RATE, AUGUST, None, (), Decimal(0), Decimal(0))) == "None counted"
    assert shown(Reading(RATE, AUGUST, None, (), Decimal(0), Decimal(40))) == "0.0%"


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (None, "No data"),
        (Decimal(0), "0"),
        (Decimal("1214.00"), "1,214"),
        (Decimal("69.50"), "69.5"),
        (Decimal("1200.255"), "1,200.26"),
        (Decimal("99.999"), "100"),
    ],
)
def test_a_numerator_or_denominator_has_the_decimals_that_it_needs(amount, expected):
    assert side(amount) == expected


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([Decimal(122), Decimal("121.70"), None], ["122.0", "121.7", "No data"]),
        ([Decimal("1200.00"), Decimal(3)], ["1,200", "3"]),
        ([Decimal("0.125"), Decimal("0.5")], ["0.13", "0.50"]),
        ([None], ["No data"]),
    ],
)
def test_the_amounts_of_a_column_have_one_number_of_decimals(amounts, expected):
    assert in_column(amounts) == expected


def test_what_is_hidden_is_so_in_both_columns():
    half = Reading(RATE, AUGUST, None, (), Decimal(19), Decimal(40))

    assert sides_of(RATE, [half, half.hidden()]) == [["19", "40"], ["Suppressed", "Suppressed"]]


def test_counts_are_words_up_to_nine():
    assert [count(n, "action") for n in (0, 1, 2, 9, 10, 1200)] == [
        "no actions", "one action", "two actions", "nine actions", "10 actions", "1,200 actions"
    ]  # fmt: skip
    assert count(2, "child", "children") == "two children"
    assert count(1, "child", "children") == "one child"


def test_how_often_a_date_moved_is_said_in_one_way():
    assert [times(n) for n in (0, 1, 2, 3)] == ["never", "once", "twice", "3 times"]


def test_a_list_ends_with_and():
    assert listing([]) == ""
    assert listing(["a"]) == "a"
    assert listing(["a", "b"]) == "a and b"
    assert listing(["a", "b", "c"]) == "a, b and c"


def test_a_sentence_begins_with_a_capital_and_keeps_the_rest():
    assert capital("nFA fell") == "NFA fell"
    assert capital("") == ""
