"""Labels and texts: thinned out, pushed apart, wrapped or shortened."""

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from figures.charts import svg
from figures.charts.drawing import SIZE, num, shorten, width, wrap
from figures.charts.labels import along, spread
from tests.unit.figures.charts.looking import HIDDEN, node
from tests.unit.figures.charts.specs import LONG, SPECS, months


def test_labels_along_an_axis_thin_out_as_the_page_narrows():
    shown = along(months(25), 12)

    wide, mid, narrow = (
        {i for i, only in shown if not HIDDEN[page] & set(only.split())} for page in ("full", "mid", "narrow")
    )
    assert narrow <= mid <= wide
    assert 24 in narrow


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 100), max_size=6))
def test_labels_pushed_apart_keep_their_order_and_their_distance(wanted):
    found = spread(wanted, 10, 0, 100)

    in_order = [place for _, place in sorted(zip(wanted, found, strict=True))]
    assert all(b - a >= 10 - 1e-6 for a, b in pairwise(in_order))
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in found)


def test_labels_with_room_stay_where_they_belong():
    assert spread([50, 10, 90], 10, 0, 100) == [50, 10, 90]
    assert spread([50, 50], 10, 0, 100) == [45, 55]


def test_text_that_is_too_wide_is_wrapped_or_shortened():
    assert shorten("short", 100, SIZE) == "short"
    assert width(shorten("W" * 100, 50, SIZE), SIZE) <= 50
    assert wrap("one two", 20, SIZE) == ["one", "two"]
    assert wrap("", 20, SIZE) == [""]
    assert all(width(row, SIZE) <= 60 for row in wrap(LONG + "W" * 50, 60, SIZE))


def test_numbers_in_a_drawing_are_short_and_plain():
    assert [num(1.0), num(2.346), num(-0.001), num(12.5)] == ["1", "2.35", "0", "12.5"]
    assert not re.search(r"\de[-+]", svg(node(SPECS["huge"])))
