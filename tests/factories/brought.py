"""Files of contacts as somebody brings them in the browser: checked, or loaded."""

from __future__ import annotations

from contextlib import nullcontext

from django.core.files.base import ContentFile

from frontdoor.datasets import CONTACTS
from intake.models import BroughtFile, Upload
from intake.uploads import bringing, work
from organisation import clock
from organisation.models import User
from tests.factories.organisation import UserFactory

HEADINGS = "contact_id,child_id,received,decided,source,age,outcome,closure_reason"


def text_of(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\r\n".join([headings, *rows, ""]).encode()


def checked_upload(*rows: str, headings: str = HEADINGS, name: str = "contacts.csv", by: User | None = None) -> Upload:
    """Two rows of September 2018, one of them wrong and one unusual, unless others are given."""
    rows = rows or ("F-1,K-1,31/09/2018,,6,4,other,", "F-2,K-2,02/09/2018,,6,,other,")
    file = ContentFile(text_of(*rows, headings=headings), name=name)
    upload = bringing.bring(of=CONTACTS, file=file, month=None, by=by or UserFactory(), at=clock.now())
    work.check(upload=upload, at=clock.now(), finishing=nullcontext)
    upload.refresh_from_db()
    return upload


def loaded_file(*rows: str, by: User | None = None) -> BroughtFile:
    """Two good rows of August 2018, unless others are given."""
    by = by or User.objects.get(pk=UserFactory().pk)
    upload = checked_upload(*(rows or ("G-1,K-1,01/08/2018,,6,4,other,", "G-2,K-2,02/08/2018,,6,5,other,")), by=by)
    bringing.ask_to_load(upload=upload, by=by, at=clock.now())
    work.load(upload=upload, by=by, at=clock.now(), finishing=nullcontext)
    upload.refresh_from_db()
    assert upload.file is not None
    return upload.file
