from decimal import Decimal

import pytest

from figures.figure import PERCENT, Better, Figure, SmallNumbers, Term, Unit
from figures.reading import Reading
from figures.suppression import discloses, is_small, suppress
from intake.sources import Source
from tests.factories import AUGUST

SOURCE = Source("toy", "Toy file")
NOTHING = Term(source=SOURCE, rows=lambda months: None)
DAYS = Term(source=SOURCE, rows=lambda months: None, factor=lambda month: 250)


def toy(policy, of=(), unit=PERCENT):
    return Figure(
        key="toy.figure",
        label="Toy",
        unit=unit,
        definition="Toys.",
        origin="Nowhere",
        better=Better.NEITHER,
        counted=(NOTHING,),
        of=of,
        small_numbers=policy,
    )


CHILDREN = toy(SmallNumbers.CHILDREN, unit=Unit("contacts"))
SHARE = toy(SmallNumbers.CHILDREN, of=(NOTHING,))
ABSENCE = toy(SmallNumbers.SMALL_TEAMS, of=(DAYS,))
HEADS = toy(SmallNumbers.SMALL_TEAMS, unit=Unit("FTE"))
REFERRALS = toy(SmallNumbers.SHOWN, of=(NOTHING,))


def reading(figure, counted, of=None, value="east"):
    def amount(number):
        return None if number is None else Decimal(number)

    return Reading(figure, AUGUST, None, (("team", value),) if value else (), amount(counted), amount(of))


def hidden(*counts):
    parts = [reading(CHILDREN, count, value=f"part-{n}") for n, count in enumerate(counts)]
    return [each.suppressed for each in suppress(parts)]


@pytest.mark.parametrize(
    ("count", "small"), [(None, False), (0, False), (1, True), (5, True), (6, False), (Decimal("0.5"), True)]
)
def test_one_to_five_is_small_and_zero_stays_zero(count, small):
    assert is_small(count) is small


@pytest.mark.parametrize(("count", "told"), [(0, False), (1, True), (5, True), (6, False), (None, False)])
def test_few_children_are_not_shown(count, told):
    assert discloses(reading(CHILDREN, count)) is told


@pytest.mark.parametrize(
    ("counted", "of", "told"),
    [
        (10, 100, False),
        (3, 100, True),
        (97, 100, True),  # the three others would show
        (94, 100, False),
        (100, 100, False),
        (0, 100, False),
        (0, 4, True),  # none of four children
        (0, 0, False),
        (None, None, False),
    ],
)
def test_a_share_of_children_shows_neither_few_nor_few_others(counted, of, told):
    assert discloses(reading(SHARE, counted, of)) is told


@pytest.mark.parametrize(("fte", "told"), [(9, True), ("9.9", True), (10, False), (0, True)])
def test_a_team_of_fewer_than_ten_is_not_shown(fte, told):
    assert discloses(reading(ABSENCE, 30, Decimal(fte) * 250)) is told
    assert discloses(reading(HEADS, fte)) is told


def test_the_whole_council_is_shown_however_few_it_is():
    assert not discloses(reading(ABSENCE, 30, 3 * 250, value=None))


def test_audits_are_about_referrals_and_are_shown():
    assert not discloses(reading(REFERRALS, 2, 10))


def test_a_small_part_alone_takes_the_smallest_other_with_it():
    assert hidden(3, 40, 20, 0) == [True, False, True, False]


def test_two_small_parts_hide_each_other():
    assert hidden(3, 40, 4) == [True, False, True]


def test_nothing_small_hides_nothing():
    assert hidden(0, 6, 40) == [False, False, False]


def test_a_small_part_with_nothing_beside_it_is_hidden_alone():
    assert hidden(3, 0, 0) == [True, False, False]
    assert hidden(3) == [True]


def test_parts_without_data_hide_nothing_and_are_not_hidden():
    assert hidden(None, 3, 8) == [False, True, True]


def test_a_hidden_reading_gives_away_neither_value_nor_sides():
    [few, _] = suppress([reading(SHARE, 3, 100, "a"), reading(SHARE, 97, 100, "b")])

    assert (few.exact, few.value) == (None, None)
    told = few.as_dict()
    assert (told["counted"], told["of"], told["value"]) == (None, None, None)


def test_readings_of_a_whole_have_no_others_to_hide():
    assert [each.suppressed for each in suppress([reading(CHILDREN, 3, value=None), reading(CHILDREN, 9)])] == [
        True,
        False,
    ]


@pytest.mark.parametrize("policy", SmallNumbers)
def test_a_policy_is_told_in_words(policy):
    assert policy.sentence[0].isupper()
    assert ("hidden" in policy.sentence.lower()) is (policy is not SmallNumbers.SHOWN)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((1, 1, 30), [True, True, True]),  # the total less 30 is 2: each hidden one must be 1
        ((5, 5, 30, 40), [True, True, True, False]),  # likewise when all are as large as a hidden one can be
        ((1, 2, 30), [True, True, False]),
        ((1, 1), [True, True]),
        ((3, 6, 6, 40), [True, True, True, False]),  # 9 hidden, and the other from 6 to 6: it would be 3
        ((3, 6, 20, 40), [True, True, False, False]),
    ],
)
def test_parts_that_their_sum_gives_away_take_another_with_them(counts, told):
    assert hidden(*counts) == told


def test_a_small_team_asked_about_by_itself_is_hidden_too():
    alone = Reading(ABSENCE, AUGUST, "east", (), Decimal(30), Decimal(3 * 250))

    assert discloses(alone)
