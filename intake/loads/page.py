"""What the pages of one load show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone

from intake.dataset import Dataset, Merged, Records
from intake.loads.changes import ADDED, CHANGED, GONE, KINDS, changes, pairs
from intake.loads.difference import first_day
from intake.loads.merged import altered
from intake.loads.undoing import cannot_undo
from intake.models import COMMAND_LINE, BroughtFile, Load
from intake.registry import datasets, loaded_by
from intake.uploads.page import address, standing_words
from intake.words import count, months_of
from organisation.models import User
from organisation.words import month_of
from pages.tables import PER_PAGE, paged

DID = {ADDED: "added", CHANGED: "changed", GONE: "took away"}
TITLES = {ADDED: "Records added", CHANGED: "Records changed", GONE: "Records gone"}


def context(load: Load, user: User) -> dict[str, Any]:
    file = load.file
    loads = list(file.loads.select_related("superseded_by").order_by("month")) if file else [load]
    of = dataset_of(load)
    is_loader = of in loaded_by(user)
    return {
        "load": load,
        "file": file,
        "dataset": of,
        "label": of.label if of else load.source.replace("_", " ").capitalize(),
        "is_loader": is_loader,
        "of_months": not isinstance(of, Merged),
        "months": [month_row(one, load, told(file)) for one in loads],
        "months_words": months_of([one.month for one in loads]),
        "size": filesizeformat(file.size) if file else "",
        "rows": count(file.rows if file else load.rows, "row"),
        "by": load.brought_by,
        "as_at": max(one.as_at for one in loads),
        "undone_by": undone_by(file) if file else "",
        "changed": changed(load, file) if file and is_loader and isinstance(of, Records) else [],
        "altered": altered(of, load.record_changes.all()) if isinstance(of, Merged) and is_loader else [],
        "cannot_undo": cannot_undo(load, loads),
        "urls": {
            "undo": reverse("files:undo", args=[load.pk]),
            "load": address(load),
            "dataset": reverse("files:dataset", args=[of.name]) if of and is_loader else "",
        },
    }


def dataset_of(load: Load) -> Dataset | None:
    """None of a kind of file that is not brought any more, or never was."""
    if load.file:
        return datasets().get(load.file.dataset)
    return next((one for one in datasets().values() if one.source.key == load.source), None)


def told(file: BroughtFile | None) -> Mapping[Any, dict[str, Any]]:
    return {first_day(month["month"]): month for month in file.months} if file else {}


def month_row(one: Load, shown: Load, told: Mapping[Any, dict[str, Any]]) -> dict[str, Any]:
    return {
        "month": month_of(one.month),
        "load": one.pk,
        "url": "" if one.pk == shown.pk else address(one),
        "rows": one.rows,
        "told": told.get(one.month),
        "stands": standing_words(one),
        "later": reverse("files:load", args=[one.superseded_by_id]) if one.superseded_by_id else "",
    }


def undone_by(file: BroughtFile) -> str:
    return file.undone_by.get_full_name() if file.undone_by else COMMAND_LINE


def changed(load: Load, file: BroughtFile) -> list[dict[str, Any]]:
    """Links to the lists. What an undone load changed is counted only: it is gone again."""
    return [
        {"words": f"{number:,} {kind}", "url": reverse("files:rows", args=[load.pk, kind]) if number else ""}
        for kind, number in numbers(file).items()
    ]


def numbers(file: BroughtFile) -> dict[str, int]:
    return {} if file.undone_at else {ADDED: file.added, CHANGED: file.changed, GONE: file.gone}


def rows_context(load: Load, of: Records, kind: str, params: QueryDict) -> dict[str, Any]:
    file = load.file
    assert file is not None  # noqa: S101 - for the type checker
    number = numbers(file).get(kind, 0)
    pager = paged(params, number, PER_PAGE)
    found = changes(of, pairs(file), kind, max(pager.first - 1, 0), PER_PAGE) if number else []
    return {
        "load": load,
        "dataset": of,
        "kind": kind,
        "title": TITLES[kind],
        "number": number,
        "pager": pager,
        "changes": [{"month": month_of(one.month), "change": one} for one in found],
        "others": [(TITLES[each], reverse("files:rows", args=[load.pk, each])) for each in KINDS if each != kind],
        "urls": {"load": address(load), "dataset": reverse("files:dataset", args=[of.name])},
        "loaded_on": timezone.localdate(load.loaded_at),
    }
