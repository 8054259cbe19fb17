"""What one snapshot reads, nobody changes meanwhile, and it keeps nobody from writing."""

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection

from figures.snapshot import snapshot
from organisation.models import Service
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(act: Callable[[], object]) -> None:
    """In another connection, to its end."""

    def and_close():
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=and_close)
    thread.start()
    thread.join(timeout=30)  # longer than SQLite waits for a lock
    assert not thread.is_alive(), "It waits for the snapshot."


def test_what_others_write_meanwhile_is_stored_at_once_and_read_afterwards():
    with snapshot():
        before = Service.objects.count()
        elsewhere(ServiceFactory)
        within = Service.objects.count()

    assert (within, Service.objects.count()) == (before, before + 1)


def test_nor_does_one_that_begins_with_a_new_connection():
    connection.close()

    with snapshot():
        elsewhere(ServiceFactory)

    assert Service.objects.count() == 1


def test_afterwards_transactions_begin_as_the_settings_say():
    usual = getattr(connection, "transaction_mode", None)

    with pytest.raises(ZeroDivisionError), snapshot():
        1 / 0  # noqa: B018

    assert getattr(connection, "transaction_mode", None) == usual
