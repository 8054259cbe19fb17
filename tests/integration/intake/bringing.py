"""A file brought in the browser: chosen, and the work behind the page done."""

import re
from pathlib import Path

from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from intake.models import Upload
from jobs.models import Job
from jobs.running import run_job
from tests.factories.brought import text_of

AUGUST_ROWS = ("C-1,K-1,03/08/2020,,6,4,other,", "C-2,K-2,05/08/2020,,6,5,referral,")
BAD_ROWS = (
    "C-1,K-1,31/09/2020,,6,4,other,",
    "C-2,K-2,05/08/2020,,Polcie,5,referral,",
    "C-3,K-3,05/08/2020,,6,,referral,",
    "C-4,K-4,06/08/2020,,6,4,referral,",
)


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\u00a0", " "))


def bring(visitor, *rows, name="contacts.csv", headings=None, **fields):
    """Chooses the file, and lets the worker check it. Gives the upload and its page."""
    content = text_of(*rows, **({"headings": headings} if headings else {}))
    sent = visitor.post("/files/contacts/", {"file": SimpleUploadedFile(name, content), **fields})
    assert sent.status_code == 302, words(sent)
    upload = Upload.objects.latest("pk")
    run_jobs()
    return upload, visitor.get(sent.url)


def upload_of(upload):
    return Upload.objects.get(pk=upload.pk)


def run_jobs():
    for pk in Job.objects.unfinished().order_by("pk").values_list("pk", flat=True):
        run_job(pk)


def on_disk():
    folder = Path(storages["intake"].location)
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
