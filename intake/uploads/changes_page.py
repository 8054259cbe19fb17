"""The pages of the records that a file would add, change or take away: looked at before it is loaded."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse

from intake.loads.changes import ADDED, CHANGED, GONE, KINDS, MOST_KEPT
from intake.loads.difference import as_code
from intake.models import Upload
from intake.registry import dataset
from intake.uploads import kept
from organisation.words import month_of
from pages.tables import PER_PAGE, paged

WOULD = {ADDED: "would be added", CHANGED: "would change", GONE: "would go"}


def links(upload: Upload, totals: dict[str, int]) -> list[dict[str, str]]:
    """'143 changed', with its address where there are any."""
    return [
        {"words": f"{totals[kind]:,} {kind}", "url": address(upload, kind) if totals[kind] else ""} for kind in KINDS
    ]


def address(upload: Upload, kind: str) -> str:
    return reverse("files:changes", args=[upload.pk, kind])


def changes_context(upload: Upload, kind: str, params: QueryDict) -> dict[str, Any]:
    """Of all months, or of the one that the address asks for."""
    told = upload.told
    month = next((each for each in told["months"] if each["month"] == params.get("month")), None)
    every = list(kept.changes(upload, kind))
    found = [one for one in every if month is None or as_code(one.month) == month["month"]]
    total = month[kind] if month else sum(each[kind] for each in told["months"])
    pager = paged(params, len(found), PER_PAGE)
    return {
        "upload": upload,
        "dataset": dataset(upload.dataset),
        "kind": kind,
        "title": f"{total:,} record{'' if total == 1 else 's'} {WOULD[kind]}",
        "month": month_of(found[0].month) if month and found else "",
        "is_cut": len(found) < total and len(every) == MOST_KEPT,
        "most": MOST_KEPT,
        "is_of_good_rows": bool(told["errors"]),
        "pager": pager,
        "changes": [
            {"month": month_of(one.month), "change": one} for one in found[max(pager.first - 1, 0) : pager.last]
        ],
        "others": [(WOULD[each], address(upload, each)) for each in KINDS if each != kind],
        "urls": {
            "upload": reverse("files:upload", args=[upload.pk]),
            "dataset": reverse("files:dataset", args=[upload.dataset]),
        },
    }
