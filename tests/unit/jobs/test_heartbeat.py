import threading

import pytest
from django.db import DatabaseError

from jobs.heartbeat import Heartbeat

pytestmark = pytest.mark.django_db


def test_it_beats_until_it_is_stopped():
    beats = threading.Semaphore(0)

    def renew() -> bool:
        beats.release()
        return True

    with Heartbeat(renew, every=0.01):
        assert beats.acquire(timeout=5)
        assert beats.acquire(timeout=5)


def test_it_ends_by_itself_when_the_lease_is_lost():
    beats: list[int] = []

    def renew() -> bool:
        beats.append(1)
        return False

    with Heartbeat(renew, every=0.01) as heartbeat:
        heartbeat._thread.join(timeout=5)

    assert beats == [1]


def test_a_database_that_is_away_for_a_moment_does_not_end_it():
    beats = threading.Semaphore(0)

    def renew() -> bool:
        beats.release()
        raise DatabaseError("away")

    with Heartbeat(renew, every=0.01):
        assert beats.acquire(timeout=5)
        assert beats.acquire(timeout=5)


def test_one_that_never_started_can_be_stopped():
    Heartbeat(lambda: True, every=1).stop()
