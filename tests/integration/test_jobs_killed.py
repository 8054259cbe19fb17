"""No broker is trusted with work: workers are killed and messages are lost, and each job is done once all the same."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import Popen

import pytest
import redis
from django.conf import settings as product

import tests.jobs_for_tests.tasks  # noqa: F401 - registers the jobs that are queued here
from jobs import queue
from jobs.models import Job, State
from jobs.sweep import sweep
from organisation.models import Service
from tests.processes import environment, python, queue_name, wait_for

pytestmark = pytest.mark.django_db(transaction=True)
WORKER = ("-m", "celery", "-A", "config.celery", "worker", "--pool", "solo", "--loglevel", "WARNING",
          "--without-gossip", "--without-mingle", "--without-heartbeat")  # fmt: skip


@pytest.fixture(autouse=True)
def short_waits(settings):
    settings.JOB_LEASE_SECONDS = 3
    settings.JOB_RESEND_SECONDS = 1


@pytest.fixture(autouse=True)
def an_empty_queue() -> Iterator[None]:
    lose_messages(every=1)
    yield
    lose_messages(every=1)


@pytest.fixture
def start_worker(tmp_path: Path) -> Iterator[Callable[[], Popen[str]]]:
    workers: list[Popen[str]] = []
    env = environment(DJANGO_SETTINGS_MODULE="tests.settings_for_jobs", JOB_LEASE_SECONDS="3")

    def start() -> Popen[str]:
        workers.append(python(*WORKER, env=env, log=tmp_path / f"worker-{len(workers)}.log"))
        return workers[-1]

    yield start
    for worker in workers:
        with contextlib.suppress(ProcessLookupError):
            worker.kill()
        worker.wait()


def lose_messages(every: int) -> int:
    """Takes every second message (or third ...) from the broker, unread; how many."""
    if not product.REDIS_URL:
        lost = sorted((product.BROKER_DIR / "queue").glob("*.msg"))[::every]
        for file in lost:
            file.unlink(missing_ok=True)  # a worker may have read it meanwhile
        return len(lost)
    with redis.Redis.from_url(product.REDIS_URL, decode_responses=True) as broker:
        messages = broker.lrange(queue_name(), 0, -1)[::every]
        for message in messages:
            broker.lrem(queue_name(), 1, str(message))
    return len(messages)


def all_done() -> bool:
    sweep()
    return not Job.objects.exclude(state=State.DONE).exists()


def test_a_job_whose_worker_is_killed_in_the_middle_is_done_once_by_the_next(start_worker, tmp_path):
    sign = tmp_path / "begun"
    job = queue.enqueue("tests.hang_once", name="effect", sign=str(sign))

    first = start_worker()
    assert wait_for(sign.exists)
    first.kill()
    first.wait()
    assert not Service.objects.filter(name="effect").exists()
    start_worker()

    assert wait_for(all_done)
    job.refresh_from_db()
    assert job.attempts == 2
    assert Service.objects.filter(name="effect").count() == 1


def test_jobs_whose_messages_are_lost_are_done_once_each(start_worker):
    for number in range(20):
        queue.enqueue("tests.note", name=f"effect {number}")
    assert lose_messages(every=2) == 10

    start_worker()

    assert wait_for(all_done)
    names = list(Service.objects.filter(name__startswith="effect").values_list("name", flat=True))
    assert sorted(names) == sorted(f"effect {number}" for number in range(20))


def test_messages_sent_twice_do_the_work_once(start_worker):
    job = queue.enqueue("tests.note", name="effect")
    Job.objects.filter(pk=job.pk).update(sent_at=None, queued_at=job.queued_at.replace(year=2000))
    sweep()

    start_worker()

    assert wait_for(all_done)
    assert wait_for(lambda: lose_messages(every=1) == 0)
    job.refresh_from_db()
    assert job.attempts == 1
    assert Service.objects.filter(name="effect").count() == 1
