import pytest

from reports.renderers import render
from tests.unit.reports import paper as sample


@pytest.fixture
def tree():
    return sample.tree()


@pytest.fixture
def paper():
    return sample.paper()


@pytest.fixture(scope="session")
def rendered():
    """The sample's file in a format, rendered once."""
    files: dict[str, bytes] = {}

    def of(format: str) -> bytes:
        if format not in files:
            files[format] = render(format, sample.paper())
        return files[format]

    return of
