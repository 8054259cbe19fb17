"""Work on reports that goes on behind the pages."""

from celery import shared_task

from jobs.registry import job
from jobs.running import JobProblem, Running
from organisation import clock
from organisation.permissions import Permission
from reports import asking
from reports.compiling import drafting
from reports.compiling.narrative import NarrativeError
from reports.models import Report
from reports.tree import TreeError


@job(asking.COMPILE, seen_by=Permission.READ_DRAFTS)
def compile_draft(running: Running, *, report_id: int) -> None:
    report = Report.objects.select_related("cycle").get(pk=report_id)
    try:
        drafting.compile_draft(report=report, at=clock.now(), progress=running.progress, finishing=running.finishing)
    except (NarrativeError, TreeError) as problem:
        raise JobProblem(f"The report cannot be compiled. {problem}", "Mend it and compile again.") from problem


@shared_task(name="reports.ask_for_drafts")
def ask_for_drafts() -> None:
    """Every night, so that the draft of an open cycle is never older than a day."""
    asking.ask_for_open_drafts()
