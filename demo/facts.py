"""The facts of the month, and the plan around them, from the files beside this module."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@cache
def facts() -> dict[str, Any]:
    return yaml.safe_load((HERE / "facts.yaml").read_text("utf-8"))


@cache
def risks() -> list[dict[str, Any]]:
    return yaml.safe_load((HERE / "risks.yaml").read_text("utf-8"))["risks"]


@cache
def plan() -> dict[str, Any]:
    return yaml.safe_load((HERE / "plan.yaml").read_text("utf-8"))


@cache
def evidence() -> dict[str, Any]:
    return yaml.safe_load((HERE / "evidence.yaml").read_text("utf-8"))
