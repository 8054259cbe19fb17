"""Whether an action's measure is on its way to the target: a pure function of where it began and where it stands."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from figures.figure import Better


class Way(StrEnum):
    UNKNOWN = "unknown"
    MET = "met"
    MISSED = "missed"
    ON_THE_WAY = "on_the_way"
    NOT_YET = "not_yet"
    AWAY = "away"

    @property
    def words(self) -> str:
        return {
            "unknown": "Not known",
            "met": "Target met",
            "missed": "Target missed",
            "on_the_way": "On the way",
            "not_yet": "Not met yet",
            "away": "Not on the way",
        }[self.value]


def way(
    better: Better, baseline: Fraction | None, target: Fraction, target_on: date, value: Fraction | None, on: date
) -> Way:
    """Where neither is better, what counts is the way from the baseline to the target. On its way is what stands nearer
    to the target than it began."""
    if value is None:
        return Way.UNKNOWN
    if is_met(better, baseline, target, value):
        return Way.MET
    if on > target_on:
        return Way.MISSED
    if baseline is None:
        return Way.NOT_YET
    return Way.ON_THE_WAY if abs(target - value) < abs(target - baseline) else Way.AWAY


def is_met(better: Better, baseline: Fraction | None, target: Fraction, value: Fraction) -> bool:
    if better is Better.NEITHER:
        if baseline is None or baseline == target:
            return value == target
        return value >= target if target > baseline else value <= target
    return value >= target if better is Better.HIGHER else value <= target
