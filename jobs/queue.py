"""Asking for work to be done later, and asking again for what failed."""

from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jobs import registry
from jobs.models import Job, State
from jobs.sending import send
from organisation.models import User


def enqueue(task: str, *, by: User | None = None, key: str = "", **args: Any) -> Job:
    """Records the job in the caller's transaction; its id is sent when that commits.

    With a key, an unfinished job of that key is returned in place of a second one.
    """
    registry.function_of(task)
    waiting = unfinished(key)
    if waiting is not None:
        return waiting
    try:
        with transaction.atomic():
            job = Job.objects.create(task=task, args=args, key=key, by=by, queued_at=timezone.now())
    except IntegrityError:
        return _other(key)
    transaction.on_commit(partial(send, job.pk), robust=True)
    return job


def retry(job: Job, by: User | None) -> Job:
    """Queues a failed job again, as if new. One that did not fail is left alone."""
    afresh = {
        "state": State.QUEUED, "by": by, "queued_at": timezone.now(), "sent_at": None, "started_at": None,
        "finished_at": None, "lease_until": None, "worker": "", "attempts": 0, "progress_done": 0, "progress_of": 0,
        "progress_text": "", "problem": "", "remedy": "", "not_before": None, "put_off": 0,
    }  # fmt: skip
    try:
        with transaction.atomic():
            queued = Job.objects.filter(pk=job.pk, state=State.FAILED).update(**afresh)
    except IntegrityError:
        return _other(job.key)
    if queued:
        transaction.on_commit(partial(send, job.pk), robust=True)
    return Job.objects.get(pk=job.pk)


def hurry(job: Job) -> None:
    """What was put off may be tried at once."""
    Job.objects.unfinished().filter(pk=job.pk).update(not_before=None)


def unfinished(key: str) -> Job | None:
    return Job.objects.unfinished().filter(key=key).first() if key else None


def _other(key: str) -> Job:
    """The job which another process queued in the same moment: the constraint has just told us of it."""
    return Job.objects.unfinished().get(key=key)
