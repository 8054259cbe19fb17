"""The demonstration council, loaded once for this folder, in a transaction that is rolled back."""

import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from tests.factories.published import known_releases


@pytest.fixture(scope="package")
def loaded_once(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        known_releases()
        call_command("load_demo", stdout=io.StringIO())
        connection.check_constraints()  # once for all its rows, or PostgreSQL checks them again after every test
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demonstration(loaded_once: None, django_db_blocker) -> Iterator[None]:
    """A module may add to it for all its tests: that is gone with the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def loaded(demonstration: None, db: None) -> None:
    """Every test of the folder stands on the demonstration and may change it: its changes are rolled back."""
