"""Files written as analysts' systems write them, loaded by command or brought in the browser."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories import CategoryFactory, CouncilFactory, HoldingFactory, UserFactory

HEADINGS = "contact_id,child_id,received,decided,source,age,outcome,closure_reason"
CATEGORIES = ("below_threshold", "no_consent", "moved_away", "advice_given", "signposted")


@pytest.fixture
def categories(db):
    return [CategoryFactory(code=code) for code in CATEGORIES]


@pytest.fixture
def file_of(tmp_path):
    """Writes lines to a file, below the headings unless the first line has its own."""

    def write(*lines, name="contacts.csv", encoding="utf-8", headings=HEADINGS):
        path = tmp_path / name
        path.write_bytes("\r\n".join([headings, *lines, ""]).encode(encoding))
        return path

    return write


@pytest.fixture
def load(categories):
    """`./manage.py load contacts FILE … --json`: what it printed. Its exit code says whether it loaded."""

    def run(path, *options, dataset="contacts"):
        out, loaded = StringIO(), True
        try:
            call_command("load", dataset, str(path), *options, "--json", stdout=out)
        except SystemExit as left:
            loaded = not left.code
        told = json.loads(out.getvalue())
        assert loaded == (told["load"] is not None)
        return told

    return run


# --- In the browser ---------------------------------------------------------------------------------------------------


@pytest.fixture
def council(categories):
    return CouncilFactory(plays_on=date(2020, 9, 28))


@pytest.fixture
def folder(settings, tmp_path):
    of_intake = {**settings.STORAGES["intake"], "OPTIONS": {"location": tmp_path / "intake"}}
    settings.STORAGES = {**settings.STORAGES, "intake": of_intake}


@pytest.fixture
def analyst():
    return HoldingFactory(role="front_door_analyst", user=UserFactory(name="Lee Specimen")).user


@pytest.fixture
def visitor(client, analyst):
    client.force_login(analyst)
    return client
