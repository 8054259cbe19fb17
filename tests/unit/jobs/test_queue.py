from datetime import UTC, datetime

import pytest
from django.db import transaction

from jobs import queue, registry
from jobs.models import Job, State

pytestmark = pytest.mark.django_db


def failed(**fields) -> Job:
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return Job.objects.create(
        task="tests.note", args={"name": "x"}, state=State.FAILED, queued_at=now, started_at=now, finished_at=now,
        attempts=3, worker="gone", problem="It broke.", remedy="Mend it.", progress_done=2, progress_of=5, **fields,
    )  # fmt: skip


def test_a_queued_job_says_what_who_and_when(analyst):
    job = queue.enqueue("tests.note", by=analyst, key="note-1", name="x")

    job.refresh_from_db()
    assert (job.task, job.args, job.by, job.key, job.state) == (
        "tests.note",
        {"name": "x"},
        analyst,
        "note-1",
        "queued",
    )
    assert job.queued_at is not None
    assert job.sent_at is None


def test_the_id_is_sent_when_the_transaction_commits(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        job = queue.enqueue("tests.note", name="x")
    assert [callback.args for callback in callbacks] == [(job.pk,)]

    callbacks[0]()

    job.refresh_from_db()
    assert job.sent_at is not None


def test_a_transaction_rolled_back_leaves_no_job_and_sends_nothing(django_capture_on_commit_callbacks):
    def half_a_change() -> None:
        with transaction.atomic():
            queue.enqueue("tests.note", name="x")
            raise ZeroDivisionError

    with django_capture_on_commit_callbacks() as callbacks, pytest.raises(ZeroDivisionError):
        half_a_change()

    assert callbacks == []
    assert not Job.objects.exists()


def test_an_unknown_job_is_refused_when_it_is_asked_for():
    with pytest.raises(registry.UnknownJob):
        queue.enqueue("tests.unheard_of")


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING])
def test_a_key_that_waits_or_runs_is_not_queued_twice(state):
    first = queue.enqueue("tests.note", key="report-3", name="x")
    if state == State.RUNNING:
        now = datetime(2026, 3, 2, 9, tzinfo=UTC)
        Job.objects.filter(pk=first.pk).update(state=state, started_at=now, lease_until=now, worker="w")

    second = queue.enqueue("tests.note", key="report-3", name="y")

    assert second == first
    assert Job.objects.count() == 1


def test_a_key_whose_job_has_ended_is_queued_anew():
    failed(key="report-3")

    queue.enqueue("tests.note", key="report-3", name="x")

    assert Job.objects.unfinished().count() == 1
    assert Job.objects.count() == 2


def test_jobs_without_a_key_are_all_queued():
    queue.enqueue("tests.note", name="x")
    queue.enqueue("tests.note", name="x")

    assert Job.objects.unfinished().count() == 2


def test_when_two_queue_one_key_in_the_same_moment_both_get_the_same_job(monkeypatch):
    first = queue.enqueue("tests.note", key="report-3", name="x")
    monkeypatch.setattr(queue, "unfinished", lambda key: None)  # the other's row was not there yet when we looked

    assert queue.enqueue("tests.note", key="report-3", name="x") == first


def test_trying_again_begins_as_if_new(analyst, django_capture_on_commit_callbacks):
    job = failed(key="report-3")

    with django_capture_on_commit_callbacks() as callbacks:
        again = queue.retry(job, analyst)

    assert (again.pk, again.state, again.by, again.attempts) == (job.pk, State.QUEUED, analyst, 0)
    assert (again.problem, again.remedy, again.worker, again.progress_done) == ("", "", "", 0)
    assert again.finished_at is None
    assert again.queued_at > job.queued_at
    assert len(callbacks) == 1


def test_trying_again_what_did_not_fail_changes_nothing(analyst, django_capture_on_commit_callbacks):
    job = queue.enqueue("tests.note", name="x")

    with django_capture_on_commit_callbacks() as callbacks:
        again = queue.retry(job, analyst)

    assert (again.state, again.by) == (State.QUEUED, None)
    assert callbacks == []


def test_trying_again_gives_the_newer_job_of_the_same_key_when_there_is_one(analyst):
    old = failed(key="report-3")
    newer = queue.enqueue("tests.note", key="report-3", name="x")

    assert queue.retry(old, analyst) == newer
