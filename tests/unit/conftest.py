"""Tests of one part at a time."""

import os

import pytest

OF_A_DATABASE = {"db", "transactional_db"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks no database does the same on either lane, and is tested on SQLite's."""
    if os.environ.get("DATABASE_URL"):
        again = [item for item in items if item.nodeid.startswith("tests/unit/") and not asks_database(item)]
        config.hook.pytest_deselected(items=again)
        left_out = set(again)
        items[:] = [item for item in items if item not in left_out]


def asks_database(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    return marked or not OF_A_DATABASE.isdisjoint(getattr(item, "fixturenames", ()))
