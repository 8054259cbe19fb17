"""Control charts: points and their marks, gaps, limits, and what changed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.charts.drawing import WIDTH
from tests.unit.figures.charts.looking import SVG, drawn, placed_texts, words
from tests.unit.figures.charts.specs import SPECS, control, flagged


def test_a_point_outside_is_a_diamond_with_its_value_and_month():
    root = drawn(SPECS["contacts"])

    assert len(root.findall(f".//{SVG}polygon")) == 2  # the point and the legend
    assert "1,987 in Apr 2020" in words(root)
    assert "Outside the usual range" in words(root)
    assert "Part of a pattern" not in words(root)


@pytest.mark.parametrize("flag", ["shift", "trend", "two_in_three"])
def test_a_point_of_a_pattern_is_an_open_square(flag):
    root = drawn(control([5, 6, 7, 8], flags=flagged(4, **{flag: [1, 2]})))

    squares = [element for element in root.iter(f"{SVG}rect") if element.get("fill") == "#ffffff"]
    assert len(squares) == 3
    assert len(list(root.iter(f"{SVG}circle"))) == 2
    assert "Part of a pattern" in words(root)


def test_a_month_without_data_leaves_a_gap_and_no_mark():
    root = drawn(control([5, 6, None, 7, 8, None, 4]))

    assert [len(line.get("points").split()) for line in root.iter(f"{SVG}polyline")] == [2, 2]
    assert len(list(root.iter(f"{SVG}circle"))) == 5


def test_the_last_value_is_named_with_its_own_month_even_before_a_gap():
    assert "7 Jul 2020" in words(drawn(control([5, 6, 7, None])))


def test_limits_are_named_with_their_values():
    assert {"3,543 upper limit", "2,842 average", "2,141 lower limit", "2,861 Aug 2020"} <= set(
        words(drawn(SPECS["contacts"]))
    )


def test_no_limits_are_drawn_when_the_spec_says_so():
    root = drawn(SPECS["contacts"] | {"limits": False})

    assert not [word for word in words(root) if "limit" in word or "average" in word]
    assert not [line for line in root.iter(f"{SVG}line") if line.get("stroke-dasharray") == "5 3"]


def test_a_limit_that_no_value_can_reach_is_not_drawn():
    assert not [word for word in words(drawn(SPECS["thirteen"])) if "lower limit" in word]
    assert not [word for word in words(drawn(SPECS["shares"])) if "upper limit" in word]
    assert "-9 lower limit" in words(drawn(SPECS["below zero"]))


def test_what_a_series_is_held_against_is_drawn_from_when_it_holds_and_named():
    root = drawn(control([5, 6, 7, 8], limits=False) | {"lines": [("threshold", [None, None, 9, 9])]})

    [line] = [line for line in root.iter(f"{SVG}line") if line.get("stroke-dasharray") == "1.5 2.5"]
    whole = drawn(control([5, 6, 7, 8], limits=False) | {"lines": [("threshold", [9] * 4)]})
    [longer] = [line for line in whole.iter(f"{SVG}line") if line.get("stroke-dasharray") == "1.5 2.5"]
    assert float(line.get("x1")) > float(longer.get("x1"))
    assert "9 threshold" in words(root)


def test_a_series_that_never_moves_has_an_average_and_no_limits():
    assert {"7 average", "7 Aug 2020"} <= set(words(drawn(SPECS["constant"])))
    assert not [word for word in words(drawn(SPECS["constant"])) if "limit" in word]


def test_levels_step_where_a_phase_begins():
    dashed = [line for line in drawn(SPECS["phases"]).iter(f"{SVG}line") if line.get("stroke-dasharray") == "5 3"]

    assert len(dashed) == 4


def test_what_changed_is_named_with_the_month_that_it_holds_from():
    assert "New from Jul 2020" in words(drawn(SPECS["contacts"]))


def test_names_of_what_happened_stand_beside_or_below_each_other_and_the_latest_keep_theirs():
    root = drawn(SPECS["notes"])

    named = [(shown, left, top, right) for shown, left, top, right, bottom in placed_texts(root, "full") if bottom < 50]
    for i, (_, left, top, right) in enumerate(named):
        for _, other_left, other_top, other_right in named[i + 1 :]:
            assert top != other_top or right < other_left or other_right < left
    assert any(shown.replace("\u00a0", " ").endswith(", May 2020") for shown, *_ in named)
    dotted = [line for line in root.iter(f"{SVG}line") if line.get("stroke-dasharray") == "1 2.5"]
    assert len(dotted) == 7
    assert 4 <= len(named) < 7


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.integers(0, 10**7), st.floats(0, 10**5)), min_size=1, max_size=49),
    st.sampled_from(["", "%"]),
)
def test_any_series_can_be_drawn(y, unit):
    known = [value for value in y if value is not None] or [0]
    mean = sum(known) / len(known)

    root = drawn(control(y, mean=mean, low=mean * 0.8, high=mean * 1.2, unit=unit, flags=flagged(len(y), outside=[0])))

    marks = [element for element in root if element.tag in (f"{SVG}circle", f"{SVG}polygon")]
    assert len(marks) == sum(value is not None for value in y)
    for shown, left, _, right, _ in placed_texts(root, "narrow"):
        assert -0.5 <= left <= right <= WIDTH + 0.5, shown
