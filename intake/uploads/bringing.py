"""A file brought in the browser: kept, and what people ask to be done with it. Jobs do it: see work.py."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from django.core.files import File
from django.db import transaction

from intake.dataset import Dataset
from intake.loads.loading import in_turn
from intake.models import HeadingMeaning, Upload
from intake.uploads import kept, underway
from jobs.models import State
from jobs.queue import enqueue, retry
from organisation.models import User
from organisation.refused import Refused

CHECK, LOAD, TELL = "intake.check", "intake.load", "intake.tell"
UNDER_WAY = (Upload.State.CHECKING, Upload.State.LOADING)
LONGEST_NAME = 200


def bring(*, of: Dataset, file: File, month: date | None, by: User, at: datetime) -> Upload:
    """Keeps it and asks for its check. The same bytes that wait already are not kept twice."""
    stored = kept.store(file)
    try:
        with transaction.atomic():
            return brought(of, file.name or "", stored, month, by, at)
    except BaseException:
        kept.remove(stored.name)
        raise


def brought(of: Dataset, name: str, stored: kept.Stored, month: date | None, by: User, at: datetime) -> Upload:
    in_turn(of)
    waits = Upload.objects.waiting().filter(dataset=of.name, sha256=stored.sha256, month=month).first()
    if waits:
        transaction.on_commit(partial(kept.remove, stored.name))
        if waits.state == Upload.State.STOPPED:
            ask_to_check(waits, by)
        return waits
    upload = Upload.objects.create(
        dataset=of.name, name=shortened(name), stored=stored.name, sha256=stored.sha256, size=stored.size, month=month,
        brought_by=by, brought_at=at,
    )  # fmt: skip
    ask_to_check(upload, by)
    return upload


def shortened(name: str) -> str:
    """As it came, without a folder and without what cannot be printed; of a long one the end, which says its kind."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(each for each in last if each.isprintable())[-LONGEST_NAME:] or "file"


def ask_to_check(upload: Upload, by: User) -> None:
    underway.forget_stop(upload)
    upload.state, upload.accepted_because = Upload.State.CHECKING, ""
    upload.job = enqueue(CHECK, by=by, key=f"check-{upload.pk}", upload_id=upload.pk)
    upload.save(update_fields=["state", "accepted_because", "job"])


@transaction.atomic
def check_again(*, upload: Upload, sheet: str | None = None, by: User, at: datetime) -> None:
    """After it was stopped, headings were given a meaning, or another sheet of a workbook was chosen."""
    found = locked(upload)
    if found.state not in (Upload.State.CHECKED, Upload.State.STOPPED):
        return
    if sheet is not None:
        found.sheet = sheet
        found.save(update_fields=["sheet"])
    ask_to_check(found, by)


@transaction.atomic
def try_again(*, upload: Upload, by: User, at: datetime) -> None:
    """The job that failed; or, where it is lost, a check."""
    found = locked(upload)
    if found.job and found.job.state == State.FAILED:
        retry(found.job, by)
    elif found.job is None and found.state in UNDER_WAY:
        ask_to_check(found, by)


def stop(*, upload: Upload, by: User, at: datetime) -> None:
    """What runs ends itself, soon: meanwhile on SQLite nothing else can be written, so that nothing is here. What waits
    for its turn is stopped at once."""
    if upload.state not in UNDER_WAY:
        return
    underway.ask_to_stop(upload, by)
    if upload.job is None or upload.job.state != State.RUNNING:
        with transaction.atomic():
            end_stopped(locked(upload))


def end_stopped(upload: Upload) -> None:
    """The file is kept; what its check found is not, since something else may be loaded meanwhile."""
    if upload.state not in UNDER_WAY:
        return
    by = underway.who_stops(upload)
    upload.told = {"stopped_by": by.get_full_name() if by else "", "was_load": upload.state == Upload.State.LOADING}
    upload.state = Upload.State.STOPPED
    upload.save(update_fields=["state", "told"])
    transaction.on_commit(partial(underway.forget_stop, upload))


@transaction.atomic
def ask_to_load(*, upload: Upload, reason: str = "", by: User, at: datetime) -> None:
    """Asked twice it is loaded once. Raises Refused."""
    found = locked(upload)
    if found.state in (Upload.State.LOADING, Upload.State.LOADED):
        return
    refuse_what_cannot_be_loaded(found)
    if found.told["needs_reason"] and not reason:
        raise Refused("Enter why the warnings do not stop this file", "reason")
    underway.forget_stop(found)
    found.state, found.accepted_because = Upload.State.LOADING, reason
    found.job = enqueue(LOAD, by=by, key=f"load-{found.pk}", upload_id=found.pk, by_id=by.pk)
    found.save(update_fields=["state", "accepted_because", "job"])


def refuse_what_cannot_be_loaded(upload: Upload) -> None:
    if upload.state == Upload.State.THROWN_AWAY:
        raise Refused("This file was thrown away. Choose it again.")
    if upload.state == Upload.State.STOPPED:
        raise Refused("This file is not checked. Check it again.")
    if upload.state != Upload.State.CHECKED:
        raise Refused("This file is being checked. Wait until that is done.")
    if upload.told["refused"] or upload.told["errors"]:
        raise Refused("Errors stop this file. Correct them and choose the corrected file.")


@transaction.atomic
def put_aside(*, upload: Upload, by: User, at: datetime) -> None:
    """A file whose corrected version was chosen is thrown away, unless it could be loaded."""
    found = locked(upload)
    if found.state == Upload.State.CHECKED and (found.told["refused"] or found.told["errors"]):
        end(found, Upload.State.THROWN_AWAY, at)


@transaction.atomic
def throw_away(*, upload: Upload, by: User | None, at: datetime) -> None:
    """Its bytes are removed. Raises Refused."""
    found = locked(upload)
    if found.state == Upload.State.THROWN_AWAY:
        return
    if found.state == Upload.State.LOADED:
        raise Refused("This file is loaded. Undo its load instead.")
    if found.state == Upload.State.LOADING and found.job and found.job.state != State.FAILED:
        raise Refused("This file is being loaded. Stop that first.")
    end(found, Upload.State.THROWN_AWAY, at)


def end(upload: Upload, state: Upload.State, at: datetime) -> None:
    """What the file holds is removed once this is so."""
    transaction.on_commit(partial(kept.remove, upload.stored))
    upload.state, upload.ended_at, upload.stored, upload.told = state, at, "", {}
    upload.save(update_fields=["state", "ended_at", "stored", "told", "file"])


def locked(upload: Upload) -> Upload:
    """As it stands now, until the transaction is over."""
    return Upload.objects.select_for_update(of=("self",)).select_related("job").get(pk=upload.pk)


def remembered(upload: Upload) -> dict[str, str]:
    said = HeadingMeaning.objects.filter(dataset=upload.dataset, said_by=upload.brought_by)
    return dict(said.values_list("heading", "column"))
