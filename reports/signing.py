"""Signing an edition off, and publishing it. Nothing edits an edition."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from figures.months import day
from history.models import write
from improvement.closing import close_cycle
from organisation import working_days
from organisation.models import User
from reports.compiling.drafting import compile_draft
from reports.models import Compilation, Edition, Publication, Report


class NotInTime(ValueError):
    pass


class AlreadySigned(ValueError):
    pass


def sign(*, report: Report, by: User, at: datetime, corrects: str = "") -> Edition:
    """Closes the cycle, compiles what it says from then on, and freezes that as an edition."""
    if report.cycle.closed_at is None:
        close_cycle(cycle=report.cycle, by=by, at=at)
        report.cycle.refresh_from_db()
    return freeze(compilation=compile_draft(report=report, at=at), by=by, at=at, corrects=corrects)


@transaction.atomic
def freeze(*, compilation: Compilation, by: User, at: datetime, corrects: str = "") -> Edition:
    report = Report.objects.select_for_update().get(pk=compilation.report_id)
    if Edition.objects.filter(compilation=compilation).exists():
        raise AlreadySigned("This compilation is signed already. Only a changed report makes another edition.")
    edition = Edition.objects.create(
        report=report,
        compilation=compilation,
        number=report.editions.count() + 1,
        signed_by=by,
        signed_at=at,
        corrects=corrects,
    )
    write(about=edition, verb="signed", by=by, at=at, words=str(edition))
    return edition


@transaction.atomic
def publish(*, edition: Edition, by: User, at: datetime, late_because: str = "") -> Publication:
    """Raises NotInTime with a sentence when too few clear working days are left and no reason is given."""
    meeting = edition.report.meeting_on
    last = working_days.publish_by(meeting) if meeting else None
    if last and timezone.localdate(at) > last and not late_because:
        raise NotInTime(
            f"The last day for five clear working days before the meeting was {day(last)}. Say why it is late."
        )
    publication = Publication.objects.create(edition=edition, at=at, by=by, late_because=late_because)
    write(about=edition, verb="published", by=by, at=at, words=late_because)
    return publication
