"""Asking for a draft: the work itself is a job, and goes on when the page is left."""

from jobs.models import Job
from jobs.queue import enqueue
from organisation.models import User
from reports.models import Report

COMPILE = "reports.compile_draft"


def ask_for_draft(report: Report, by: User | None = None) -> Job:
    """One at a time for a report: while one waits or runs, that one is returned."""
    return enqueue(COMPILE, by=by, key=key_of(report), report_id=report.pk)


def key_of(report: Report) -> str:
    return f"draft-{report.pk}"


def ask_for_open_drafts() -> list[Job]:
    return [ask_for_draft(report) for report in Report.objects.filter(cycle__closed_at__isnull=True)]
