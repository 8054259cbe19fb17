"""A file that was checked is loaded behind the page, once, and nothing is loaded that nobody saw."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from frontdoor.models import Contact
from intake.loads.steps import Step
from intake.models import Load, Upload
from intake.uploads import underway
from jobs.models import Job, State
from tests.factories import loaded_file
from tests.factories.brought import text_of
from tests.integration.intake.bringing import AUGUST_ROWS, BAD_ROWS, bring, on_disk, run_jobs, upload_of, words

pytestmark = pytest.mark.usefixtures("council", "folder")


def test_a_good_file_is_loaded_and_its_sender_told(visitor, analyst, django_capture_on_commit_callbacks):
    upload, page = bring(visitor, *AUGUST_ROWS)
    assert "August 2020 not loaded 2 2 0 0" in words(page)

    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(f"/files/checks/{upload.pk}/load/")
        visitor.post(f"/files/checks/{upload.pk}/load/")  # pressed twice
        run_jobs()
        run_jobs()  # the e-mail

    load = Load.objects.get()
    assert (load.rows, load.loaded_by, load.file.upload) == (2, analyst, upload)
    assert Contact.objects.current().count() == 2
    assert visitor.get(f"/files/checks/{upload.pk}/").url == f"/files/loads/{load.pk}/"
    assert on_disk() == []
    [letter] = mail.outbox
    assert letter.to == [analyst.email]
    assert "contacts.csv is loaded: 2 rows" in letter.body
    assert f"/files/loads/{load.pk}/" in letter.body


def test_warnings_need_a_reason_which_is_kept(visitor):
    upload, page = bring(visitor, BAD_ROWS[2])
    assert "No errors, 1 warning" in words(page)

    refused = visitor.post(f"/files/checks/{upload.pk}/load/", {"reason": ""})
    assert "Enter why the warnings do not stop this file" in words(refused)
    visitor.post(f"/files/checks/{upload.pk}/load/", {"reason": "The age is asked for"})
    run_jobs()

    load = Load.objects.get()
    assert load.file.accepted_because == "The age is asked for"
    assert "1 warning did not stop it, because: The age is asked for" in words(visitor.get(f"/files/loads/{load.pk}/"))


def test_a_file_with_errors_is_never_loaded(visitor):
    upload, _ = bring(visitor, *BAD_ROWS)

    page = visitor.post(f"/files/checks/{upload.pk}/load/", {"reason": "x"}, follow=True)

    assert "Errors stop this file" in words(page)
    assert not Job.objects.unfinished().exists()


def test_what_another_load_changed_meanwhile_is_checked_again(visitor):
    """Nobody loads a difference that they did not see."""
    upload, _ = bring(visitor, *AUGUST_ROWS)
    loaded_file("X-1,K-1,03/08/2020,,6,4,other,")

    visitor.post(f"/files/checks/{upload.pk}/load/")
    run_jobs()
    run_jobs()

    assert Load.objects.count() == 1
    page = words(visitor.get(f"/files/checks/{upload.pk}/"))
    assert "Another file was loaded meanwhile, so this one was checked again" in page
    assert "August 2020 1 2 2 0 1" in page


def test_a_file_that_is_loaded_already_is_recognised(visitor):
    loaded_file(*AUGUST_ROWS)

    _, page = bring(visitor, *AUGUST_ROWS)

    assert "This very file is loaded already" in words(page)


def test_a_job_that_failed_says_so_and_can_be_tried_again(visitor):
    upload, _ = bring(visitor, *AUGUST_ROWS)
    visitor.post(f"/files/checks/{upload.pk}/load/")
    upload.refresh_from_db()
    Job.objects.filter(pk=upload.job_id).update(
        state=State.FAILED, finished_at=datetime(2020, 9, 28, tzinfo=UTC), problem="It broke.", remedy="Try once more."
    )
    assert "The file was not loaded It broke. Try once more." in words(visitor.get(f"/files/checks/{upload.pk}/"))

    visitor.post(f"/files/checks/{upload.pk}/try-again/")
    run_jobs()

    assert Load.objects.count() == 1


def test_a_job_that_is_lost_is_asked_for_again(visitor):
    visitor.post("/files/contacts/", {"file": SimpleUploadedFile("a.csv", text_of(*AUGUST_ROWS))})
    upload = Upload.objects.get()
    Job.objects.all().delete()
    assert "is not there any more. Try again" in words(visitor.get(f"/files/checks/{upload.pk}/"))

    visitor.post(f"/files/checks/{upload.pk}/try-again/")
    run_jobs()

    assert upload_of(upload).state == Upload.State.CHECKED


def test_progress_is_read_while_the_rows_are_written(visitor):
    upload, _ = bring(visitor, *AUGUST_ROWS)
    visitor.post(f"/files/checks/{upload.pk}/load/")
    upload.refresh_from_db()
    now = timezone.now() - timedelta(seconds=30)
    Job.objects.filter(pk=upload.job_id).update(state=State.RUNNING, started_at=now, lease_until=now, worker="w")
    underway.Progress(upload)(Step.READ, 1)

    page = visitor.get(f"/files/checks/{upload.pk}/progress/", headers={"HX-Request": "true"})

    told = words(page)
    assert "1 of 2 rows written (50%)" in told
    assert re.search(r"About 3\d seconds for the other rows", told)
    assert (
        "Check the file Done, no errors Look through the file again Done Check and write every row Under way 1 row"
        in told
    )
    assert "Compare it with what is loaded Waits" in told


def test_warnings_that_are_harmless_are_told_apart_and_need_no_reason(visitor):
    headings = "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of Contact,Contact Source"
    upload, page = bring(visitor, "7,,,,11,03/08/2020,q) 6: Police", headings=headings)
    told = words(page)
    assert "No errors: ready to load" in told
    assert "Told, no reason needed" in told
    assert "No date of birth: the age in the file is kept, 11" in told
    assert "Why do the warnings not stop this file?" not in told
    assert "No date of birth" in words(visitor.get(f"/files/checks/{upload.pk}/warnings/?kind=1"))

    visitor.post(f"/files/checks/{upload.pk}/load/")
    run_jobs()

    assert Load.objects.get().rows == 1
    assert "1 warning: none needed a reason." in words(visitor.get(f"/files/loads/{Load.objects.get().pk}/"))


def test_what_no_worker_takes_up_is_told(visitor):
    """By the machine's clock, whatever day the demonstration plays on."""
    sent = visitor.post("/files/contacts/", {"file": SimpleUploadedFile("a.csv", text_of(*AUGUST_ROWS))})
    Job.objects.update(queued_at=timezone.now() - timedelta(minutes=3))

    assert "The work has not been started yet" in words(visitor.get(sent.url))
