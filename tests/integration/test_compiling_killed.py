"""A worker is killed while it compiles: the draft is whole or absent, and the job finishes when a worker is back."""

import threading
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from jobs.models import Job, State
from jobs.sweep import sweep
from reports.asking import ask_for_draft
from reports.compiling.drafting import compile_draft
from reports.models import Compilation, File, Report
from tests.factories import ActionFactory, CycleFactory, ReportFactory
from tests.integration.test_jobs_killed import an_empty_queue, short_waits, start_worker  # noqa: F401 - fixtures
from tests.processes import wait_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report():
    for _ in range(5):
        ActionFactory(added_on=date(2020, 6, 1), starts_on=date(2020, 6, 1))
    return ReportFactory(cycle=CycleFactory(month=date(2020, 8, 1)))


def is_done(job: Job) -> bool:
    sweep()
    return Job.objects.filter(pk=job.pk, state=State.DONE).exists()


def is_whole_or_absent() -> bool:
    return (Compilation.objects.count(), File.objects.count()) in ((0, 0), (1, 6))


def test_a_worker_killed_while_compiling_leaves_no_half_draft_and_the_next_finishes(report, start_worker):  # noqa: F811
    job = ask_for_draft(report)

    first = start_worker()
    assert wait_for(lambda: Job.objects.filter(pk=job.pk, state=State.RUNNING, progress_of__gt=0).exists())
    first.kill()
    first.wait()
    assert is_whole_or_absent()
    start_worker()

    assert wait_for(lambda: is_done(job), seconds=60)
    assert (Compilation.objects.count(), File.objects.count()) == (1, 6)


def test_asking_twice_is_one_job(report):
    assert ask_for_draft(report) == ask_for_draft(report)
    assert Job.objects.count() == 1


def test_two_compilations_at_once_make_one_draft(report):
    """Both read, both render, both store: the second finds what the first has stored."""
    ready, drafts, faults = threading.Barrier(2), [], []

    def work() -> None:
        try:
            mine = Report.objects.select_related("cycle").get(pk=report.pk)
            ready.wait(10)
            drafts.append(compile_draft(report=mine, at=timezone.now()))
        except Exception as fault:  # noqa: BLE001 - told to the test's own thread
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert faults == []
    assert len({draft.pk for draft in drafts}) == 1
    assert (Compilation.objects.count(), File.objects.count()) == (1, 6)
