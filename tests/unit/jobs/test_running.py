import logging
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jobs import queue
from jobs.models import Job, State
from jobs.running import LeaseLost, Running, claim, run_job
from organisation.models import Service
from tests.jobs_for_tests.tasks import add

pytestmark = pytest.mark.django_db


def queued(task: str = "tests.note", **args) -> Job:
    return queue.enqueue(task, **args)


def take_over(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(worker="another")


def claimed(job: Job) -> Running:
    running = claim(job.pk)
    assert running is not None
    return running


def test_a_job_is_done_once_and_its_effect_is_stored():
    job = queued(name="effect")

    run_job(job.pk)
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 1)
    assert job.finished_at is not None
    assert Service.objects.filter(name="effect").count() == 1


def test_a_claim_holds_a_lease_of_the_set_length(settings):
    settings.JOB_LEASE_SECONDS = 45
    before = timezone.now()

    job = claimed(queued(name="x")).job

    assert timedelta(0) <= job.lease_until - before - timedelta(seconds=45) < timedelta(seconds=10)
    assert job.state == State.RUNNING


def test_a_leased_job_cannot_be_claimed():
    job = queued(name="x")
    claimed(job)

    assert claim(job.pk) is None


def test_a_job_whose_lease_is_over_can_be_claimed_by_another():
    job = queued(name="x")
    first = claimed(job)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))

    second = claimed(job)

    assert second.job.attempts == 2
    assert second.job.worker != first.job.worker


def test_a_worker_that_lost_its_lease_stores_nothing():
    running = claimed(queued(name="x"))
    take_over(running.job)

    with pytest.raises(LeaseLost), running.finishing():
        add("effect")

    assert not Service.objects.filter(name="effect").exists()
    assert Job.objects.get().state == State.RUNNING


def test_an_effect_that_fails_leaves_the_job_running_and_nothing_stored():
    running = claimed(queued(name="x"))

    def half_an_effect() -> None:
        with running.finishing():
            add("effect")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_an_effect()

    assert not Service.objects.filter(name="effect").exists()
    assert Job.objects.get().state == State.RUNNING


def test_finishing_keeps_a_result_which_the_block_may_add_to():
    running = claimed(queued(name="x"))

    with running.finishing({"rows": 3}) as outcome:
        outcome["edition"] = 7

    assert Job.objects.get().result == {"rows": 3, "edition": 7}


def test_progress_is_seen_and_renews_the_lease():
    running = claimed(queued(name="x"))
    Job.objects.update(lease_until=timezone.now())

    running.progress(3, 10, "Reading rows")

    job = Job.objects.get()
    assert (job.progress_done, job.progress_of, job.progress_text) == (3, 10, "Reading rows")
    assert job.lease_until > timezone.now() + timedelta(seconds=10)


def test_progress_tells_a_worker_that_its_lease_is_lost():
    running = claimed(queued(name="x"))
    take_over(running.job)

    with pytest.raises(LeaseLost):
        running.progress(1, 2)


def test_progress_inside_a_transaction_is_refused():
    running = claimed(queued(name="x"))

    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        running.progress(1, 2)


def test_an_expected_problem_is_kept_with_its_remedy_and_not_tried_again():
    job = queued("tests.refuse")

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FAILED, 1)
    assert (job.problem, job.remedy) == ("The file has no rows.", "Choose another file.")


def test_a_fault_goes_back_to_the_queue_twice_and_then_fails_with_a_sentence(caplog):
    job = queued("tests.fault")
    states = []

    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            run_job(job.pk)
            job.refresh_from_db()
            states.append((job.state, job.attempts))

    assert states == [("queued", 1), ("queued", 2), ("failed", 3)]
    assert "fault in the program" in job.problem
    assert f"job {job.pk}" in job.remedy
    assert "ZeroDivisionError" in caplog.text


def test_a_fault_waits_for_the_sweep_before_it_is_tried_again():
    job = queued("tests.fault")

    run_job(job.pk)

    assert not Job.objects.waiting_to_be_sent(timezone.now(), timedelta(seconds=15)).exists()
    later = timezone.now() + timedelta(seconds=16)
    assert list(Job.objects.waiting_to_be_sent(later, timedelta(seconds=15))) == [job]


def put_off(times: int) -> Job:
    """Tried so often, each time as soon as it may be."""
    job = queued("tests.later")
    for _ in range(times):
        Job.objects.update(not_before=None)
        run_job(job.pk)
    job.refresh_from_db()
    return job


@pytest.mark.parametrize(("times", "minutes"), [(1, 1), (2, 2), (6, 32), (7, 60), (40, 60)])
def test_what_cannot_be_done_now_waits_longer_each_time_an_hour_at_most_and_is_no_fault(times, minutes):
    job = put_off(times)

    wait = job.not_before - timezone.now()
    assert timedelta(minutes=minutes) - wait < timedelta(seconds=20)
    assert (job.state, job.attempts, job.put_off) == (State.QUEUED, 0, times)
    assert job.progress_text == "The mail server does not answer."


def test_what_waits_is_neither_claimed_nor_sent_before_its_time():
    job = put_off(1)
    patience = timedelta(seconds=15)

    assert claim(job.pk) is None
    assert not Job.objects.waiting_to_be_sent(job.not_before - timedelta(seconds=1), patience).exists()
    assert list(Job.objects.waiting_to_be_sent(job.not_before, patience)) == [job]

    queue.hurry(job)
    assert claim(job.pk) is not None


def test_after_three_days_it_fails_with_a_sentence_and_can_be_asked_for_again():
    job = put_off(1)
    Job.objects.update(queued_at=timezone.now() - timedelta(days=3), not_before=None)

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.problem, job.remedy) == (
        State.FAILED,
        "The mail server does not answer.",
        "Check the mail server.",
    )
    again = queue.retry(job, None)
    assert (again.state, again.put_off, again.not_before) == (State.QUEUED, 0, None)
    assert claim(job.pk) is not None


def test_a_job_of_another_version_of_the_program_fails_with_a_sentence():
    job = Job.objects.create(task="tests.removed", queued_at=timezone.now())

    run_job(job.pk)

    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "tests.removed" in job.problem


def test_an_id_of_no_job_is_passed_over():
    run_job(987_654)

    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_that_claim_at_once_one_gets_the_job():
    job = queued(name="x")
    line = threading.Barrier(8)
    got: list[bool] = []

    def try_it() -> None:
        line.wait()
        got.append(claim(job.pk) is not None)
        connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(got) == [False] * 7 + [True]
    assert Job.objects.get().attempts == 1


@pytest.mark.django_db(transaction=True)
def test_the_heartbeat_keeps_the_lease_of_a_silent_job(settings):
    settings.JOB_LEASE_SECONDS = 0.6
    running = claimed(queued(name="x"))
    leased = running.job.lease_until

    with running.heartbeat:
        threading.Event().wait(1.0)

    assert Job.objects.get().lease_until > leased + timedelta(seconds=0.5)
