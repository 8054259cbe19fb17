"""Work on files that goes on behind the pages."""

from collections.abc import Iterator
from contextlib import contextmanager

from celery import shared_task

from intake.models import Upload
from intake.uploads import bringing, forgetting, letters, work
from jobs.registry import job
from jobs.running import JobProblem, Running
from organisation import clock
from organisation.models import User

GONE = "The file is not there any more."
GONE_REMEDY = "Throw it away and choose it again."


@contextmanager
def needs_its_file() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as problem:
        raise JobProblem(GONE, GONE_REMEDY) from problem


@job(bringing.CHECK)
def check(running: Running, *, upload_id: int) -> None:
    upload = Upload.objects.select_related("brought_by").get(pk=upload_id)
    with needs_its_file():
        work.check(upload=upload, at=clock.now(), finishing=running.finishing)


@job(bringing.LOAD)
def load(running: Running, *, upload_id: int, by_id: int) -> None:
    upload, by = Upload.objects.get(pk=upload_id), User.objects.get(pk=by_id)
    with needs_its_file():
        work.load(upload=upload, by=by, at=clock.now(), finishing=running.finishing)


@job(bringing.TELL)
def tell(running: Running, *, upload_id: int, to_id: int) -> None:
    """What became of a load, to whoever asked for it."""
    letters.send(Upload.objects.select_related("file").get(pk=upload_id), User.objects.get(pk=to_id), running.finishing)


@shared_task(name="intake.forget")
def forget() -> None:
    """Every night."""
    forgetting.forget(clock.now())
