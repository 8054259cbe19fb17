"""Levels, movement and lateness of risks."""

from datetime import date

import pytest

from improvement.models import Level
from improvement.risks import levels as risk_levels
from improvement.risks.levels import Thresholds, lateness, level, movement

TODAY = date(2020, 11, 9)


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (1, Level.LOW), (4, Level.LOW), (5, Level.MEDIUM), (9, Level.MEDIUM), (10, Level.HIGH), (15, Level.HIGH),
        (16, Level.VERY_HIGH), (25, Level.VERY_HIGH),
    ],
)  # fmt: skip
def test_a_level_begins_at_its_threshold(score, expected):
    assert level(score, TODAY) == expected


def test_a_threshold_holds_from_its_day_on(monkeypatch):
    stricter = Thresholds(date(2020, 11, 10), 3, 6, 12)
    monkeypatch.setattr(risk_levels, "THRESHOLDS", (*risk_levels.THRESHOLDS, stricter))

    assert level(12, date(2020, 11, 9)) == Level.HIGH
    assert level(12, date(2020, 11, 10)) == Level.VERY_HIGH


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [(None, 12, "new"), (12, 12, "unchanged"), (9, 12, "up from 9"), (16, 12, "down from 16")],
)
def test_movement_is_told_against_what_was_before(before, now, says):
    assert movement(before, now) == says


def test_a_review_is_overdue_from_the_day_after_its_day():
    assert lateness(date(2020, 11, 9), TODAY) == ""
    assert lateness(date(2020, 11, 8), TODAY) == "review one day overdue"
    assert lateness(date(2020, 10, 10), TODAY) == "review 30 days overdue"
