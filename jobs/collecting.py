"""How often Python looks for cycles among objects. Pages and loads make many objects and next to no cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY_OBJECTS = 100_000


def collect_seldom() -> None:
    """From now on, and never again among what stands already. The page of a large plan would look for cycles for half
    of its time."""
    gc.freeze()
    gc.set_threshold(MANY_OBJECTS, *gc.get_threshold()[1:])


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """While a file is loaded, which would take a sixth of its time otherwise."""
    threshold, frozen = gc.get_threshold(), gc.get_freeze_count()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        if not frozen:
            gc.unfreeze()
