"""Files that nobody loads are not kept for ever: what they hold is about children."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from intake.models import Upload
from intake.uploads import bringing, kept

WAITS = timedelta(days=28)  # after it was brought
LEFT_OVER = timedelta(days=1)  # on the disk, of a process that was stopped


def forget(at: datetime) -> int:
    """How many were thrown away. A file that is being loaded is left alone."""
    old = Upload.objects.waiting().exclude(state=Upload.State.LOADING).filter(brought_at__lt=at - WAITS)
    for upload in old:
        bringing.throw_away(upload=upload, by=None, at=at)
    remove_left_over()
    return len(old)


def remove_left_over() -> None:
    """Files of which no upload knows."""
    folder = kept.path_of("")
    known = set(Upload.objects.exclude(stored="").values_list("stored", flat=True))
    for path in folder.iterdir() if folder.exists() else ():
        is_old = time.time() - path.stat().st_mtime > LEFT_OVER.total_seconds()
        if is_old and path.name.partition(".")[0] not in known:
            path.unlink(missing_ok=True)
