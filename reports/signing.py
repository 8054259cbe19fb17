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
from reports.compiling.drafting import compile_draft, compiled_now, digest
from reports.models import Compilation, Edition, Publication, Report


class NotInTime(ValueError):
    pass


class AlreadySigned(ValueError):
    pass


class RecordsChanged(ValueError):
    """What would be signed is not what was read."""


class AlreadyPublished(ValueError):
    pass


def sign(*, report: Report, by: User, at: datetime, corrects: str = "") -> Edition:
    """Closes the cycle, compiles what it says from then on, and freezes that as an edition."""
    if report.cycle.closed_at is None:
        close_cycle(cycle=report.cycle, by=by, at=at)
        report.cycle.refresh_from_db()
    return freeze(compilation=compile_draft(report=report, at=at), by=by, at=at, corrects=corrects)


@transaction.atomic
def sign_as_read(*, read: Compilation, by: User, at: datetime, corrects: str = "") -> Edition:
    """Closes the cycle and freezes the very draft that somebody read: the records must still say every word of it.

    Raises RecordsChanged otherwise, and leaves the cycle as it was. Nothing is rendered: the files are there.
    """
    report = Report.objects.select_for_update().select_related("cycle").get(pk=read.report_id)
    if report.cycle.closed_at is None:
        close_cycle(cycle=report.cycle, by=by, at=at)
        report.cycle.refresh_from_db()
    if digest(compiled_now(report.cycle)) != read.digest:
        raise RecordsChanged(
            "The records have changed since this draft was compiled. Compile again, and read what changed."
        )
    return freeze(compilation=read, by=by, at=at, corrects=corrects)


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
def publish(
    *, edition: Edition, by: User, at: datetime, late_because: str = "", planned_for: datetime | None = None
) -> Publication:
    """Now, or at a later time. Raises NotInTime with a sentence when too few clear working days are left and no reason
    is given."""
    Report.objects.select_for_update().get(pk=edition.report_id)
    public_at = planned_for or at
    if Publication.objects.filter(edition=edition).exists():
        raise AlreadyPublished("This edition is published already, or has a time at which it will be.")
    meeting = edition.report.meeting_on
    last = working_days.publish_by(meeting) if meeting else None
    if last and timezone.localdate(public_at) > last and not late_because:
        raise NotInTime(
            f"The last day for five clear working days before the meeting was {day(last)}. Say why it is late."
        )
    publication = Publication.objects.create(edition=edition, at=public_at, by=by, late_because=late_because)
    if planned_for:
        late = f" Late: {late_because}" if late_because else ""
        words = f"For {day(publication.on_date)} at {timezone.localtime(public_at):%H:%M}.{late}"
        write(about=edition, verb="planned publication", by=by, at=at, words=words)
    else:
        write(about=edition, verb="published", by=by, at=at, words=late_because)
    return publication


@transaction.atomic
def cancel(*, publication: Publication, by: User, at: datetime) -> None:
    """Takes a planned publication back. Raises AlreadyPublished once its time has come."""
    publication = Publication.objects.select_for_update().select_related("edition").get(pk=publication.pk)
    if publication.at <= at:
        raise AlreadyPublished("This edition is published. What was published stays.")
    edition = publication.edition
    publication.delete()
    write(about=edition, verb="cancelled publication", by=by, at=at)
