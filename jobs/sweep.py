"""Finds jobs whose message or worker is lost. Running it twice at once, or too often, changes nothing."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from jobs.models import Job, State
from jobs.sending import send

AT_ONCE = 100
DIED = "The work was begun several times, and each time the program that does it was stopped before the end."
DIED_REMEDY = "The machine may be short of memory. Tell whoever looks after the system, then try again."


def sweep(now: datetime | None = None) -> int:
    """Sends again what may be lost, the oldest first; how many were sent."""
    now = now or timezone.now()
    give_up(now)
    patience = timedelta(seconds=settings.JOB_RESEND_SECONDS)
    lost = Job.objects.waiting_to_be_sent(now, patience).order_by("queued_at", "pk")
    sent = 0
    for pk in list(lost.values_list("pk", flat=True)[:AT_ONCE]):
        if not send(pk):  # the broker is away: the next sweep tries again
            break
        sent += 1
    return sent


def give_up(now: datetime) -> int:
    """Fails what has outlived as many workers as a job may."""
    worn_out = Job.objects.lease_over(now).worn_out()
    return worn_out.update(state=State.FAILED, finished_at=now, problem=DIED, remedy=DIED_REMEDY)
