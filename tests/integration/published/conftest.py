"""Published files, and the day on which pages are looked at."""

import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories import CouncilFactory
from tests.factories.published import known_releases
from tests.integration.administration.visiting import TODAY


@pytest.fixture(autouse=True)
def council(db):
    known_releases()
    return CouncilFactory(plays_on=TODAY)


@pytest.fixture
def load():
    """What the command says of a file."""

    def run(dataset, path, *options):
        out = StringIO()
        with suppress(SystemExit):
            call_command("load", dataset, str(path), *options, "--json", stdout=out)
        return json.loads(out.getvalue())

    return run
