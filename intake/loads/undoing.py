"""Undoing the load of a file: each of its months is again what it was before. Its rows are kept, since an edition may
have been frozen on them; no figure counts them any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from intake.loads.loading import in_turn
from intake.models import BroughtFile, Load
from intake.registry import dataset
from organisation.models import User
from organisation.refused import Refused
from organisation.words import month_of


def undo(*, load: Load, by: User | None, at: datetime, because: str = "") -> list[Load]:
    """The whole file that `load` is of. Gives its loads. Raises Refused."""
    if load.file is None:
        raise Refused(cannot_undo(load, []))
    with transaction.atomic():
        in_turn(dataset(load.file.dataset))
        loads = list(Load.objects.select_for_update().filter(file=load.file).order_by("month"))
        if why := cannot_undo(load, loads):
            raise Refused(f"{why} Nothing was changed.")
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
