"""A load or an undo that is killed in the middle leaves what was there before, and can be run again."""

import json
import random
import subprocess
import sys
import time

import pytest

from frontdoor.models import Contact
from intake.models import BroughtFile, Load
from tests.factories import CategoryFactory
from tests.integration.intake.conftest import CATEGORIES
from tests.processes import ROOT, environment

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 12_000
MOMENTS = random.Random(5)


@pytest.fixture
def file(file_of):
    for code in CATEGORIES:
        CategoryFactory(code=code)
    days = [f"{day:02}/{month:02}/2020" for month in (6, 7, 8) for day in range(1, 31)]
    return file_of(*(f"C{n},K{n % 900},{days[n % len(days)]},,6,{n % 18},other," for n in range(ROWS)))


def run(*arguments):
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True)


def whole(*arguments):
    started = time.monotonic()
    out, _ = run(*arguments).communicate(timeout=120)
    return out, time.monotonic() - started


def killed(seconds, *arguments):
    """How much of it had been done when it was killed is left to chance."""
    process = run(*arguments)
    time.sleep(MOMENTS.uniform(0.2, 1.0) * seconds)
    process.kill()
    process.communicate()


def counted():
    return Contact.objects.current().count(), Contact.objects.count(), BroughtFile.objects.count()


def test_a_load_killed_at_any_moment_leaves_nothing_or_all_of_it(file):
    _, seconds = whole("load", "contacts", file, "--dry-run", "--json")

    for _ in range(5):
        killed(seconds, "load", "contacts", file)
        assert counted() in {(0, 0, 0), (ROWS, ROWS, 1)}

    whole("load", "contacts", file)
    assert counted() == (ROWS, ROWS, 1)
    assert Load.objects.current().count() == 3


def test_an_undo_killed_at_any_moment_undoes_nothing_or_all_of_it(file):
    out, _ = whole("load", "contacts", file, "--json")
    number = json.loads(out)["load"]
    _, seconds = whole("undo_load", 999_999)

    for _ in range(4):
        killed(seconds * 1.5, "undo_load", number)
        assert counted() in {(0, ROWS, 1), (ROWS, ROWS, 1)}

    whole("undo_load", number)
    assert counted() == (0, ROWS, 1)


def test_two_loads_of_a_month_at_once_are_put_in_order(file, tmp_path):
    other = tmp_path / "other.csv"
    other.write_bytes(file.read_bytes().replace(b"C7,K7,08/06/2020,,6,7,", b"C7,K7,08/06/2020,,6,8,"))

    both = [run("load", "contacts", path, "--json") for path in (file, other)]
    told = [json.loads(process.communicate(timeout=120)[0]) for process in both]

    assert all(one["load"] for one in told)
    assert sorted((one["added"], one["changed"]) for one in told) == [(0, 1), (ROWS, 0)]
    assert counted() == (ROWS, 2 * ROWS, 2)
