"""What tests are held against is as it was published."""

from pathlib import Path

import pytest

from tests.processes import ROOT
from tests.published import FOLDER

ORIGINALS = ROOT.parent / "shared" / "data"
KEPT = sorted(file for file in FOLDER.iterdir() if file.suffix in (".csv", ".json"))


@pytest.mark.parametrize("kept", KEPT, ids=lambda file: file.name)
def test_every_line_kept_here_is_one_of_the_original(kept):
    if not ORIGINALS.exists():
        pytest.skip("needs ../shared: the publishers' whole files, over 1 MB, which a clone goes without")
    [original] = ORIGINALS.rglob(kept.name)

    assert lines(kept) <= lines(original)


def lines(file: Path) -> set[str]:
    return set(file.read_text("utf-8-sig").splitlines())
