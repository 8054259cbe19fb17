"""Rows and results that others published, read as they came. See README.md beside this."""

import csv
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    return read(FOLDER / name)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def control_charts() -> dict[str, Any]:
    return json.loads((FOLDER / "xmr_vectors.json").read_text("utf-8"))
