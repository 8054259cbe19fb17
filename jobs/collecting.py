"""How often Python looks for cycles among objects, which takes long where many objects stand: see decision 0017."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (50_000, 2, 2)  # new objects, and looks at them before older ones are looked at again
MANY_OBJECTS = 100_000


def collect_seldom() -> None:
    """From now on, and never again among what stands already."""
    gc.freeze()
    gc.set_threshold(*SELDOM)


@contextmanager
def hardly_collecting() -> Iterator[None]:
    """A block of rows is many objects without a cycle among them. For a sixth of its time a load would look for cycles
    in them, and again and again in all that stood before."""
    threshold, frozen = gc.get_threshold(), gc.get_freeze_count()
    gc.freeze()
    gc.set_threshold(MANY_OBJECTS, *threshold[1:])
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        if not frozen:
            gc.unfreeze()
