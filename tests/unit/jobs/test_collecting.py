"""How often Python looks for cycles among objects."""

import gc
import subprocess
import sys

import pytest

from jobs.collecting import MANY_OBJECTS, SELDOM, hardly_collecting

STATE = "import gc; from config import wsgi; print(*gc.get_threshold(), gc.get_freeze_count() > 10_000)"


def state():
    return gc.get_threshold(), gc.get_freeze_count() > 0


def test_what_serves_pages_looks_seldom_and_not_among_what_stood_already(settings):
    done = subprocess.run(
        [sys.executable, "-c", STATE], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [*map(str, SELDOM), "True"]


@pytest.mark.parametrize("fails", [False, True])
def test_a_load_leaves_it_as_it_was(fails):
    gc.unfreeze()  # as in a worker; whoever collected these tests froze what they stand on
    before = state()
    try:
        with hardly_collecting():
            assert state() == ((MANY_OBJECTS, *before[0][1:]), True)
            if fails:
                raise LookupError
    except LookupError:
        assert fails
    assert state() == before
    gc.freeze()
