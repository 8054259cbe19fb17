"""Where a month's report stands, from its draft and its editions. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from figures.months import day
from organisation import working_days
from reports.models import Edition, Publication, Report


@dataclass(frozen=True)
class Stage:
    """The report with its cycle and draft loaded, its editions with their publications, oldest first."""

    report: Report
    editions: Sequence[Edition]
    at: datetime

    @property
    def edition(self) -> Edition | None:
        return self.editions[-1] if self.editions else None

    @property
    def publication(self) -> Publication | None:
        """Of the last edition, whether its time has come or not."""
        return publication_of(self.edition) if self.edition else None

    @property
    def public(self) -> Edition | None:
        """The edition that the public reads."""
        found = [edition for edition in self.editions if is_public(edition, self.at)]
        return found[-1] if found else None

    @property
    def is_planned(self) -> bool:
        return bool(self.publication and self.publication.at > self.at)

    @property
    def waits_for_publication(self) -> bool:
        return bool(self.edition) and self.publication is None

    @property
    def is_open(self) -> bool:
        return self.report.cycle.closed_at is None

    @property
    def draft_is_signed(self) -> bool:
        return any(edition.compilation_id == self.report.draft_id for edition in self.editions)

    @property
    def may_be_signed(self) -> bool:
        return self.report.draft_id is not None and not self.draft_is_signed

    @property
    def judged_another_day(self) -> bool:
        """An open cycle is judged as on the day of signing: a draft of another day says another date."""
        drafted = self.report.drafted_at
        return self.is_open and drafted is not None and timezone.localdate(drafted) != timezone.localdate(self.at)

    @property
    def in_preparation(self) -> bool:
        return self.is_open or self.may_be_signed or self.waits_for_publication or self.is_planned

    @property
    def publish_by(self) -> date | None:
        meeting = self.report.meeting_on
        return working_days.publish_by(meeting) if meeting else None

    @property
    def sign_by(self) -> date | None:
        meeting = self.report.meeting_on
        return working_days.sign_by(meeting) if meeting else None

    @property
    def is_late(self) -> bool:
        """Publishing it now would leave too few clear working days."""
        return self.publish_by is not None and timezone.localdate(self.at) > self.publish_by

    @property
    def words(self) -> str:
        """One sentence."""
        if self.may_be_signed and self.edition:
            return f"Edition {self.edition.number} stays as it is; a correction is drafted, not signed yet"
        if self.edition is None:
            return "Draft, not signed yet" if self.report.draft_id else "No draft yet"
        signed = f"Edition {self.edition.number}, signed on {day(timezone.localdate(self.edition.signed_at))}"
        if self.publication is None:
            return f"{signed}, not published yet"
        if self.is_planned:
            return f"{signed}, to be published on {moment(self.publication.at)}"
        return f"{signed}, published on {day(self.publication.on_date)}"


def publication_of(edition: Edition) -> Publication | None:
    return getattr(edition, "publication", None)


def is_public(edition: Edition, at: datetime) -> bool:
    publication = publication_of(edition)
    return publication is not None and publication.at <= at


def moment(at: datetime) -> str:
    """'9 November 2020 at 09:00'."""
    local = timezone.localtime(at)
    return f"{day(local.date())} at {local:%H:%M}"
