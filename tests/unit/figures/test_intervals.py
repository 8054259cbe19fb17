"""Against Wilson's interval as it is published for such samples, to a tenth of a per cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.intervals import wilson


@pytest.mark.parametrize(
    ("counted", "of", "low", "high"),
    [
        (10, 10, 72.2, 100.0),
        (0, 10, 0.0, 27.8),
        (5, 10, 23.7, 76.3),
        (2, 10, 5.7, 51.0),
        (19, 40, 32.9, 62.5),
        (1, 1, 20.7, 100.0),
    ],
)
def test_the_interval_is_the_published_one(counted, of, low, high):
    found = wilson(counted, of)

    assert [round(100 * end, 1) for end in found] == [low, high]


@given(of=st.integers(1, 5000), data=st.data())
def test_the_interval_holds_the_share_within_nothing_and_all(of, data):
    counted = data.draw(st.integers(0, of))

    low, high = wilson(counted, of)

    assert 0 <= low <= high <= 1
    assert low - 1e-12 <= counted / of <= high + 1e-12


@given(of=st.integers(1, 5000), data=st.data())
def test_the_share_of_the_others_has_the_mirrored_interval(of, data):
    counted = data.draw(st.integers(0, of))

    low, high = wilson(counted, of)

    assert wilson(of - counted, of) == pytest.approx((1 - high, 1 - low), abs=1e-12)
