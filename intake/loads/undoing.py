"""Undoing the load of a file: each of its months is again what it was before. Its rows are kept, since an edition may
have been frozen on them; no figure counts them any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from intake.dataset import Merged
from intake.loads.loading import in_turn
from intake.merging import Asked
from intake.models import BroughtFile, Load
from intake.registry import dataset
from organisation.models import User
from organisation.refused import Refused
from organisation.words import month_of

MOST_NAMED = 4


def undo(*, load: Load, by: User | None, at: datetime, because: str = "") -> list[Load]:
    """The whole file that `load` is of. Gives its loads. Raises Refused."""
    if load.file is None:
        raise Refused(cannot_undo(load, []))
    with transaction.atomic():
        of = dataset(load.file.dataset)
        in_turn(of)
        loads = list(Load.objects.select_for_update().filter(file=load.file).order_by("month"))
        if why := cannot_undo(load, loads):
            raise Refused(f"{why} Nothing was changed.")
        if isinstance(of, Merged):
            put_back(of, loads[0], by, at)
        BroughtFile.objects.filter(pk=load.file.pk).update(undone_at=at, undone_by=by, undone_because=because)
        Load.objects.filter(file=load.file).update(undone_at=at)
        Load.objects.filter(superseded_by__file=load.file).update(superseded_by=None)
    return loads


def cannot_undo(load: Load, loads: Sequence[Load]) -> str:
    """Why, of the loads of its file; '' where it can be undone."""
    if load.file is None:
        return f"Load {load.pk} was not loaded from a file here, so it cannot be undone."
    if any(one.undone_at for one in loads):
        return f"Load {load.pk} was undone already."
    later = next((one for one in loads if one.superseded_by_id), None)
    if later:
        return f"Load {later.superseded_by_id} of {month_of(later.month)} came after it. Undo that one first."
    return ""


def put_back(of: Merged, load: Load, by: User | None, at: datetime) -> None:
    """Each record that the load changed is what it was, and what it added is gone. Raises Refused where anybody has
    changed one of them since."""
    merging = of.merging(timezone.localdate(at))
    now = merging.now()
    changes = list(load.record_changes.all())
    if since := [change.key for change in changes if now.get(change.key) != change.became]:
        raise Refused(f"{listing(since)} changed since, so the load cannot be undone. Nothing was changed.")
    asked = Asked(by, at, load.pk, "", f"Load {load.pk} undone")
    for change in changes:
        if change.was is not None:
            merging.restore(change.key, change.was, asked)
    merging.remove([change.key for change in changes if change.was is None], asked)


def listing(keys: Sequence[str]) -> str:
    """'1.2', '1.2 and 1.3', '1.2, 1.3 and 8 more'."""
    if len(keys) > MOST_NAMED:
        return f"{', '.join(keys[: MOST_NAMED - 1])} and {len(keys) - MOST_NAMED + 1} more"
    *most, last = keys
    return f"{', '.join(most)} and {last}" if most else last
