"""A worker is killed while it checks or loads a file: nothing is lost or doubled, and the next worker finishes."""

import threading
import time

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from frontdoor.datasets import CONTACTS
from frontdoor.models import Contact
from intake.models import BroughtFile, Load, Upload
from intake.uploads import bringing, kept, underway
from jobs.models import Job, State
from jobs.running import run_job
from jobs.sweep import sweep
from organisation import clock
from tests.factories import CategoryFactory, HoldingFactory, UserFactory
from tests.factories.brought import text_of
from tests.integration.test_jobs_killed import an_empty_queue, short_waits, start_worker  # noqa: F401 - fixtures
from tests.processes import wait_for

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 20_000


@pytest.fixture
def upload():
    CategoryFactory(code="no_consent")
    return brought(ROWS)


def brought(number):
    rows = (f"C-{n},K-{n},{n % 28 + 1:02}/08/2020,,6,4,other," for n in range(number))
    file = ContentFile(text_of(*rows), name="contacts.csv")
    return bringing.bring(of=CONTACTS, file=file, month=None, by=UserFactory(), at=clock.now())


def state_of(upload):
    sweep()
    return Upload.objects.get(pk=upload.pk).state


def begun(upload, kind):
    """The job reads rows, so it is within the transaction that writes them."""
    running = Job.objects.filter(task=kind, state=State.RUNNING).exists()
    return running and underway.how_far(upload)[1] > 0


def is_whole_or_absent():
    found = (BroughtFile.objects.count(), Load.objects.count(), Contact.objects.count())
    return found in ((0, 0, 0), (1, 1, ROWS))


def test_a_worker_killed_while_checking_and_while_loading_leaves_nothing_half_done(upload, start_worker):  # noqa: F811
    first = start_worker()
    assert wait_for(lambda: begun(upload, bringing.CHECK))
    first.kill()
    first.wait()
    assert is_whole_or_absent()

    second = start_worker()
    assert wait_for(lambda: state_of(upload) == Upload.State.CHECKED, seconds=60)
    upload.refresh_from_db()
    assert upload.told["months"][0]["added"] == ROWS
    kept.beside(upload.stored, kept.PROGRESS).unlink()
    bringing.ask_to_load(upload=upload, by=upload.brought_by, at=clock.now())
    assert wait_for(lambda: begun(upload, bringing.LOAD))
    second.kill()
    second.wait()
    assert is_whole_or_absent()
    start_worker()

    assert wait_for(lambda: state_of(upload) == Upload.State.LOADED, seconds=60)
    assert Load.objects.get().rows == Contact.objects.current().count() == ROWS
    assert wait_for(lambda: not kept.path_of(upload.stored).exists())


def test_a_check_and_a_load_that_run_are_stopped_from_the_page_and_leave_nothing(start_worker, client):  # noqa: F811
    """The button waits for nobody: on SQLite the job has the database to itself."""
    CategoryFactory(code="no_consent")
    upload = brought(4 * ROWS)  # so many that it is not done before the button is pressed
    HoldingFactory(role="front_door_analyst", user=upload.brought_by)
    client.force_login(upload.brought_by)
    stop, again = (f"/files/checks/{upload.pk}/{what}/" for what in ("stop", "check-again"))
    assert client.get(f"/files/checks/{upload.pk}/").status_code == 200  # the first page takes long
    start_worker()
    assert wait_for(lambda: begun(upload, bringing.CHECK))
    client.post(stop)
    assert wait_for(lambda: state_of(upload) == Upload.State.STOPPED)
    assert kept.path_of(Upload.objects.get().stored).exists()
    client.post(again)
    assert wait_for(lambda: state_of(upload) == Upload.State.CHECKED, seconds=60)

    kept.beside(upload.stored, kept.PROGRESS).unlink()
    client.post(f"/files/checks/{upload.pk}/load/")
    assert wait_for(lambda: begun(upload, bringing.LOAD))
    started = time.monotonic()
    page = client.post(stop, follow=True)

    assert time.monotonic() - started < 5
    assert "It is being stopped" in page.content.decode() or state_of(upload) == Upload.State.STOPPED
    assert wait_for(lambda: state_of(upload) == Upload.State.STOPPED)
    assert (BroughtFile.objects.count(), Load.objects.count(), Contact.objects.count()) == (0, 0, 0)
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}
    assert "The load was stopped" in client.get(f"/files/checks/{upload.pk}/").content.decode()
    client.post(again)
    assert wait_for(lambda: state_of(upload) == Upload.State.CHECKED, seconds=60)


def test_two_loads_of_a_month_at_once_are_put_in_order(upload):
    """The second is checked again against what the first one loaded."""
    file = ContentFile(text_of("D-1,K-1,03/08/2020,,6,4,other,"), name="other.csv")
    other = bringing.bring(of=CONTACTS, file=file, month=None, by=upload.brought_by, at=clock.now())
    for each in (upload, other):
        run_job(each.job_id)
        bringing.ask_to_load(upload=each, by=upload.brought_by, at=clock.now())
    ready = threading.Barrier(2)

    def load(pk):
        ready.wait()
        run_job(Upload.objects.get(pk=pk).job_id)
        connection.close()

    threads = [threading.Thread(target=load, args=(each.pk,)) for each in (upload, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    states = sorted(Upload.objects.values_list("state", flat=True))
    assert states == [Upload.State.CHECKING, Upload.State.LOADED]
    assert Load.objects.get().rows == Contact.objects.count()
