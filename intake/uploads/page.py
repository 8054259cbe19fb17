"""What the pages of files show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone

from intake.dataset import Dataset
from intake.declared.page import urls_of
from intake.loads.changes import CHANGED
from intake.models import Load, Upload
from intake.registry import dataset, loaded_by
from intake.uploads import changes_page
from intake.uploads.check_page import checked_context
from intake.uploads.progress import panel
from intake.words import count, months_of
from jobs.models import State
from organisation.models import User
from organisation.words import day_of, month_of
from pages.tables import Column, Table, table

LED_TO = (
    "upload", "progress", "errors", "warnings", "headings", "sheet", "load_it", "stop", "check_again", "throw_away",
    "try_again",
)  # fmt: skip
RECENT = 6  # months of a dataset on the first page


# --- Files ------------------------------------------------------------------------------------------------------------


def files_context(user: User) -> dict[str, Any]:
    mine = loaded_by(user)
    keys = {one.source.key for one in mine}
    loads = Load.objects.visible_to(user).files().current().filter(source__in=keys)
    newest = list(loads.select_related("loaded_by", "file").order_by("-month", "-pk"))
    return {
        "sections": [section(one, [load for load in newest if is_of(load, one)]) for one in mine],
        "waiting": waiting(Upload.objects.visible_to(user)),
    }


def is_of(load: Load, of: Dataset) -> bool:
    """Several kinds of file may bring records of one source."""
    return load.source == of.source.key and (of.of_months or load.file is None or load.file.dataset == of.name)


def section(of: Dataset, loads: Sequence[Load]) -> dict[str, Any]:
    return {
        "dataset": of,
        "url": reverse("files:dataset", args=[of.name]),
        "columns": reverse("files:columns", args=[of.name]),
        "says": f"Loaded: {months_of([load.month for load in loads])}." if loads and of.of_months else "",
        "loads": loads[:RECENT],
    }


def waiting(uploads: QuerySet[Upload]) -> list[dict[str, Any]]:
    """Files that are neither loaded nor thrown away, the newest first."""
    found = uploads.waiting().select_related("brought_by", "job")  # type: ignore[attr-defined]
    return [
        {"upload": upload, "url": reverse("files:upload", args=[upload.pk]), "says": stands(upload),
         "label": dataset(upload.dataset).label}
        for upload in found
    ]  # fmt: skip


def stands(upload: Upload) -> str:
    """In a few words."""
    if upload.job and upload.job.state == State.FAILED:
        return "Went wrong: see its page"
    if upload.state != Upload.State.CHECKED:
        return upload.get_state_display()
    if upload.told["refused"]:
        return "Cannot be loaded as it is"
    if upload.told["errors"]:
        return f"{count(upload.told['errors'], 'error')} stop it" if upload.told["errors"] > 1 else "One error stops it"
    return "Checked: ready to load"


# --- A dataset --------------------------------------------------------------------------------------------------------


def dataset_context(of: Dataset, user: User, params: QueryDict) -> dict[str, Any]:
    loads = Load.objects.visible_to(user).files().filter(source=of.source.key)
    if not of.of_months:
        loads = loads.filter(file__dataset=of.name)
    loads = loads.select_related("loaded_by", "superseded_by")
    return {
        "dataset": of,
        "waiting": waiting(Upload.objects.visible_to(user).filter(dataset=of.name)),
        "table": loads_table(of, loads.order_by("-month", "-pk"), params),
        "urls": urls_of(of),
    }


def loads_table(of: Dataset, loads: QuerySet[Load], params: QueryDict) -> Table:
    first = (
        Column("month", "Month", lambda load: month_of(load.month), order="month", href=address, is_short=True)
        if of.of_months
        else Column("pk", "Load", "pk", href=address, is_short=True)
    )
    columns = [
        first,
        Column("name", "File", "name"),
        Column("rows", "Rows", "rows", numeric=True),
        Column("loaded_at", "Loaded", "loaded_at"),
        Column("by", "By", lambda load: load.brought_by),
        Column("stands", "Now", standing_words),
    ]
    return table(params, loads, columns, f"{of.label}: files loaded", empty="No file is loaded yet.")


def address(load: Load) -> str:
    return reverse("files:load", args=[load.pk])


def standing_words(load: Load) -> str:
    if load.undone_at:
        return f"Undone on {day_of(timezone.localdate(load.undone_at))}"
    return f"Superseded by load {load.superseded_by_id}" if load.superseded_by_id else "Stands"


# --- A file that was brought ------------------------------------------------------------------------------------------


def upload_context(upload: Upload, now: datetime) -> dict[str, Any]:
    """`now` by the machine's clock, as jobs have it."""
    of = dataset(upload.dataset)
    head = {
        "upload": upload,
        "dataset": of,
        "job": panel(upload, now),
        "doing": f"{'Loading' if upload.state == Upload.State.LOADING else 'Checking'} {of.label.lower()}",
        "size": filesizeformat(upload.size),
        "urls": {name: reverse(f"files:{name}", args=[upload.pk]) for name in LED_TO}
        | {"changed": changes_page.address(upload, CHANGED)}
        | urls_of(of),
    }
    if upload.state == Upload.State.STOPPED:
        head["stopped"] = stopped_words(upload)
    return head | (checked_context(upload, of) if upload.state == Upload.State.CHECKED else {})


def stopped_words(upload: Upload) -> dict[str, str]:
    was = "load" if upload.told["was_load"] else "check"
    by = f" by {upload.told['stopped_by']}" if upload.told["stopped_by"] else ""
    return {
        "title": f"The {was} was stopped",
        "says": f"It was stopped{by}. Nothing was loaded, and the file is kept: check it again, or throw it away.",
    }
