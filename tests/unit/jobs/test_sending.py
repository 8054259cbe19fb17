import socket
import time

import pytest
from django.utils import timezone

from jobs.models import Job
from jobs.sending import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def job() -> Job:
    return Job.objects.create(task="tests.note", queued_at=timezone.now())


def test_a_broker_that_is_down_delays_the_caller_little_and_never_fails_it(monkeypatch, job):
    monkeypatch.setenv("CELERY_BROKER_WRITE_URL", "redis://127.0.0.1:1/0")
    began = time.monotonic()

    assert send(job.pk) is False

    assert time.monotonic() - began < 4


def test_a_broker_that_says_nothing_delays_the_caller_little_and_never_fails_it(monkeypatch, job):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("CELERY_BROKER_WRITE_URL", f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        began = time.monotonic()

        assert send(job.pk) is False

    assert time.monotonic() - began < 8
    job.refresh_from_db()
    assert job.sent_at is None
