"""Small numbers: what published material hides, so that no child and no colleague can be made out."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from figures import registry
from figures.figure import Figure, SmallNumbers
from figures.reader import Reader
from figures.reading import Reading
from organisation.scopes import Scope

LARGEST_SMALL = 5
FEWEST_PEOPLE = 10  # a team smaller than this is not shown on its own


def is_small(count: Decimal | None) -> bool:
    """From 1 to 5. Zero stays zero."""
    return count is not None and 0 < count <= LARGEST_SMALL


def discloses(reading: Reading) -> bool:
    """True where the reading on its own would show few children or a small team."""
    if reading.counted is None:
        return False
    policy = reading.figure.small_numbers
    if policy is SmallNumbers.CHILDREN:
        rest = reading.of - reading.counted if reading.of is not None else None
        return is_small(reading.counted) or is_small(reading.of) or is_small(rest)
    if policy is SmallNumbers.SMALL_TEAMS and (reading.by or reading.scope):
        people = reading.of if reading.of is not None else reading.counted
        return people < FEWEST_PEOPLE * divisor(reading)
    return False


def divisor(reading: Reading) -> int:
    """The factor in the denominator, so that people are compared with people: an absence rate counts their days."""
    return reading.figure.of[0].factor(reading.month) if reading.figure.of else 1


def published(
    reader: Reader, figure: Figure, months: Sequence[date], scope: Scope | None = None, by: Sequence[str] = ()
) -> list[Reading]:
    """Readings as published material may show them: each month's small parts hidden, and what would give them away.

    A figure that adds up parts of another's breakdown, or is what is left of it, is hidden in the months in which any
    of those parts is.
    """
    readings = reader.readings(figure, months, scope, by)
    if figure.small_numbers is SmallNumbers.SHOWN:
        return readings
    found: list[Reading] = []
    for _, parts in groupby(readings, key=lambda reading: reading.month):
        found += suppress(list(parts))
    if by or not figure.hidden_with:
        return found
    closed = {
        reading.month
        for key, breakdown in figure.hidden_with
        for _, parts in groupby(reader.readings(registry.figure(key), months, scope, breakdown), key=lambda r: r.month)
        for reading in suppress(list(parts))
        if reading.suppressed
    }
    return [reading.hidden() if reading.month in closed else reading for reading in found]


def suppress(parts: Sequence[Reading]) -> list[Reading]:
    """Readings that add up to a published total, with the small ones hidden.

    What is hidden must not be had by subtraction from the total: as long as it could, the smallest other is hidden too.
    """
    hidden = {i for i, reading in enumerate(parts) if discloses(reading)}
    if hidden and parts[0].by:
        counts = [reading.counted or Decimal(0) for reading in parts]
        others = sorted((count, i) for i, count in enumerate(counts) if i not in hidden and count)
        while others and given_away([counts[i] for i in hidden], [count for count, _ in others]):
            hidden.add(others.pop(0)[1])
    return [reading.hidden() if i in hidden else reading for i, reading in enumerate(parts)]


def given_away(hidden: Sequence[Decimal], shown: Sequence[Decimal]) -> bool:
    """True where one who knows the rule, and the sum of the hidden counts, could tell a small one.

    Small ones are from 1 to 5; the others were hidden because they are the smallest, from 6 to the smallest shown. The
    sum of the small ones lies between two bounds, and leaves doubt where these differ.
    """
    small = [count for count in hidden if is_small(count)]
    if not small:
        return len(hidden) == 1
    total, others = sum(hidden, Decimal(0)), len(hidden) - len(small)
    low, high = Decimal(len(small)), Decimal(len(small) * LARGEST_SMALL)
    if not others:
        low = high = total
    else:
        high = min(high, total - others * (LARGEST_SMALL + 1))
        low = max(low, total - others * min(shown)) if shown else low
    return low >= high and (len(small) == 1 or low in (len(small), len(small) * LARGEST_SMALL))
