"""What the list of reports, and the head of one, say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Case, When
from django.urls import reverse
from django.utils import timezone

from figures import months
from organisation import working_days
from reports.models import Edition, File, Report
from reports.renderers import FORMATS

SHOWN = ("id", "compilation_id", "format", "name", "size")


def context(at: datetime) -> dict[str, Any]:
    """Three queries, however many reports: editions, their files, and the next report."""
    editions = list(Edition.objects.public(at))
    kept: dict[int, list[File]] = {}
    for file in File.objects.filter(compilation__in=[e.compilation_id for e in editions]).only(*SHOWN):
        kept.setdefault(file.compilation_id, []).append(file)
    rows = [row(edition, kept.get(edition.compilation_id, [])) for edition in editions]
    return {"reports": rows, "newest": rows[0] if rows else None, "next": next_report(editions, at)}


def row(edition: Edition, kept: list[File]) -> dict[str, Any]:
    report, month = edition.report, edition.report.cycle.month
    return {
        "url": reverse("reports:report", args=[month]),
        "title": months.name(month),
        "committee": report.committee,
        "meeting": report.meeting_on,
        "published_on": edition.publication.on_date,
        "late": lateness(edition),
        "says": edition.compilation.says,
        "files": files(kept, month),
    }


def lateness(edition: Edition) -> str:
    meeting = edition.report.meeting_on
    if not meeting or not edition.publication.late_because:
        return ""
    return f"Late: {before_meeting(edition.publication.on_date, meeting)}. {edition.publication.late_because}"


def before_meeting(published: date, meeting: date) -> str:
    """'4 clear working days before the meeting', which a report that comes out after it never had."""
    if published > meeting:
        return f"after the meeting of {months.day(meeting)}"
    if published == meeting:
        return "on the day of the meeting"
    clear = working_days.clear_days(published, meeting)
    return f"{clear} clear working day{'' if clear == 1 else 's'} before the meeting"


def files(kept: Iterable[File], month: date, address: Callable[[str], str] | None = None) -> list[dict[str, str]]:
    """PDF first: what most people come for. The page itself is the first format, so it is told apart by its name.

    `address` turns a file's name into its address; the public one, where none is given.
    """
    order = ("pdf", "docx", "xlsx", "csv", "json", "html")
    found = {file.format: file for file in kept}
    return [
        {
            "url": address(found[key].name) if address else reverse("reports:file", args=[month, found[key].name]),
            "label": FORMATS[key].label,
            "size": size(found[key].size),
        }
        for key in order
        if key in found
    ]


def size(count: int) -> str:
    """'412 KB', '1.2 MB'."""
    return f"{max(1, round(count / 1024)):,} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"


def next_report(editions: list[Edition], at: datetime) -> dict[str, Any] | None:
    """The first after the newest that is published: a month that was passed over does not come next.

    Before anything is published, the first whose meeting is still to come, or where none is, the first.
    """
    reports = Report.objects.select_related("cycle")
    if editions:
        waiting = reports.filter(cycle__month__gt=editions[0].report.cycle.month).first()
    else:
        ahead = Case(When(meeting_on__gte=timezone.localdate(at), then=0), default=1)
        waiting = reports.order_by(ahead, "cycle__month").first()
    if waiting is None:
        return None
    meeting = waiting.meeting_on
    return {
        "title": months.name(waiting.cycle.month),
        "meeting": meeting,
        "publish_by": working_days.publish_by(meeting) if meeting else None,
    }


def heading(edition: Edition) -> dict[str, Any]:
    report, tree = edition.report, edition.compilation.paper["tree"]
    document = f"Document {report.letter}, to" if report.letter else "To"
    subtitle = f"{document} the {report.committee} of {months.day(report.meeting_on)}" if report.meeting_on else ""
    published = f"{edition.number}, published on {months.day(edition.publication.on_date)}"
    if report.meeting_on:
        published += f", {before_meeting(edition.publication.on_date, report.meeting_on)}"
    late = f"Late: {edition.publication.late_because}" if edition.publication.late_because else ""
    as_at = months.day(date.fromisoformat(tree["as_at"]))
    return {
        "title": tree["title"],
        "month": tree["month"],
        "subtitle": subtitle,
        "meta": [
            ("From", f"{report.presented_by}{f' (portfolio: {report.portfolio})' if report.portfolio else ''}"),
            ("Edition", " ".join(filter(None, (f"{published}.", late, edition.corrects)))),
            ("Data as at", f"{as_at}, unless a figure says otherwise. An underlined number opens how it was counted."),
            ("Contact", report.contact_line),
        ],
    }


def entry(number: str, text: str, id: str, children: list[tuple]) -> dict[str, Any]:
    return {"number": number, "text": text, "id": id, "children": [entry(*child) for child in children]}
