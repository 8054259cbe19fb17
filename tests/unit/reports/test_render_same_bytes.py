import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reports.renderers import FORMATS, LIBRARIES, Paper, render, versions

ROOT = Path(__file__).parents[3]
SCRIPT = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from reports.renderers import FORMATS, render
from tests.unit.reports.paper import paper
for format in FORMATS:
    print(format, hashlib.sha256(render(format, paper())).hexdigest())
"""


def elsewhere(folder: Path, **environment: str) -> dict[str, str]:
    """Digests by format, from another process."""
    said = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(ROOT)],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(line.split() for line in said.stdout.splitlines())


def test_formats_are_six_in_their_order():
    assert [(name, format.label, format.file_name) for name, format in FORMATS.items()] == [
        ("html", "Web page", "report.html"),
        ("pdf", "PDF", "report.pdf"),
        ("docx", "Word", "report.docx"),
        ("xlsx", "Excel", "report.xlsx"),
        ("csv", "CSV", "report.csv"),
        ("json", "JSON", "report.json"),
    ]


def test_versions_name_every_library_that_shapes_the_bytes():
    assert set(versions()) == {"renderers", *LIBRARIES}
    assert all(versions().values())


def test_time_zone_locale_hash_seed_and_folder_do_not_change_a_byte(rendered, tmp_path):
    here = {name: hashlib.sha256(rendered(name)).hexdigest() for name in FORMATS}

    auckland = elsewhere(tmp_path, TZ="Pacific/Auckland", LC_ALL="C", PYTHONHASHSEED="1")
    honolulu = elsewhere(Path("/"), TZ="Pacific/Honolulu", LC_ALL="C.UTF-8", PYTHONHASHSEED="2")

    assert auckland == here
    assert honolulu == here


@pytest.mark.parametrize("format", FORMATS)
def test_rendering_leaves_the_paper_as_it_was(format, paper, tree):
    render(format, paper)

    assert paper.tree == tree


@pytest.mark.parametrize("format", ["html", "pdf", "docx", "xlsx"])
def test_another_notice_gives_other_bytes(format, rendered, paper):
    tree = paper.tree | {"notice": "Draft"}

    assert render(format, Paper(tree, paper.readings, paper.loads, paper.definitions)) != rendered(format)
