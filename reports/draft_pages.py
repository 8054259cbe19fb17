"""What the pages of drafts show: each a fixed number of queries, and a paper only where it is read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from figures import months
from history.models import Entry
from history.tracking import Change
from jobs.models import Job, State
from organisation.models import User
from reports import asking, listing
from reports.models import Compilation, Edition, File, Report
from reports.stage import Stage, is_public, moment, publication_of

DONE = {
    "signed": "Signed",
    "published": "Published",
    "planned publication": "Planned the publication of",
    "cancelled publication": "Cancelled the planned publication of",
}
BUSY = (State.QUEUED, State.RUNNING)
PATIENCE = timedelta(minutes=2)  # that a job may wait to be started before the page wonders


def reports(user: User) -> QuerySet[Report]:
    """With cycle and draft, without any paper."""
    return Report.objects.visible_to(user).select_related("cycle", "draft").defer("draft__paper", "draft__renderers")


def stages(found: Iterable[Report], user: User, at: datetime) -> list[Stage]:
    """One query for the editions of all of them."""
    kept = list(found)
    editions: dict[int, list[Edition]] = {}
    rows = Edition.objects.visible_to(user).filter(report__in=[report.pk for report in kept])
    for edition in rows.select_related("publication", "signed_by", "report__cycle"):
        editions.setdefault(edition.report_id, []).append(edition)
    return [Stage(report, editions.get(report.pk, []), at) for report in kept]


# The list


def list_context(user: User, at: datetime) -> dict[str, Any]:
    found = stages(reports(user).order_by("-cycle__month"), user, at)
    return {
        "preparing": [row(stage) for stage in found if stage.in_preparation],
        "published": [row(stage) for stage in found if not stage.in_preparation],
    }


def row(stage: Stage) -> dict[str, Any]:
    report = stage.report
    return {
        "url": reverse("drafts:draft", args=[report.cycle.month]),
        "title": months.name(report.cycle.month),
        "words": stage.words,
        "compiled": moment(report.draft.compiled_at) if report.draft else "",
        "says": report.draft.says if report.draft else "",
        "meeting": report.meeting_on,
        "publish_by": stage.publish_by,
        "late": stage.is_late and stage.public is None,
    }


# One month


def has_others(stage: Stage, user: User) -> bool:
    """Whether there is anything that the draft can be compared with."""
    kept = Compilation.objects.visible_to(user).filter(report=stage.report)
    return kept.exclude(pk=stage.report.draft_id or 0).exists()


def head(stage: Stage) -> dict[str, Any]:
    """What every page of the month knows."""
    month = stage.report.cycle.month
    return {
        "month": month,
        "title": months.name(month),
        "stage": stage,
        "report": stage.report,
        "draft": stage.report.draft,
        "urls": {
            name: reverse(f"drafts:{name}", args=[month])
            for name in ("draft", "compile", "progress", "read", "changes", "sign", "publish", "cancel")
        },
    }


def draft_context(stage: Stage, user: User) -> dict[str, Any]:
    report = stage.report
    kept = list(Compilation.objects.visible_to(user).filter(report=report).listed())
    files = files_of(kept)
    return {
        **head(stage),
        **read_at(report),
        "done": done(stage, user),
        "files": file_links(files.get(report.draft_id or 0, []), report.cycle.month, report.draft_id),
        "job": job_of(report, user),
        "earlier": [entry(each, stage, files.get(each.pk, [])) for each in kept if each.pk != report.draft_id],
        "edition_of_draft": next((e for e in stage.editions if e.compilation_id == report.draft_id), None),
        "public_url": reverse("reports:report", args=[report.cycle.month]) if stage.public else "",
    }


def read_at(report: Report) -> dict[str, str]:
    """When the draft was compiled, of the records as they stood when; and when they were last read, where that was
    later and gave the same draft again."""
    draft = report.draft
    if draft is None:
        return {"compiled": "", "snapshot": "", "reread": ""}
    again = report.drafted_at if report.drafted_at and report.drafted_at > draft.compiled_at else None
    return {
        "compiled": moment(draft.compiled_at),
        "snapshot": moment(draft.snapshot_at),
        "reread": moment(again) if again else "",
    }


def done(stage: Stage, user: User) -> list[Change]:
    """What people did to the editions of the month, newest first."""
    editions = {edition.pk: edition for edition in stage.editions}
    entries = Entry.objects.about(*stage.editions).visible_to(user).select_related("by").order_by("-at", "-id")
    return [told(entry, editions[entry.record_id]) for entry in entries]


def told(entry: Entry, edition: Edition) -> Change:
    said, reason = f"{DONE.get(entry.verb, entry.verb.capitalize())} edition {edition.number}.", entry.words
    if entry.verb == "signed":
        reason = edition.corrects
    elif entry.verb == "planned publication":
        said, reason = f"{said} {entry.words}", ""
    return Change(entry.at, entry.by.get_full_name(), (said,), reason)


def files_of(compilations: Iterable[Compilation]) -> dict[int, list[File]]:
    """Without their bytes."""
    found: dict[int, list[File]] = {}
    for file in File.objects.filter(compilation__in=[each.pk for each in compilations]).only(*listing.SHOWN):
        found.setdefault(file.compilation_id, []).append(file)
    return found


def file_links(files: Iterable[File], month: Any, compilation: int | None) -> list[dict[str, str]]:
    return listing.files(files, month, lambda name: f"{reverse('drafts:file', args=[month, name])}?of={compilation}")


def entry(compilation: Compilation, stage: Stage, files: list[File]) -> dict[str, Any]:
    month = stage.report.cycle.month
    of = urlencode({"of": compilation.pk})
    return {
        "id": compilation.pk,
        "compiled": moment(compilation.compiled_at),
        "what": what(compilation, stage),
        "says": compilation.says,
        "read": f"{reverse('drafts:read', args=[month])}?{of}",
        "files": file_links(files, month, compilation.pk),
        "changes": f"{reverse('drafts:changes', args=[month])}?{urlencode({'with': compilation.pk})}",
    }


def what(compilation: Compilation, stage: Stage) -> str:
    """'Draft'; 'Edition 1, signed by the director on …, published on …'."""
    edition: Edition | None = getattr(compilation, "edition", None)
    if edition is None:
        return "Draft"
    told = f"Edition {edition.number}, signed by {edition.signed_by.get_full_name()} on {moment(edition.signed_at)}"
    publication = publication_of(edition)
    if publication is None:
        return told
    return f"{told}, {'' if is_public(edition, stage.at) else 'to be '}published on {moment(publication.at)}"


# The job


def job_of(report: Report, user: User) -> dict[str, Any] | None:
    """The last compilation that was asked for, while it waits or runs, and after it failed."""
    job = Job.objects.visible_to(user).filter(key=asking.key_of(report)).first()
    if job is None or job.state == State.DONE:
        return None
    return {
        "busy": job.state in BUSY,
        "stuck": job.state == State.QUEUED and timezone.now() - job.queued_at > PATIENCE,
        "says": job.progress_text or ("Reading the records" if job.state == State.RUNNING else "Waiting to be started"),
        "done": job.progress_done,
        "of": job.progress_of,
        "step": min(job.progress_done + 1, job.progress_of),
        "problem": job.problem,
        "remedy": job.remedy,
    }
