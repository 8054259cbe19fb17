"""Compiling a draft: a job, its progress, its failure, and what it makes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from jobs.models import Job
from jobs.running import run_job
from reports.compiling.drafting import compile_draft
from tests.factories import FileFactory, JobFactory, NarrativeFactory
from tests.integration.drafts.visiting import at, drafted, says

pytestmark = pytest.mark.django_db


def test_compiling_is_a_job_and_twice_is_once(office, report):
    for _ in range(2):
        response = office.post(at("compile"))
        assert response.status_code == 302
        assert response.url == at("draft")

    assert Job.objects.count() == 1
    page = office.get(at("draft"))
    assert "A draft is being compiled" in says(page)
    assert "See whether it is ready" in says(page)
    assert b'hx-trigger="every 1s"' in page.content
    assert "Compile the draft" not in says(page)


def test_progress_is_a_piece_of_the_page_and_then_the_whole_page(office, report):
    job = JobFactory(task="reports.compile_draft", key=f"draft-{report.pk}", running=True,
                     progress_done=2, progress_of=6, progress_text="Making Word")  # fmt: skip
    piece = office.get(at("progress"), headers={"HX-Request": "true"})
    assert "Step 3 of 6: Making Word" in says(piece)
    assert b"<html" not in piece.content

    Job.objects.filter(pk=job.pk).update(state="done", finished_at=datetime(2020, 9, 28, 6, tzinfo=UTC))
    assert office.get(at("progress"), headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_draft_that_nobody_starts_says_so_after_two_minutes(office, report):
    now = timezone.now()
    job = JobFactory(task="reports.compile_draft", key=f"draft-{report.pk}", queued_at=now - timedelta(seconds=90))
    assert "no worker is running" not in says(office.get(at("draft")))

    Job.objects.filter(pk=job.pk).update(queued_at=now - timedelta(seconds=130))
    for words in (says(office.get(at("draft"))), says(office.get(at("progress"), headers={"HX-Request": "true"}))):
        assert "The draft has not been started yet" in words
        assert "Tell whoever looks after the tracker that no worker is running." in words


def test_without_scripts_progress_leads_to_the_page(office, report):
    assert office.get(at("progress")).url == at("draft")


def test_a_compilation_that_failed_says_why_and_may_be_tried_again(office, report, plan):
    NarrativeFactory(report=report, section="finance", words="Now {{ no.such_figure }}.")
    office.post(at("compile"))
    run_job(Job.objects.get().pk)

    words = says(office.get(at("draft")))
    assert "The report cannot be compiled." in words
    assert "no.such_figure" in words
    assert "Mend it and compile again." in words
    assert "Try again" in words


def test_the_job_makes_the_draft_that_the_page_shows(office, report, plan):
    office.post(at("compile"))
    run_job(Job.objects.get().pk)

    report.refresh_from_db()
    assert report.draft.says in says(office.get(at("draft")))
    assert office.get(at("file", "report.pdf")).content.startswith(b"%PDF")


def test_what_is_compiled_after_signing_is_a_draft_of_a_correction(office, report, edition):
    words = says(office.get(at("draft")))
    assert "Draft a correction" in words
    assert "edition 1 stays as it is" in words
    assert "Compile again" not in words

    drafted(report)
    words = says(office.get(at("draft")))
    assert "The draft is of a correction: edition 1 stays as it is." in words
    assert "Compile again" in words


def test_a_draft_is_never_kept_by_what_lies_between(office, report):
    FileFactory(compilation=drafted(report), format="pdf")

    response = office.get(at("file", "report.pdf"))
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == 'attachment; filename="improvement-2020-08-draft.pdf"'


def test_records_that_return_to_what_they_were_give_back_that_draft(report, plan):
    first = compile_draft(report=report, at=datetime(2020, 9, 28, 9, tzinfo=UTC))
    narrative = NarrativeFactory(report=report, section="summary", words="Something new.")
    second = compile_draft(report=report, at=datetime(2020, 9, 28, 10, tzinfo=UTC))
    narrative.delete()
    again = compile_draft(report=report, at=datetime(2020, 9, 28, 11, tzinfo=UTC))

    report.refresh_from_db()
    assert first == again == report.draft
    assert first != second
    assert report.drafted_at.hour == 11
