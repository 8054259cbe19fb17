"""What the front-door page says of its numbers, in words: rules, the same for every month. None of it says whether
something is good."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from figures.control_chart_words import last_run
from figures.control_charts import ControlChart
from figures.intervals import wilson
from figures.words import capital, listing

MINUS = "\u2212"
SHARES = (
    (Fraction(1, 4), "a quarter"),
    (Fraction(1, 3), "a third"),
    (Fraction(1, 2), "half"),
    (Fraction(2, 3), "two thirds"),
    (Fraction(3, 4), "three quarters"),
)
NEAR = Fraction(25, 1000)  # how far from such a share one is almost that, or just over it
SAME = Fraction(5, 1000)
NEARLY_ALL = Fraction(9, 10)


class Part(NamedTuple):
    """A part of a number, this month and the month before."""

    label: str
    now: int
    before: int

    @property
    def change(self) -> int:
        return self.now - self.before


class Back(NamedTuple):
    """How many of those closed for one reason came back."""

    label: str
    returned: int
    closed: int


def signed(change: int) -> str:
    return "0" if not change else f"{'+' if change > 0 else MINUS}{abs(change):,}"


def more_or_fewer(now: int, before: int) -> str:
    change = now - before
    return "as many" if not change else f"{abs(change):,} {'more' if change > 0 else 'fewer'}"


def share_in_words(share: Fraction) -> str:
    """'almost half', 'just over a third', 'half', or the per cent."""
    for whole, words in SHARES:
        if abs(share - whole) <= SAME:
            return words
        if whole - NEAR <= share < whole:
            return f"almost {words}"
        if whole < share <= whole + NEAR:
            return f"just over {words}"
    return f"{round(share * 100)}%"


def one_in(share: Fraction) -> str:
    """'more than 1 in 4', '1 in 5', 'fewer than 1 in 10', 'more than half'."""
    if share > Fraction(1, 2):
        return "more than half"
    if share < Fraction(1, 10):
        return "fewer than 1 in 10"
    number = ceil(1 / share)
    return f"1 in {number}" if share == Fraction(1, number) else f"more than 1 in {number}"


def why_closed(share: Fraction | None) -> str:
    """The share for threshold or no consent; None where it is not shown."""
    if share is None:
        return "Why contacts were closed"
    if not share:
        return "No closure is for threshold or no consent"
    return f"{capital(share_in_words(share))} of closures are for threshold or no consent"


def stands_out(backs: Sequence[Back]) -> Back | None:
    """The reason whose share of returns is the highest, where that is more than chance would give beside the others:
    its share and theirs, each with the margin that chance has, do not meet."""
    if not (known := [back for back in backs if back.closed and back.returned]) or len(backs) < 2:
        return None
    top = max(known, key=lambda back: Fraction(back.returned, back.closed))
    others = [back for back in backs if back is not top]
    closed = sum(back.closed for back in others)
    if not closed:
        return None
    return (
        top if wilson(top.returned, top.closed)[0] > wilson(sum(back.returned for back in others), closed)[1] else None
    )


def who_came_back(backs: Sequence[Back], month: str) -> str:
    if top := stands_out(backs):
        return f"Those closed as ‘{short(top.label)}’ come back most often"
    if not sum(back.returned for back in backs):
        return f"Nobody closed in {month} came back within 3 months"
    return "Who comes back differs by category no more than chance would give"


def back_in_a_sentence(top: Back, month: str) -> str:
    share = one_in(Fraction(top.returned, top.closed))
    return f"Of those closed in {month} as ‘{short(top.label)}’, {share} came back within 3 months."


def short(label: str) -> str:
    """Without what stands in brackets."""
    return label.split(" (", 1)[0]


def change_in_a_sentence(noun: str, now: int, before: int, last: str, parts: Sequence[Part]) -> str:
    """'Fewer contacts than in September (2,123 against 2,195), nearly all of the difference from Police.'"""
    if now == before:
        return f"As many {noun} as in {last}: {now:,}."
    than = f"{'More' if now > before else 'Fewer'} {noun} than in {last} ({now:,} against {before:,})"
    leading, share = leader(parts, now - before)
    if not leading or share < Fraction(1, 2):
        return f"{than}."
    if share > 1:
        return f"{than}: {leading.label} changed by more than that, {signed(leading.change)}."
    how = "all" if share == 1 else "nearly all" if share >= NEARLY_ALL else "most"
    return f"{than}, {how} of the difference from {leading.label}."


def which_source(noun: str, now: int, before: int, last: str, parts: Sequence[Part]) -> str:
    """The heading of the sources: which of them explains the change since the month before."""
    if now == before:
        return f"As many {noun} as in {last}"
    change = now - before
    total = f"{abs(change):,} {'more' if change > 0 else 'fewer'} {noun}"
    leading, share = leader(parts, change)
    if not leading:
        return f"Where the {total} came from"
    if share > 1:
        return f"{leading.label} changed by {signed(leading.change)}; together there are {total}"
    if share >= Fraction(1, 2):
        part = f"All of the {total}" if share == 1 else f"{abs(leading.change):,} of the {total}"
        return f"{part} are explained by {leading.label}"
    same_way = sorted(
        (part for part in parts if part.change * change > 0), key=lambda part: abs(part.change), reverse=True
    )[:2]
    both = sum(abs(part.change) for part in same_way)
    if len(same_way) == 2 and abs(change) >= both >= abs(change) * Fraction(1, 2):
        return f"{listing([part.label for part in same_way])} explain {both:,} of the {total}"
    return f"No single source explains the {total}"


def leader(parts: Sequence[Part], change: int) -> tuple[Part | None, Fraction]:
    """The part that changed most in the direction of the whole, and its share of the whole's change."""
    same_way = [part for part in parts if part.change * change > 0]
    if not same_way:
        return None, Fraction(0)
    leading = max(same_way, key=lambda part: abs(part.change))
    return leading, Fraction(leading.change, change)


def signal(chart: ControlChart) -> str:
    """A few words on where the last month stands."""
    if not chart.enough or chart.values[-1] is None:
        return ""
    if chart.variation is None:
        return "Within the usual range"
    flag, direction = chart.variation
    side = "above" if direction == "high" else "below"
    if flag == "shift":
        return f"{ordinal(last_run(chart.shifts))} month {side} the average"
    if flag == "trend":
        return f"{'Higher' if direction == 'high' else 'Lower'} each month, {last_run(chart.trends) - 1} times in a row"
    if flag == "two_in_three":
        return f"Close to the {'top' if direction == 'high' else 'bottom'} of the usual range"
    return f"{capital(side)} the usual range"


def ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
