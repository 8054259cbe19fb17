"""What is under way with a file is stopped, and the file is kept. That what runs is stopped is in test_jobs_killed."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from frontdoor.models import Contact
from intake.models import Load, Upload
from intake.uploads import kept, underway
from jobs.models import Job, State
from jobs.running import claim
from tests.factories import HoldingFactory, UserFactory
from tests.factories.brought import text_of
from tests.integration.intake.bringing import AUGUST_ROWS, bring, run_jobs, upload_of, words

pytestmark = pytest.mark.usefixtures("council", "folder")


def choose(visitor):
    return visitor.post("/files/contacts/", {"file": SimpleUploadedFile("a.csv", text_of(*AUGUST_ROWS))}).url


def test_what_waits_for_its_turn_is_stopped_at_once(visitor, django_capture_on_commit_callbacks):
    address = choose(visitor)
    assert f'action="{address}stop/"' in visitor.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page = visitor.post(f"{address}stop/", follow=True)

    assert f'action="{address}check-again/"' in page.content.decode()
    page = words(page)
    assert "The check was stopped" in page
    assert "It was stopped by Lee Specimen. Nothing was loaded, and the file is kept" in page
    assert "Stopped" in words(visitor.get("/files/"))
    run_jobs()
    assert upload_of(Upload.objects.get()).state == Upload.State.STOPPED

    visitor.post(f"{address}check-again/")
    run_jobs()
    assert "No errors: ready to load" in words(visitor.get(address))


def test_choosing_a_stopped_file_again_checks_it_again(visitor):
    address = choose(visitor)
    visitor.post(f"{address}stop/")

    assert choose(visitor) == address
    assert Upload.objects.get().state == Upload.State.CHECKING


def test_a_stopped_file_can_be_thrown_away_and_is_not_loaded(visitor, django_capture_on_commit_callbacks):
    address = choose(visitor)
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(f"{address}stop/")
        assert "This file is not checked" in words(visitor.post(f"{address}load/", follow=True))
        stored = Upload.objects.get().stored
        visitor.post(f"{address}throw-away/")

    assert not kept.path_of(stored).exists()
    assert not kept.beside(stored, kept.STOP).exists()


def test_a_load_that_a_colleague_stops_is_told_to_who_asked_for_it(visitor, client, django_capture_on_commit_callbacks):
    upload, _ = bring(visitor, *AUGUST_ROWS)
    visitor.post(f"/files/checks/{upload.pk}/load/")
    job = upload_of(upload).job
    running = claim(job.pk)
    client.force_login(HoldingFactory(role="front_door_analyst", user=UserFactory(name="Jo Other")).user)

    page = words(client.post(f"/files/checks/{upload.pk}/stop/", follow=True))
    assert "It is being stopped" in page
    Job.objects.filter(pk=running.job.pk).update(state=State.QUEUED, worker="", lease_until=None)  # the worker died
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs()
        run_jobs()

    assert "The load was stopped" in words(client.get(f"/files/checks/{upload.pk}/"))
    assert "It was stopped by Jo Other" in words(client.get(f"/files/checks/{upload.pk}/"))
    assert (Load.objects.count(), Contact.objects.count()) == (0, 0)
    [letter] = mail.outbox
    assert "contacts.csv was not loaded, and nothing was changed" in letter.body
    assert not underway.is_to_stop(upload_of(upload))


def test_a_wish_to_stop_that_came_too_late_stops_nothing_later(visitor):
    upload, _ = bring(visitor, *AUGUST_ROWS)
    underway.ask_to_stop(upload, upload.brought_by)

    visitor.post(f"/files/checks/{upload.pk}/load/")
    run_jobs()

    assert Load.objects.get().rows == 2
