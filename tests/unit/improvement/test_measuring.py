"""Whether a measure is on its way: expected by hand."""

from datetime import date
from fractions import Fraction

import pytest

from figures.figure import Better
from improvement.measures.measuring import Way, way

DUE, BEFORE, AFTER = date(2020, 12, 31), date(2020, 11, 9), date(2021, 1, 1)
HIGHER, LOWER, NEITHER = Better.HIGHER, Better.LOWER, Better.NEITHER


@pytest.mark.parametrize(
    ("better", "baseline", "target", "value", "on", "expected"),
    [
        (HIGHER, 50, 80, None, BEFORE, Way.UNKNOWN),
        (HIGHER, 50, 80, 80, BEFORE, Way.MET),
        (HIGHER, 50, 80, 91, AFTER, Way.MET),
        (HIGHER, 50, 80, 79, BEFORE, Way.ON_THE_WAY),
        (HIGHER, 50, 80, 79, DUE, Way.ON_THE_WAY),  # its last day
        (HIGHER, 50, 80, 79, AFTER, Way.MISSED),
        (HIGHER, 50, 80, 50, BEFORE, Way.AWAY),  # where it began is no way
        (HIGHER, 50, 80, 20, BEFORE, Way.AWAY),
        (HIGHER, None, 80, 20, BEFORE, Way.NOT_YET),
        (LOWER, 26, 15, 14, BEFORE, Way.MET),
        (LOWER, 26, 15, 20, BEFORE, Way.ON_THE_WAY),
        (LOWER, 26, 15, 27, BEFORE, Way.AWAY),
        (LOWER, 10, 15, 12, BEFORE, Way.MET),  # better than it need be, though it fell back
        (NEITHER, 100, 120, 125, BEFORE, Way.MET),
        (NEITHER, 100, 120, 110, BEFORE, Way.ON_THE_WAY),
        (NEITHER, 100, 80, 70, BEFORE, Way.MET),
        (NEITHER, None, 80, 80, BEFORE, Way.MET),
        (NEITHER, None, 80, 70, BEFORE, Way.NOT_YET),
    ],
)
def test_the_way_to_the_target(better, baseline, target, value, on, expected):
    began, stands = (None if each is None else Fraction(each) for each in (baseline, value))

    assert way(better, began, Fraction(target), DUE, stands, on) is expected
