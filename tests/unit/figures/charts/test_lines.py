"""Lines: their names, last values, threshold, dashes and marks."""

from tests.unit.figures.charts.looking import SVG, drawn, words
from tests.unit.figures.charts.specs import LINES


def test_lines_name_their_series_their_last_values_and_the_threshold():
    said = words(drawn(LINES))

    assert {"26.1%", "11.9%", "16.4%", "England", "15.0%: above it, recruitment is not keeping up"} <= set(said)


def test_lines_differ_in_dash_and_mark_and_not_in_colour_alone():
    dashes = [line.get("stroke-dasharray") for line in drawn(LINES).iter(f"{SVG}polyline")]

    assert len(set(dashes)) == 3
