"""The four patterns that are more than chance would give, each a pure rule over neighbouring points.

A rule answers with a sign for each point: 1 for high or rising, -1 for low or falling, 0 for neither.
"""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

RUN = 7  # points
ENOUGH = 13  # points on which limits are settled


def compare(value: float, level: float) -> int:
    """1 above, -1 below, 0 on it. What differs by rounding alone, as a mean does from equal values, is on it."""
    if math.isclose(value, level, rel_tol=1e-9, abs_tol=1e-12):
        return 0
    return 1 if value > level else -1


def sides(values: Sequence[float], mean: float) -> list[int]:
    return [compare(value, mean) for value in values]


def outside(values: Sequence[float], lower: float, upper: float) -> list[int]:
    """Strictly outside: a point on a limit is inside."""
    return [max(compare(value, upper), 0) + min(compare(value, lower), 0) for value in values]


def shift(side: Sequence[int]) -> list[int]:
    """Marks each point that is the seventh or later in a row on its side; one on the mean breaks the row."""
    return [side[i] if i + 1 >= RUN and len({*side[i + 1 - RUN : i + 1]}) == 1 else 0 for i in range(len(side))]


def trend(values: Sequence[float]) -> list[int]:
    """Marks each point that ends six rises, or six falls, in a row; two equal neighbours break the row."""
    moves = [compare(b, a) for a, b in pairwise(values)]
    return [moves[i - 1] if i + 1 >= RUN and len({*moves[i + 1 - RUN : i]}) == 1 else 0 for i in range(len(values))]


def spread_back(ends: Sequence[int]) -> list[int]:
    """From the points that end a pattern of seven to all seven. Where two patterns meet, the later one holds."""
    signs = [0] * len(ends)
    for i, sign in enumerate(ends):
        if sign:
            signs[i + 1 - RUN : i + 1] = [sign] * RUN
    return signs


def two_in_three(close: Sequence[int], side: Sequence[int]) -> list[int]:
    """Marks all of every three neighbours on one side of the mean of which two or more are close to a limit."""
    marked = [0] * len(close)
    for i in range(len(close) - 2):
        if abs(sum(side[i : i + 3])) == 3 and sum(map(bool, close[i : i + 3])) >= 2:
            marked[i : i + 3] = [1, 1, 1]
    return marked


def part_of_two_in_three(close: Sequence[int], side: Sequence[int]) -> list[int]:
    """Only the close points themselves are flagged, not the third."""
    return [side[i] if marked and close[i] else 0 for i, marked in enumerate(two_in_three(close, side))]


def near_limit(values: Sequence[float], mean: float, lower: float, upper: float) -> list[int]:
    """Close to a limit is beyond two thirds of the way to it, and not outside."""
    near = (upper - mean) * 2 / 3
    beyond_near, beyond = outside(values, mean - near, mean + near), outside(values, lower, upper)
    close = [int(bool(a) and not b) for a, b in zip(beyond_near, beyond, strict=True)]
    return part_of_two_in_three(close, sides(values, mean))


def by_stretch(values: Sequence[float | None], rule: Callable[[list[float]], list[int]]) -> list[int]:
    """The rule over each stretch of points without a gap; 0 where there is no data."""
    signs: list[int] = []
    stretch: list[float] = []
    for value in [*values, None]:
        if value is not None:
            stretch.append(value)
            continue
        signs += [*rule(stretch), 0]
        stretch = []
    return signs[:-1]
