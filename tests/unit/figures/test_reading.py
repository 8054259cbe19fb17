import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from figures.figure import FTE, PERCENT, POUNDS, Better, Figure, Version
from figures.reading import Reading, by_value, number
from tests.factories import AUGUST, SEPTEMBER


def toy(unit, of=(), versions=()):
    return Figure(
        key="toy.figure",
        label="Toy",
        unit=unit,
        definition="Toys as first defined.",
        origin="Nowhere",
        better=Better.NEITHER,
        counted=(None,),
        of=of,
        later_versions=versions,
    )


RATE = toy(PERCENT, of=(None,))
AMOUNT = toy(FTE)


def reading(figure, counted, of=None, **more):
    return Reading(figure, AUGUST, None, (), counted, of, **more)


def test_a_rate_is_exact_until_somebody_rounds_it():
    assert reading(RATE, Decimal(1), Decimal(3)).exact == Fraction(100, 3)
    assert reading(RATE, Decimal("0.1"), Decimal("0.3")).exact == Fraction(100, 3)


def test_an_amount_is_what_was_counted():
    assert reading(AMOUNT, Decimal("69.50")).exact == Fraction(139, 2)


@pytest.mark.parametrize(
    ("counted", "of"), [(None, None), (None, Decimal(3)), (Decimal(3), None), (Decimal(0), Decimal(0))]
)
def test_without_a_side_or_with_nothing_to_share_there_is_no_value(counted, of):
    assert reading(RATE, counted, of).exact is None
    assert reading(RATE, counted, of).value is None


def test_nothing_of_something_is_zero():
    assert reading(RATE, Decimal(0), Decimal(3)).value == 0


@pytest.mark.parametrize(
    ("value", "told"),
    [(None, "null"), (Decimal("12.00"), "12"), (Fraction(24, 2), "12"), (7, "7"), (Decimal("12.50"), "12.5"),
     (Fraction(1, 4), "0.25"), (Decimal(0), "0")],
)  # fmt: skip
def test_a_number_is_whole_in_json_where_it_is_whole(value, told):
    assert json.dumps(number(value)) == told


def test_a_reading_tells_all_of_itself_for_json():
    told = Reading(
        RATE, AUGUST, "east", (("level", "3"),), Decimal("1.00"), Decimal("8.00"), date(2020, 9, 2), (4, 7)
    ).as_dict()

    assert told == {
        "key": "toy.figure",
        "month": "2020-08",
        "scope": "east",
        "by": {"level": "3"},
        "counted": 1,
        "of": 8,
        "value": 12.5,
        "unit": "%",
        "as_at": "2020-09-02",
        "loads": [4, 7],
        "definition_version": 1,
    }
    assert isinstance(told["counted"], int)


def test_no_data_is_null_in_json():
    told = reading(AMOUNT, None).as_dict()

    assert [told[key] for key in ("scope", "by", "counted", "of", "value", "as_at")] == [None] * 6
    assert told["loads"] == []


def test_a_reading_has_a_name_of_its_own_within_a_report():
    assert reading(AMOUNT, None).ref == "toy.figure@2020-08"
    assert Reading(AMOUNT, AUGUST, "east", (("level", "3"), ("team", "a")), None, None).ref == (
        "toy.figure@2020-08:scope=east,level=3,team=a"
    )


def test_pounds_are_not_scaled():
    assert reading(toy(POUNDS), Decimal(900000)).value == 900000


def test_the_definition_is_the_one_that_holds_in_the_month():
    figure = toy(PERCENT, versions=(Version(2, SEPTEMBER, "As defined since September."),))

    assert (figure.version(AUGUST).number, figure.version(AUGUST).definition) == (1, "Toys as first defined.")
    assert (figure.version(SEPTEMBER).number, figure.version(date(2021, 1, 1)).number) == (2, 2)
    assert Reading(figure, SEPTEMBER, None, (), None, None).as_dict()["definition_version"] == 2


def test_readings_are_found_by_their_value_of_a_dimension():
    east = Reading(AMOUNT, AUGUST, None, (("team", "east"),), Decimal(1), None)
    west = Reading(AMOUNT, AUGUST, None, (("team", "west"),), Decimal(2), None)

    assert by_value([east, west], "team") == {"east": east, "west": west}
