"""Whole numbers out of shares: splitting, dealing and picking, in integers so that every machine does the same."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from random import Random
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")

SMALLEST, LARGEST = 5, 10  # tenths of a full-time equivalent that one person works
HOURS = (10,) * 14 + (9, 8, 8, 8, 7, 6, 6, 5)  # how often each occurs


def largest_remainder(total: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """`total` shared out by weight, to whole numbers that sum to it."""
    whole = sum(weights.values())
    shared = {key: total * weight // whole for key, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda key: -(total * weights[key] % whole))
    for key in by_remainder[: total - sum(shared.values())]:
        shared[key] += 1
    return shared


def pick(rng: Random, items: Sequence[Item], weight: Callable[[Item], int]) -> Item:
    """One of the items, each as likely as its weight."""
    weights = [weight(item) for item in items]
    point = rng.randrange(sum(weights))
    for item, share in zip(items, weights, strict=True):
        point -= share
        if point < 0:
            return item
    raise AssertionError("the point lies within the weights")


def split(rng: Random, total: int) -> list[int]:
    """Tenths of FTE as the hours of single people, which sum to exactly `total`."""
    if total == 0:
        return []
    people = max(-(-total // LARGEST), min(total // SMALLEST, total * 10 // 92))
    parts = [rng.choice(HOURS) for _ in range(people)]
    while (gap := total - sum(parts)) != 0:
        step = 1 if gap > 0 else -1
        index = rng.randrange(people)
        if SMALLEST <= parts[index] + step <= LARGEST:
            parts[index] += step
    return parts


def deal(rng: Random, items: Sequence[Item], weights: Sequence[int]) -> list[list[Item]]:
    """The items in random order, spread evenly over places of these weights, with a little unevenness."""
    order = rng.sample(items, len(items))
    places: list[list[Item]] = [[] for _ in weights]
    whole = sum(weights) * 1000
    for index, item in enumerate(order):
        point = (2 * index + 1) * whole // (2 * len(order)) + rng.randrange(-whole // 30, whole // 30)
        places[place_of(min(max(point, 0), whole - 1) // 1000, weights)].append(item)
    return places


def place_of(point: int, weights: Sequence[int]) -> int:
    for place, weight in enumerate(weights):
        point -= weight
        if point < 0:
            return place
    raise AssertionError("the point lies within the weights")


def taken(items: Sequence[Item], total: int, size: Callable[[Item], int]) -> list[Item]:
    """Items, the first ones first, whose sizes (of SMALLEST to LARGEST) sum to exactly `total`."""
    chosen = []
    for item in items:
        rest = total - size(item)
        if rest == 0 or rest >= SMALLEST:
            chosen.append(item)
            total = rest
        if total == 0:
            return chosen
    raise AssertionError(f"{total} tenths are left over")
