"""Bars: values and shares, the month before, and their proportions."""

import pytest

from tests.unit.figures.charts.looking import SVG, drawn, words
from tests.unit.figures.charts.specs import BARS, SPECS


def test_bars_show_value_and_share_and_the_month_before():
    said = words(drawn(BARS))

    assert {"389 (48.4%)", "402", "August 2020", "July 2020", "No consent"} <= set(said)


def test_one_series_has_no_thin_bars():
    both, one = drawn(BARS), drawn(SPECS["bars of one series"])

    assert len(list(both.iter(f"{SVG}rect"))) == 8
    assert len(list(one.iter(f"{SVG}rect"))) == 4


def test_bars_are_in_proportion_to_their_values():
    long = [float(bar.get("width")) for bar in drawn(SPECS["bars of one series"]).iter(f"{SVG}rect")][1:]

    assert long[1] / long[0] == pytest.approx(201 / 389, abs=0.001)
