"""What people did to the editions of a month is told on its page."""

from datetime import UTC, datetime, timedelta

import pytest

from history.models import write
from reports.signing import cancel, freeze, publish
from tests.factories import CompilationFactory, TeamFactory, UserFactory
from tests.integration.drafts.visiting import at, drafted, says

pytestmark = pytest.mark.django_db

SIGNED = datetime(2020, 9, 28, 14, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_who_did_what_when_and_why_newest_first(office, report):
    director, officer = UserFactory(name="Dana Director"), UserFactory(name="Oli Officer")
    first = freeze(compilation=drafted(report), by=director, at=SIGNED)
    planned = publish(
        edition=first, by=officer, at=SIGNED + HOUR, planned_for=SIGNED + timedelta(days=2),
        late_because="The chair agreed.",
    )  # fmt: skip
    cancel(publication=planned, by=officer, at=SIGNED + 2 * HOUR)
    second = freeze(
        compilation=CompilationFactory(report=report), by=director, at=SIGNED + 3 * HOUR, corrects="A figure was wrong."
    )
    publish(edition=second, by=officer, at=SIGNED + timedelta(days=3), late_because="It was corrected.")
    write(about=TeamFactory(pk=first.pk), verb="renamed", by=officer, at=SIGNED)

    told = says(office.get(at("draft"))).split("What was done", 1)[1]

    for line in (
        "1 October 2020, 15:00 , Oli Officer Published edition 2. Reason: It was corrected.",
        "28 September 2020, 18:00 , Dana Director Signed edition 2. Reason: A figure was wrong.",
        "28 September 2020, 17:00 , Oli Officer Cancelled the planned publication of edition 1.",
        "28 September 2020, 16:00 , Oli Officer Planned the publication of edition 1. "
        "For 30 September 2020 at 15:00. Late: The chair agreed.",
        "28 September 2020, 15:00 , Dana Director Signed edition 1.",
    ):
        assert line in told
        told = told.split(line, 1)[1]
    assert "renamed" not in told.lower()


def test_before_anything_is_signed_nothing_was_done(office, report):
    drafted(report)

    assert "What was done" not in says(office.get(at("draft")))
