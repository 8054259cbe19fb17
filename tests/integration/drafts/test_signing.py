"""Signing the very draft that was read, once, and a correction of it."""

from datetime import UTC, date, datetime

import pytest

from figures.models import Cycle
from improvement.models import Standing
from reports.compiling.drafting import compile_draft
from reports.models import Edition, Report
from tests.factories import ActionFactory, NarrativeFactory
from tests.integration.drafts.visiting import IN_TIME, at, drafted, says, today_is

pytestmark = pytest.mark.django_db


@pytest.fixture
def compiled(report, plan):
    draft = compile_draft(report=report, at=datetime(2020, 9, 28, 7, tzinfo=UTC))
    report.refresh_from_db()
    return draft


def test_signing_freezes_the_very_draft_that_was_read(director, report, compiled):
    response = director.post(at("sign"), {"read": compiled.pk, "confirm": "on"})

    assert response.url == at("draft")
    edition = Edition.objects.get()
    assert (edition.compilation, edition.number, edition.signed_by.name) == (compiled, 1, "The director")
    assert Cycle.objects.get().closed_at is not None
    assert Standing.objects.get().days_overdue == 28
    assert "You signed the report of August 2020 as edition 1." in says(director.get(at("draft")))


def test_signing_and_publishing_may_be_left_for_the_draft(director, report, compiled):
    back = f'<a class="govuk-link" href="{at("draft")}">Cancel</a>'
    assert back in director.get(at("sign")).content.decode()

    director.post(at("sign"), {"read": compiled.pk, "confirm": "on"})
    assert back in director.get(at("publish")).content.decode()


def test_signing_needs_a_confirmation(director, report, compiled):
    response = director.post(at("sign"), {"read": compiled.pk})

    assert "Confirm that you have read this draft and sign it off" in says(response)
    assert not Edition.objects.exists()


def test_records_that_changed_since_are_not_signed_and_the_cycle_stays_open(director, report, compiled):
    ActionFactory(added_on=date(2020, 6, 1))
    response = director.post(at("sign"), {"read": compiled.pk, "confirm": "on"})

    assert "The records have changed since this draft was compiled." in says(response)
    assert not Edition.objects.exists()
    assert not Standing.objects.exists()
    assert Cycle.objects.get().closed_at is None


def test_a_newer_draft_than_the_one_read_is_not_signed(director, report, compiled):
    drafted(report)
    response = director.post(at("sign"), {"read": compiled.pk, "confirm": "on"})

    assert "A newer draft has been compiled since you opened this page." in says(response)
    assert not Edition.objects.exists()


def test_a_draft_of_another_day_says_so_before_it_is_signed(director, report, compiled):
    today_is(IN_TIME)

    assert "This draft is of another day" in says(director.get(at("sign")))
    assert "The records have changed" in says(director.post(at("sign"), {"read": compiled.pk, "confirm": "on"}))


def test_signing_twice_signs_once(director, report, compiled):
    form = {"read": compiled.pk, "confirm": "on", "once": "the-same"}
    responses = [director.post(at("sign"), form) for _ in range(2)]

    assert [response.url for response in responses] == [at("draft"), at("draft")]
    assert Edition.objects.count() == 1
    assert "This draft is signed already" in says(director.post(at("sign"), {"read": compiled.pk, "confirm": "on"}))


def test_there_is_nothing_to_sign_before_a_draft(director, report):
    assert "There is nothing to sign yet" in says(director.get(at("sign")))
    assert director.post(at("sign"), {"confirm": "on"}).status_code == 200


def test_a_correction_says_what_it_changes_and_why(director, report, compiled):
    director.post(at("sign"), {"read": compiled.pk, "confirm": "on"})
    NarrativeFactory(report=report, section="summary", words="A correction.")
    newer = compile_draft(report=Report.objects.get(), at=datetime(2020, 9, 28, 8, tzinfo=UTC))

    assert "a correction is drafted" in says(director.get(at("draft")))
    response = director.post(at("sign"), {"read": newer.pk, "confirm": "on"})
    assert "what does it change of the edition before, and why" in says(response).lower()
    assert Edition.objects.count() == 1

    director.post(at("sign"), {"read": newer.pk, "confirm": "on", "corrects": "A sentence was missing."})
    assert [(e.number, e.corrects) for e in Edition.objects.all()] == [(1, ""), (2, "A sentence was missing.")]
