"""A file brought in the browser: kept, checked by a job, loaded by another, or thrown away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.files import File
from django.db import transaction

from intake.dataset import Dataset
from intake.loads.difference import first_day
from intake.loads.loading import Outcome, Wanted, in_turn, load_file
from intake.models import HeadingMeaning, Load, Upload
from intake.registry import dataset
from intake.uploads import kept
from intake.uploads.told import checked
from jobs.models import State
from jobs.queue import enqueue, retry
from organisation.models import User
from organisation.refused import Refused

CHECK, LOAD, TELL = "intake.check", "intake.load", "intake.tell"
LONGEST_NAME = 200

Finishing = Callable[[], AbstractContextManager[Any]]


# --- What people ask for ----------------------------------------------------------------------------------------------


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
    upload.state, upload.accepted_because = Upload.State.CHECKING, ""
    upload.job = enqueue(CHECK, by=by, key=f"check-{upload.pk}", upload_id=upload.pk)
    upload.save(update_fields=["state", "accepted_because", "job"])


@transaction.atomic
def check_again(*, upload: Upload, sheet: str | None = None, by: User, at: datetime) -> None:
    """After headings were given a meaning, or another sheet of a workbook was chosen."""
    found = locked(upload)
    if found.state != Upload.State.CHECKED:
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
    elif found.job is None and found.state in (Upload.State.CHECKING, Upload.State.LOADING):
        ask_to_check(found, by)


@transaction.atomic
def ask_to_load(*, upload: Upload, reason: str = "", by: User, at: datetime) -> None:
    """Asked twice it is loaded once. Raises Refused."""
    found = locked(upload)
    if found.state in (Upload.State.LOADING, Upload.State.LOADED):
        return
    refuse_what_cannot_be_loaded(found)
    if found.told["needs_reason"] and not reason:
        raise Refused("Enter why the warnings do not stop this file", "reason")
    found.state, found.accepted_because = Upload.State.LOADING, reason
    found.job = enqueue(LOAD, by=by, key=f"load-{found.pk}", upload_id=found.pk, by_id=by.pk)
    found.save(update_fields=["state", "accepted_because", "job"])


def refuse_what_cannot_be_loaded(upload: Upload) -> None:
    if upload.state == Upload.State.THROWN_AWAY:
        raise Refused("This file was thrown away. Choose it again.")
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
    if found.state in (Upload.State.LOADING, Upload.State.LOADED):
        raise Refused("This file is loaded, or being loaded. Undo its load instead.")
    end(found, Upload.State.THROWN_AWAY, at)


def end(upload: Upload, state: Upload.State, at: datetime) -> None:
    """What the file holds is removed once this is so."""
    transaction.on_commit(partial(kept.remove, upload.stored))
    upload.state, upload.ended_at, upload.stored, upload.told = state, at, "", {}
    upload.save(update_fields=["state", "ended_at", "stored", "told", "file"])


def locked(upload: Upload) -> Upload:
    """As it stands now, until the transaction is over."""
    return Upload.objects.select_for_update(of=("self",)).select_related("job").get(pk=upload.pk)


# --- What jobs do -----------------------------------------------------------------------------------------------------


def wanted(upload: Upload, by: User, at: datetime, *, dry_run: bool) -> Wanted:
    return Wanted(
        dataset=dataset(upload.dataset),
        path=kept.path_of(upload.stored),
        name=upload.name,
        by=by,
        at=at,
        sheet=upload.sheet or None,
        month=upload.month,
        remembered=remembered(upload),
        accepted_because=upload.accepted_because,
        dry_run=dry_run,
        is_preview=dry_run,
        progress=kept.Progress(upload),
    )


def remembered(upload: Upload) -> dict[str, str]:
    said = HeadingMeaning.objects.filter(dataset=upload.dataset, said_by=upload.brought_by)
    return dict(said.values_list("heading", "column"))


def check(*, upload: Upload, at: datetime, finishing: Finishing) -> None:
    """Everything that a load would do, undone at its end; what it found is kept."""
    if upload.state != Upload.State.CHECKING:
        return
    kept.Progress(upload)(0)
    outcome = load_file(wanted(upload, upload.brought_by, at, dry_run=True))
    against = standing(upload, [month.month for month in outcome.months])
    keep_problems(upload, outcome)
    kept.write_changes(upload, outcome.changes)
    with finishing():
        found = locked(upload)
        if found.state != Upload.State.CHECKING:  # thrown away meanwhile
            kept.remove(upload.stored)
            return
        told = checked(outcome) | {"against": against, "again": found.told.get("again", False)}
        found.state, found.told = Upload.State.CHECKED, told
        if told["personal"]:  # what may not be sent is not kept either
            transaction.on_commit(partial(kept.remove, found.stored))
        found.save(update_fields=["state", "told"])


def load(*, upload: Upload, by: User, at: datetime, finishing: Finishing) -> None:
    """The rows, the end of the upload and that of the job are stored together: a worker that is killed leaves none of
    them. What another load changed since the check is checked again, so that nobody loads what they did not see."""
    with finishing():
        found = locked(upload)
        if found.state != Upload.State.LOADING:
            return
        kept.Progress(found)(0)
        in_turn(dataset(found.dataset))
        if standing(found, [first_day(month["month"]) for month in found.told["months"]]) != found.told["against"]:
            ask_to_check(found, by)
            found.told = {"again": True}
            found.save(update_fields=["told"])
            return
        outcome = load_file(wanted(found, by, at, dry_run=False))
        if outcome.load is None:
            found.state, found.told = Upload.State.CHECKED, checked(outcome) | {"against": found.told["against"]}
            found.save(update_fields=["state", "told"])
            keep_problems(found, outcome)
        else:
            found.file = Load.objects.select_related("file").get(pk=outcome.load).file
            end(found, Upload.State.LOADED, at)
        enqueue(TELL, key=f"tell-{found.pk}", upload_id=found.pk, to_id=by.pk)


def keep_problems(upload: Upload, outcome: Outcome) -> None:
    kept.write_problems(upload, kept.ERRORS, outcome.errors)
    kept.write_problems(upload, kept.WARNINGS, outcome.warnings)


def standing(upload: Upload, months: Sequence[date]) -> list[int]:
    """The loads that the file, which brings these months, would supersede."""
    return sorted(Load.objects.of(dataset(upload.dataset).source.key, months).values_list("pk", flat=True))
