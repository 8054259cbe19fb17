"""Which post somebody held at a moment in the past: what reports of then name them by."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from organisation.models import User


def job_titles(people: Collection[int], known_by: datetime | None) -> dict[int, str]:
    """By the key of the person: the last that was written down by the moment, or the first that is known; at no moment,
    as they are now. One or two queries."""
    found = dict(User.objects.filter(pk__in=people).values_list("pk", "job_title"))
    if known_by is None:
        return found
    first: dict[int, str] = {}
    last: dict[int, str] = {}
    versions = User.versions.filter(id__in=people).order_by("history_id")
    for person, title, at in versions.values_list("id", "job_title", "history_date"):
        first.setdefault(person, title)
        if at <= known_by:
            last[person] = title
    return found | first | last
