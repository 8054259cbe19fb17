"""What jobs do with a file that was brought: check it, and load it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake.dataset import Merged
from intake.loads.difference import first_day
from intake.loads.loading import in_turn, load_file
from intake.loads.steps import Step, Stopped
from intake.loads.wanted import Outcome, Wanted
from intake.models import Load, Upload
from intake.registry import dataset
from intake.uploads import kept, underway
from intake.uploads.bringing import TELL, ask_to_check, end, end_stopped, locked, remembered
from intake.uploads.told import checked
from jobs.queue import enqueue
from organisation.models import User

Finishing = Callable[[], AbstractContextManager[Any]]


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
        progress=underway.Progress(upload),
    )


def check(*, upload: Upload, at: datetime, finishing: Finishing) -> None:
    """Everything that a load would do, undone at its end; what it found is kept."""
    if upload.state != Upload.State.CHECKING:
        return
    try:
        underway.Progress(upload)(Step.OPEN, 0)
        outcome = load_file(wanted(upload, upload.brought_by, at, dry_run=True))
    except Stopped:
        with finishing():
            end_stopped(locked(upload))
        return
    against = standing(upload, [month.month for month in outcome.months], at)
    keep_problems(upload, outcome)
    kept.write_changes(upload, outcome.changes)
    with finishing():
        found = locked(upload)
        if found.state != Upload.State.CHECKING:
            if not found.stored:  # thrown away meanwhile
                kept.remove(upload.stored)
            return
        told = checked(outcome) | {"against": against, "again": found.told.get("again", False)}
        found.state, found.told = Upload.State.CHECKED, told
        if told["personal"]:  # what may not be sent is not kept either
            transaction.on_commit(partial(kept.remove, found.stored))
        found.save(update_fields=["state", "told"])


def load(*, upload: Upload, by: User, at: datetime, finishing: Finishing) -> None:
    """The rows, the end of the upload and that of the job are stored together: a worker that is killed, or a load that
    is stopped, leaves none of them."""
    try:
        with finishing():
            load_locked(locked(upload), by, at)
    except Stopped:
        with finishing():
            found = locked(upload)
            if underway.who_stops(found) != by:
                ask_to_tell(found, by)
            end_stopped(found)


def load_locked(upload: Upload, by: User, at: datetime) -> None:
    """What another load changed since the check is checked again, so that nobody loads what they did not see."""
    if upload.state != Upload.State.LOADING:
        return
    underway.Progress(upload)(Step.OPEN, 0)
    in_turn(dataset(upload.dataset))
    brings = [first_day(month["month"]) for month in upload.told["months"]]
    if standing(upload, brings, at) != upload.told["against"]:
        ask_to_check(upload, by)
        upload.told = {"again": True}
        upload.save(update_fields=["told"])
        return
    outcome = load_file(wanted(upload, by, at, dry_run=False))
    if outcome.load is None:
        upload.state, upload.told = Upload.State.CHECKED, checked(outcome) | {"against": upload.told["against"]}
        upload.save(update_fields=["state", "told"])
        keep_problems(upload, outcome)
    else:
        upload.file = Load.objects.select_related("file").get(pk=outcome.load).file
        end(upload, Upload.State.LOADED, at)
    ask_to_tell(upload, by)


def ask_to_tell(upload: Upload, to: User) -> None:
    """By e-mail, what became of the load."""
    enqueue(TELL, key=f"tell-{upload.pk}", upload_id=upload.pk, to_id=to.pk)


def keep_problems(upload: Upload, outcome: Outcome) -> None:
    kept.write_problems(upload, kept.ERRORS, outcome.errors)
    kept.write_problems(upload, kept.WARNINGS, outcome.warnings)


def standing(upload: Upload, months: Sequence[date], at: datetime) -> list[Any]:
    """What the file was checked against: the loads that it would supersede, or a mark of all that is kept."""
    of = dataset(upload.dataset)
    if isinstance(of, Merged):
        kept_now = json.dumps(of.merging(timezone.localdate(at)).now(), sort_keys=True)
        return [hashlib.sha256(kept_now.encode()).hexdigest()]
    return sorted(Load.objects.of(of.source.key, months).values_list("pk", flat=True))
