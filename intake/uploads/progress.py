"""How far a check or a load is, as its page shows it while the job waits, runs or has failed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from intake.loads.steps import Step
from intake.models import Upload
from intake.uploads import underway
from intake.uploads.bringing import UNDER_WAY
from intake.words import count
from jobs.models import UNFINISHED, Job, State

PATIENCE = timedelta(minutes=2)  # that a job may wait to be started before the page wonders
LOST = "The work that was asked for is not there any more."
CHECKING = {
    Step.OPEN: "Unpack it and look through it",
    Step.READ: "Read and check every row",
    Step.COMPARE: "Compare it with what is loaded",
    Step.SETTLE: "Work out what figures would become",
}
LOADING = {
    Step.OPEN: "Look through the file again",
    Step.READ: "Check and write every row",
    Step.COMPARE: "Compare it with what is loaded",
    Step.SETTLE: "Settle what is worked out from all rows",
}
MINUTES_FROM = 120  # seconds
DONE, NOW, WAITS = "done", "now", "waits"


def panel(upload: Upload, now: datetime) -> dict[str, Any] | None:
    job = upload.job
    if upload.state not in UNDER_WAY:
        return None
    is_load = upload.state == Upload.State.LOADING
    if job is None:
        return {"busy": False, "is_load": is_load, "problem": LOST, "remedy": "Try again."}
    step, rows = underway.how_far(upload) if job.state == State.RUNNING else (None, 0)
    return {
        "busy": job.state in UNFINISHED or job.state == State.DONE,  # done: its file follows in the same moment
        "stuck": job.state == State.QUEUED and now - job.queued_at > PATIENCE,
        "stopping": job.state in UNFINISHED and underway.is_to_stop(upload),
        "is_load": is_load,
        "problem": job.problem,
        "remedy": job.remedy,
        "started": timezone.localtime(job.started_at) if job.started_at else None,
        "steps": steps(upload, job, step, rows),
        **rows_done(upload, rows, is_load),
        "left": left(upload, job, rows, now) if step == Step.READ and is_load else "",
    }


def rows_done(upload: Upload, rows: int, is_load: bool) -> dict[str, Any]:
    of = upload.told.get("rows", 0) if is_load else 0
    done = min(rows, of) if of else rows
    return {"done": done, "of": of, "share": f"{done / of:.0%}" if of else ""}


def left(upload: Upload, job: Job, rows: int, now: datetime) -> str:
    """How long the rows may take that are not written yet: as long as each of those that are."""
    others = upload.told.get("rows", 0) - rows
    if not job.started_at or not rows or others <= 0:
        return ""
    seconds = max(1, round((now - job.started_at).total_seconds() * others / rows))
    return f"About {count(seconds, 'second') if seconds < MINUTES_FROM else count(round(seconds / 60), 'minute')}"


def steps(upload: Upload, job: Job, now: Step | None, rows: int) -> list[dict[str, str]]:
    """What is done, what goes on and what waits. `now`: nothing where the job has not begun."""
    is_load = upload.state == Upload.State.LOADING
    names = LOADING if is_load else CHECKING
    order = list(names)
    place = order.index(now) if now else len(order) if job.state == State.DONE else -1
    states = [DONE if at < place else NOW if at == place else WAITS for at in range(len(order))]
    says = {Step.READ: count(rows, "row")} if rows else {}
    first = {"name": "Check the file" if is_load else "Receive the file", "state": DONE, "says": checked_words(upload)}
    return [
        first,
        *({"name": names[step], "state": state, "says": says.get(step, "")}
          for step, state in zip(order, states, strict=True)),
    ]  # fmt: skip


def checked_words(upload: Upload) -> str:
    if upload.state != Upload.State.LOADING:
        return ""
    warnings = upload.told.get("needs_reason", 0)
    return f"no errors, {count(warnings, 'warning')} accepted" if warnings else "no errors"
