"""Undoing the load of a file: each of its months is again what it was before. Its rows are kept, since an edition may
have been frozen on them; no figure counts them any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from intake.loading import in_turn
from intake.models import BroughtFile, Load
from intake.registry import dataset
from organisation.models import User
from organisation.refused import Refused


def undo(*, load: Load, by: User | None, at: datetime, because: str = "") -> list[Load]:
    """The whole file that `load` is of. Gives its loads. Raises Refused."""
    if load.file is None:
        raise Refused(f"Load {load.pk} is no file that somebody loaded here, so it cannot be undone.")
    with transaction.atomic():
        in_turn(dataset(load.file.dataset))
        loads = list(Load.objects.select_for_update().filter(file=load.file).order_by("month"))
        refuse_what_does_not_stand(load, loads)
        BroughtFile.objects.filter(pk=load.file.pk).update(undone_at=at, undone_by=by, undone_because=because)
        Load.objects.filter(file=load.file).update(undone_at=at)
        Load.objects.filter(superseded_by__file=load.file).update(superseded_by=None)
    return loads


def refuse_what_does_not_stand(load: Load, loads: list[Load]) -> None:
    if any(one.undone_at for one in loads):
        raise Refused(f"Load {load.pk} was undone already. Nothing was changed.")
    later = next((one for one in loads if one.superseded_by_id), None)
    if later:
        raise Refused(
            f"Load {later.superseded_by_id} of {later.month:%B %Y} came after it. Undo that one first. "
            "Nothing was changed."
        )
