"""A load of the plan, or its undo, that is killed in the middle leaves what was there before, and can be run again."""

import json
import random
import subprocess
import sys
import time

import pytest
from django.db import connection

from improvement.models import Action, OwnerRole, Theme
from intake.models import BroughtFile
from tests.factories import ActionFactory, ServiceFactory
from tests.processes import ROOT, environment

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 60
MOMENTS = random.Random(7)


@pytest.fixture
def file(tmp_path):
    ActionFactory(reference="1.1", title="Before")
    ServiceFactory(slug="east", name="East")
    lines = [f"2.{n},Added,9,Retaining,East,Head of it,1.1" for n in range(ROWS)]
    path = tmp_path / "plan.csv"
    headings, first = (
        "Ref,Action,Theme no,Theme,Directorate,Lead,Depends on",
        "1.1,Changed,9,Retaining,East,Head of it,",
    )
    path.write_text("\n".join([headings, first, *lines]))
    return path


def run(*arguments):
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True)


def whole(*arguments):
    started = time.monotonic()
    out, _ = run(*arguments).communicate(timeout=120)
    return out, time.monotonic() - started


def load(file, *options):
    return "load", "actions", file, "--accept-warnings", "As agreed", "--json", *options


def killed(seconds, *arguments):
    """How much of it had been done when it was killed is left to chance."""
    process = run(*arguments)
    time.sleep(MOMENTS.uniform(0.3, 1.0) * seconds)
    process.kill()
    process.communicate()


def counted():
    connection.close()
    title = Action.objects.get(reference="1.1").title
    stands = BroughtFile.objects.filter(undone_at=None).count()
    return title, Action.objects.count(), Theme.objects.count(), OwnerRole.objects.count(), stands


BEFORE, AFTER = ("Before", 1, 1, 0, 0), ("Changed", ROWS + 1, 2, 1, 1)


def test_a_load_and_an_undo_killed_at_any_moment_do_nothing_or_all_of_it(file):
    _, seconds = whole(*load(file, "--dry-run"))
    for _ in range(3):
        killed(seconds, *load(file))
        assert counted() in {BEFORE, AFTER}
    whole(*load(file))
    assert counted() == AFTER

    number = BroughtFile.objects.get().loads.get().pk
    for _ in range(3):
        killed(seconds, "undo_load", number)
        assert counted() in {BEFORE, AFTER}
    whole("undo_load", number)
    assert counted() == BEFORE


def test_two_at_once_are_put_in_order(file):
    both = [run(*load(file)) for _ in range(2)]
    told = [json.loads(process.communicate(timeout=120)[0]) for process in both]

    assert sorted((one["added"], one["changed"]) for one in told) == [(0, 0), (ROWS, 1)]
    refused = [one["refused"].partition(":")[0] for one in told if one["refused"]]
    assert refused == ["This very file is loaded already"]
    assert counted() == AFTER
