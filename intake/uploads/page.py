"""What the pages of files show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone

from intake.dataset import Dataset
from intake.declared.page import urls_of
from intake.loads.difference import first_day
from intake.models import Load, Upload
from intake.registry import dataset, loaded_by
from intake.uploads import kept, mapping
from intake.uploads.advice import advice
from intake.words import count, months_of, rows_of
from jobs.models import UNFINISHED, Job, State
from organisation.models import User
from organisation.words import day_of, month_of
from pages.tables import PER_PAGE, Column, Table, paged, table

RECENT = 6  # months of a dataset on the first page
PATIENCE = timedelta(minutes=2)  # that a job may wait to be started before the page wonders
LOST = "The work that was asked for is not there any more."
MOST_MARKED_AS_WORKBOOK = 100_000  # rows


# --- Files ------------------------------------------------------------------------------------------------------------


def files_context(user: User) -> dict[str, Any]:
    mine = loaded_by(user)
    keys = [one.source.key for one in mine]
    loads = Load.objects.visible_to(user).current().filter(source__in=keys).select_related("loaded_by", "file")
    by_source: dict[str, list[Load]] = {key: [] for key in keys}
    for load in loads.order_by("-month"):
        by_source[load.source].append(load)
    return {
        "sections": [section(one, by_source[one.source.key]) for one in mine],
        "waiting": waiting(Upload.objects.visible_to(user)),
    }


def section(of: Dataset, loads: Sequence[Load]) -> dict[str, Any]:
    return {
        "dataset": of,
        "url": reverse("files:dataset", args=[of.name]),
        "columns": reverse("files:columns", args=[of.name]),
        "says": f"Loaded: {months_of([load.month for load in loads])}." if loads else "",
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
        return "Stopped: see its page"
    if upload.state != Upload.State.CHECKED:
        return upload.get_state_display()
    if upload.told["refused"]:
        return "Cannot be loaded as it is"
    if upload.told["errors"]:
        return f"{count(upload.told['errors'], 'error')} stop it" if upload.told["errors"] > 1 else "One error stops it"
    return "Checked: ready to load"


# --- A dataset --------------------------------------------------------------------------------------------------------


def dataset_context(of: Dataset, user: User, params: QueryDict) -> dict[str, Any]:
    loads = Load.objects.visible_to(user).filter(source=of.source.key).select_related("loaded_by", "superseded_by")
    return {
        "dataset": of,
        "waiting": waiting(Upload.objects.visible_to(user).filter(dataset=of.name)),
        "table": loads_table(of, loads.order_by("-month", "-pk"), params),
        "urls": urls_of(of),
    }


def loads_table(of: Dataset, loads: QuerySet[Load], params: QueryDict) -> Table:
    columns = [
        Column("month", "Month", lambda load: month_of(load.month), order="month", href=address, is_short=True),
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
    of = dataset(upload.dataset)
    head = {
        "upload": upload,
        "dataset": of,
        "job": job_panel(upload, now),
        "size": filesizeformat(upload.size),
        "urls": {
            name: reverse(f"files:{name}", args=[upload.pk])
            for name in ("upload", "progress", "errors", "warnings", "headings", "load_it", "throw_away", "try_again")
        }
        | urls_of(of),
    }
    return head | (checked_context(upload, of) if upload.state == Upload.State.CHECKED else {})


def job_panel(upload: Upload, now: datetime) -> dict[str, Any] | None:
    """The job that waits, runs or failed."""
    job = upload.job
    if upload.state not in (Upload.State.CHECKING, Upload.State.LOADING):
        return None
    is_load = upload.state == Upload.State.LOADING
    if job is None:
        return {"busy": False, "is_load": is_load, "problem": LOST, "remedy": "Try again."}
    return {
        "busy": job.state in UNFINISHED or job.state == State.DONE,  # done: its file follows in the same moment
        "stuck": job.state == State.QUEUED and now - job.queued_at > PATIENCE,
        "is_load": is_load,
        "problem": job.problem,
        "remedy": job.remedy,
        "started": timezone.localtime(job.started_at) if job.started_at else None,
        **rows_done(upload, job, is_load),
    }


def rows_done(upload: Upload, job: Job, is_load: bool) -> dict[str, Any]:
    done = kept.rows_read(upload) if job.state == State.RUNNING else 0
    of = upload.told.get("rows", 0) if is_load else 0
    done = min(done, of) if of else done
    return {"done": done, "of": of, "share": f"{done / of:.0%}" if of else ""}


def checked_context(upload: Upload, of: Dataset) -> dict[str, Any]:
    told = upload.told
    months = [month | {"month": first_day(month["month"])} for month in told["months"]]
    return {
        **headline(upload),
        "told": told,
        "months": months,
        "newest": max((month["month"] for month in months), default=None),
        "months_words": months_of([month["month"] for month in months]),
        "totals": {name: sum(month[name] for month in months) for name in ("added", "changed", "gone")},
        "kinds": [kind_row(kind) for kind in told["kinds"]],
        "unusual": [kind_row(kind) for kind in told["unusual"]],
        "bad_rows": told["rows"] - told["good"],
        "headings": mapping.meanings_of(upload),
        "marked": marked_links(upload),
        "may_load": not (told["refused"] or told["errors"]),
        "changes_nothing": bool(months) and all(changes_nothing(month) for month in months),
    }


def changes_nothing(month: dict[str, Any]) -> bool:
    return month["before"] is not None and not (month["added"] or month["changed"] or month["gone"])


def headline(upload: Upload) -> dict[str, str]:
    """What was found, and what to do next."""
    told = upload.told
    bad = told["rows"] - told["good"]
    rows = count(told["rows"], "row")
    good = (
        f"{told['good']:,} of {rows} are good" if bad else f"All {rows} are good" if told["rows"] else "It has no rows"
    )
    if told["refused"]:
        gone = " What you sent is not kept." if told["personal"] else ""
        return {"title": "This file cannot be loaded as it is", "says": f"{told['refused']}{gone}"}
    if told["errors"]:
        errors = count(told["errors"], "error")
        mend = f"Correct the {'other' if bad == 1 else f'{bad:,} others'} in your own system or in the marked-up file"
        return {
            "title": f"{errors} stop{'s' if told['errors'] == 1 else ''} this file",
            "says": f"Nothing has been loaded. {good}. {mend}, then choose the file again.",
        }
    if told["warnings"]:
        return {
            "title": f"No errors, {count(told['warnings'], 'warning')}",
            "says": f"Nothing has been loaded yet. {good}. Say why the warnings do not stop this file, then load it.",
        }
    return {"title": "No errors: ready to load", "says": f"Nothing has been loaded yet. {good}."}


def kind_row(kind: dict[str, Any]) -> dict[str, Any]:
    said = advice(kind["code"])
    return {**kind, "title": said.title, "todo": said.todo, "first_rows": rows_of(kind["rows"], kind["count"])}


def marked_links(upload: Upload) -> list[tuple[str, str]]:
    """Text and address. A workbook of very many rows would take too long."""
    if upload.told["refused"] or not (upload.told["errors"] or upload.told["warnings"]):
        return []
    formats = ["csv"] if upload.told["rows"] > MOST_MARKED_AS_WORKBOOK else ["xlsx", "csv"]
    return [(each.upper(), reverse("files:marked", args=[upload.pk, each])) for each in formats]


# --- Every error of it ------------------------------------------------------------------------------------------------


def asked_kind(kinds: Sequence[dict[str, Any]], asked: str) -> dict[str, Any] | None:
    """By its place in the list, counted from one."""
    return next((kind for place, kind in enumerate(kinds, 1) if str(place) == asked), None)


def problems_context(upload: Upload, kind: str, params: QueryDict) -> dict[str, Any]:
    """All of them, or those of the kind that the address asks for."""
    is_error = kind == kept.ERRORS
    one = asked_kind(upload.told["kinds" if is_error else "unusual"], params.get("kind", ""))
    number = one["count"] if one else upload.told["errors" if is_error else "warnings"]
    pager = paged(params, number, PER_PAGE)
    every = kept.problems(upload, kind)
    if one:
        every = (found for found in every if (found.code, found.column) == (one["code"], one["column"]))
    found = list(islice(every, max(pager.first - 1, 0), pager.last))
    return {
        "kind": kind_row(one) if one else None,
        "upload": upload,
        "dataset": dataset(upload.dataset),
        "title": count(number, "error" if is_error else "warning"),
        "is_error": is_error,
        "problems": found,
        "pager": pager,
        "urls": {
            "upload": reverse("files:upload", args=[upload.pk]),
            "dataset": reverse("files:dataset", args=[upload.dataset]),
        },
    }
