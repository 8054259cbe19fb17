"""What Celery calls. The messages carry ids; the rows say what is to be done."""

from celery import shared_task

from jobs import running
from jobs import sweep as sweeping


@shared_task(name="jobs.run")
def run(pk: int) -> None:
    running.run_job(pk)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    sweeping.sweep()
