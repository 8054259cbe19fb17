from datetime import UTC, datetime, timedelta

import pytest

from jobs import sweep
from jobs.models import Job, State

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def patience(settings):
    settings.JOB_RESEND_SECONDS = 15


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


def queued(queued_at: datetime, sent_at: datetime | None) -> Job:
    return Job.objects.create(task="tests.note", queued_at=queued_at, sent_at=sent_at)


def running(lease_until: datetime, attempts: int = 1) -> Job:
    return Job.objects.create(
        task="tests.note", state=State.RUNNING, queued_at=ago(300), sent_at=ago(300), started_at=ago(200), worker="w",
        lease_until=lease_until, attempts=attempts,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("queued_at", "sent_at", "is_sent"),
    [
        (ago(16), None, True),
        (ago(14), None, False),
        (ago(100), ago(16), True),
        (ago(100), ago(14), False),
    ],
)
def test_a_waiting_job_is_sent_when_nothing_was_for_the_set_time(queued_at, sent_at, is_sent):
    job = queued(queued_at, sent_at)

    assert sweep.sweep(NOW) == int(is_sent)

    job.refresh_from_db()
    assert (job.sent_at != sent_at) == is_sent


def test_a_job_whose_worker_died_is_sent_when_its_lease_is_over():
    running(lease_until=ago(1))
    running(lease_until=ago(-1))

    assert sweep.sweep(NOW) == 1


def test_what_was_swept_is_not_swept_again_at_once():
    running(lease_until=ago(1))
    queued(ago(16), None)

    assert (sweep.sweep(NOW), sweep.sweep(NOW)) == (2, 0)


def test_a_job_that_outlived_five_workers_fails_with_a_sentence():
    job = running(lease_until=ago(1), attempts=5)

    assert sweep.sweep(NOW) == 0

    job.refresh_from_db()
    assert (job.state, job.finished_at) == (State.FAILED, NOW)
    assert "stopped before the end" in job.problem
    assert job.remedy


def test_a_fifth_attempt_that_still_runs_is_left_alone():
    job = running(lease_until=ago(-1), attempts=5)

    sweep.sweep(NOW)

    job.refresh_from_db()
    assert job.state == State.RUNNING


def test_a_sweep_ends_at_once_when_the_broker_is_away(monkeypatch):
    monkeypatch.setenv("CELERY_BROKER_WRITE_URL", "redis://127.0.0.1:1/0")
    for _ in range(5):
        queued(ago(16), None)

    assert sweep.sweep(NOW) == 0
    assert Job.objects.filter(sent_at=None).count() == 5
