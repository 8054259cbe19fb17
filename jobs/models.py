"""Long work as a row. The broker carries only a row's id, so what the broker loses is never lost work."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobs import registry
from organisation.models import User

MOST_CLAIMS = 5  # a job whose worker died so often is not tried again


class State(models.TextChoices):
    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


UNFINISHED = (State.QUEUED, State.RUNNING)
FINISHED = (State.DONE, State.FAILED)


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> JobQuerySet:
        """Those that they asked for, and those of a kind that they may see (see jobs.registry)."""
        return self.filter(Q(by=user) | Q(task__in=registry.seen_with(user.access.may_somewhere)))

    def unfinished(self) -> JobQuerySet:
        return self.filter(state__in=UNFINISHED)

    def claimable(self, now: datetime) -> JobQuerySet:
        return self.filter(waiting(now) | Q(state=State.RUNNING, lease_until__lt=now))

    def lease_over(self, now: datetime) -> JobQuerySet:
        return self.filter(state=State.RUNNING, lease_until__lt=now)

    def worn_out(self) -> JobQuerySet:
        return self.filter(attempts__gte=MOST_CLAIMS)

    def held_by(self, worker: str) -> JobQuerySet:
        return self.filter(state=State.RUNNING, worker=worker)

    def waiting_to_be_sent(self, now: datetime, patience: timedelta) -> JobQuerySet:
        """Queued, and not sent for so long that the message may be lost; or left by a worker that died."""
        unsent = Q(sent_at=None, queued_at__lt=now - patience) | Q(sent_at__lt=now - patience)
        return self.filter(waiting(now) & unsent | Q(state=State.RUNNING, lease_until__lt=now) & unsent)


def waiting(now: datetime) -> Q:
    """In the queue, and not put off until later."""
    return Q(state=State.QUEUED) & (Q(not_before=None) | Q(not_before__lte=now))


class Job(models.Model):
    """One piece of long work, from being asked for until its effect is stored."""

    task = models.CharField(max_length=80, help_text="Name in jobs.registry")
    args = models.JSONField(default=dict, help_text="Keyword arguments of the task: ids and plain values")
    key = models.CharField(max_length=200, blank=True, help_text="Of the unfinished jobs, one may have this key")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When its id was last given to the broker")
    not_before = models.DateTimeField(null=True, blank=True, help_text="It was put off until then: see jobs.later")
    put_off = models.PositiveSmallIntegerField(default=0, help_text="How often")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    lease_until = models.DateTimeField(null=True, blank=True, help_text="Until then no other worker may take it")
    worker = models.CharField(max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    progress_done = models.PositiveIntegerField(default=0)
    progress_of = models.PositiveIntegerField(default=0, help_text="0: not known")
    progress_text = models.CharField(max_length=200, blank=True)

    problem = models.TextField(blank=True, help_text="What happened, for the person who asked")
    remedy = models.TextField(blank=True, help_text="What that person can do")
    result = models.JSONField(null=True, blank=True)

    PERSONAL: ClassVar[set[str]] = set()
    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ("-queued_at", "-pk")
        indexes = (models.Index(fields=("state", "lease_until"), name="job_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("key",), condition=Q(state__in=UNFINISHED) & ~Q(key=""), name="one_unfinished_job_a_key"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=State.RUNNING)
                | Q(started_at__isnull=False, lease_until__isnull=False) & ~Q(worker=""),
                name="running_job_has_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | Q(state__in=UNFINISHED, finished_at__isnull=True),
                name="finished_job_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.FAILED) | ~Q(problem="") & ~Q(remedy=""), name="failed_job_says_why"
            ),
            models.CheckConstraint(
                condition=Q(progress_of=0) | Q(progress_done__lte=F("progress_of")), name="job_progress_within_whole"
            ),
        )

    def __str__(self) -> str:
        return f"{self.task} {self.pk}"
