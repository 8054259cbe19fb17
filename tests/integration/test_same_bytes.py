"""The same records give the same bytes, whatever the machine's zone, locale or hash seed."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.factories import ActionFactory, CycleFactory, ReportFactory
from tests.processes import ROOT, environment

pytestmark = pytest.mark.django_db(transaction=True)


def compiled(out: Path, cwd: Path, **changes: str) -> dict[str, str]:
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "compile_report", "2020-08", "--out", str(out)],
        cwd=cwd, env=environment(**changes), check=True, capture_output=True,
    )  # fmt: skip
    return {file["name"]: file["sha256"] for file in json.loads((out / "manifest.json").read_text())["files"]}


def test_two_processes_of_other_zone_locale_and_hash_seed_make_the_same_files(tmp_path):
    for _ in range(3):
        ActionFactory(added_on=date(2020, 6, 1), starts_on=date(2020, 6, 1))
    ReportFactory(cycle=CycleFactory(month=date(2020, 8, 1)))

    here = compiled(tmp_path / "a", ROOT, TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="1")
    there = compiled(tmp_path / "b", tmp_path, TZ="America/New_York", LC_ALL="C.UTF-8", PYTHONHASHSEED="99")

    assert here == there
    assert len(here) == 6
