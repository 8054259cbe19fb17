"""Running a job: claim it with a lease, do it, store its effect and 'done' together.

Two workers may hold the same id: a message can be sent twice, a worker can be thought dead. Only the one whose lease
stands stores anything.
"""

import logging
import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from jobs import registry
from jobs.heartbeat import Heartbeat
from jobs.later import TryLater, is_too_late, next_try
from jobs.models import Job, JobQuerySet, State

logger = logging.getLogger(__name__)

MOST_FAULTS = 3  # an unexpected error is tried again so often in all
FAULT = "The work stopped because of a fault in the program, and stopped again when it was tried again."
FAULT_REMEDY = "Try once more. If it stops again, tell whoever looks after the system; the log names job {pk}."
UNKNOWN = "This version of the program does not know the kind of work that was asked for ({task})."
UNKNOWN_REMEDY = "Ask for the work again from its page."


class LeaseLost(Exception):
    """Another worker has the job, or it is finished: nothing may be stored by this one."""


class JobProblem(Exception):
    """An expected end: what happened, and what the person who asked can do. It is not tried again."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


class Running:
    """A claimed job, given to its function."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.is_finished = False
        self.heartbeat = Heartbeat(self.renew, every=settings.JOB_LEASE_SECONDS / 3)

    def progress(self, done: int, of: int, text: str = "") -> None:
        """Says how far the work is, and renews the lease.

        Refused inside a transaction: others would not see it, and after a snapshot the job could not be finished.
        """
        now = timezone.now()
        so_far = {"progress_done": min(done, of), "progress_of": of, "progress_text": text[:200]}
        with transaction.atomic(durable=True):
            is_ours = self._held().update(**so_far, lease_until=lease_from(now))
        if not is_ours:
            raise LeaseLost

    @contextmanager
    def finishing(self, result: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """A transaction for the effect of the job, which is done exactly when it commits.

        Gives the result as a dict, to which the block may add. The row is marked first, so that nobody else can claim
        the job while the block stores its effect, however long that takes.
        """
        self.heartbeat.stop()
        outcome = dict(result or {})
        with transaction.atomic(durable=True):
            done = {"state": State.DONE, "finished_at": timezone.now(), "progress_done": F("progress_of")}
            if not self._held().update(**done):
                raise LeaseLost
            yield outcome
            if outcome:
                Job.objects.filter(pk=self.job.pk).update(result=outcome)
        self.is_finished = True

    def renew(self) -> bool:
        return bool(self._held().update(lease_until=lease_from(timezone.now())))

    def fail(self, problem: str, remedy: str) -> None:
        drop_broken_connection()
        self._held().update(state=State.FAILED, finished_at=timezone.now(), problem=problem, remedy=remedy)

    def queue_again(self) -> None:
        """Back into the queue; the sweep sends it after a pause."""
        drop_broken_connection()
        self._held().update(
            state=State.QUEUED, sent_at=timezone.now(), worker="", lease_until=None, progress_done=0, progress_text=""
        )

    def put_off(self, why: TryLater) -> None:
        """Back into the queue until its next try: no fault, and no claim that counts against it."""
        drop_broken_connection()
        now = timezone.now()
        if is_too_late(self.job.queued_at, now):
            self.fail(why.problem, why.remedy)
            return
        self._held().update(
            state=State.QUEUED, sent_at=now, not_before=next_try(now, self.job.put_off), put_off=F("put_off") + 1,
            attempts=0, worker="", lease_until=None, progress_done=0, progress_text=why.problem[:200],
        )  # fmt: skip

    def _held(self) -> JobQuerySet:
        return Job.objects.held_by(self.job.worker).filter(pk=self.job.pk)


def lease_from(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def drop_broken_connection() -> None:
    """The job may have failed because the database went away: what is to be said of it needs a new connection."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def claim(pk: int) -> Running | None:
    """The job, if it waits or its worker's lease is over; of several that try, one gets it."""
    now = timezone.now()
    worker = f"{socket.gethostname()[:80]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"
    leased = {"state": State.RUNNING, "worker": worker, "started_at": now, "lease_until": lease_from(now)}
    if not Job.objects.claimable(now).filter(pk=pk).update(**leased, attempts=F("attempts") + 1):
        return None
    return Running(Job.objects.get(pk=pk))


def run_job(pk: int) -> bool:
    """Runs the job if it can be claimed. Harmless when the id was sent twice. Whether it was done, and here."""
    running = claim(pk)
    if running is None:
        return False
    try:
        with running.heartbeat:
            registry.function_of(running.job.task)(running, **running.job.args)
            if not running.is_finished:
                with running.finishing():
                    pass
    except LeaseLost:
        logger.warning("Job %s was taken over by another worker; this one stored nothing.", pk)
    except JobProblem as expected:
        running.fail(expected.problem, expected.remedy)
    except TryLater as why:
        logger.warning("Job %s (%s) is put off: %s", pk, running.job.task, why)
        running.put_off(why)
    except registry.UnknownJob:
        running.fail(UNKNOWN.format(task=running.job.task), UNKNOWN_REMEDY)
    except Exception:
        logger.exception("Job %s (%s) met a fault, attempt %s", pk, running.job.task, running.job.attempts)
        _after_fault(running)
    return running.is_finished


def _after_fault(running: Running) -> None:
    if running.job.attempts < MOST_FAULTS:
        running.queue_again()
    else:
        running.fail(FAULT, FAULT_REMEDY.format(pk=running.job.pk))
