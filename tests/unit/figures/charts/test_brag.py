"""Rows of actions by their state."""

import pytest

from figures.charts.drawing import WIDTH
from tests.unit.figures.charts.looking import SVG, drawn, words
from tests.unit.figures.charts.specs import SPECS


def test_a_brag_row_shows_word_and_number_and_leaves_out_what_is_nought():
    said = words(drawn(SPECS["brag"]))

    assert {"Red 3", "Amber 7", "Green 15", "Blue 4", "Grey 4"} <= set(said)
    assert [word for word in said if "Red" in word] == ["Red 3", "Red"]  # August has none; the legend names it


def test_a_brag_row_of_zeros_says_that_there_are_no_actions():
    assert "No actions" in words(drawn(SPECS["brag of zeros"]))


def test_a_single_action_among_many_is_still_seen():
    bars = [bar for bar in drawn(SPECS["brag of many"]).iter(f"{SVG}rect") if bar.get("height") == "22"]

    assert min(float(bar.get("width")) for bar in bars) > 5
    assert sum(float(bar.get("width")) + 1.6 for bar in bars) == pytest.approx(WIDTH, abs=0.1)
