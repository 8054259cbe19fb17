"""Signing closes the cycle and freezes what it says; publishing keeps to the five clear working days."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from figures.models import Cycle
from history.models import Entry
from improvement.closing import AlreadyClosed, close_cycle
from improvement.models import Standing
from reports import frozen
from reports.compiling.drafting import compile_draft
from reports.models import Compilation, Edition, File
from reports.signing import AlreadySigned, NotInTime, freeze, publish, sign
from tests.factories import ActionFactory, CycleFactory, ReportFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2020, 9, 28, 15, tzinfo=UTC)
IN_TIME = datetime(2020, 9, 29, 8, tzinfo=UTC)
TOO_LATE = datetime(2020, 9, 30, 8, tzinfo=UTC)


@pytest.fixture
def report():
    ActionFactory(added_on=date(2020, 6, 1), starts_on=date(2020, 6, 1), original_date=date(2020, 8, 31))
    return ReportFactory(cycle=CycleFactory(month=date(2020, 8, 1)), meeting_on=date(2020, 10, 7))


@pytest.fixture
def director():
    return UserFactory(job_title="Strategic Director")


def test_signing_closes_the_cycle_writes_standings_and_keeps_six_files(report, director):
    edition = sign(report=report, by=director, at=MONDAY)

    assert Cycle.objects.get().closed_at == MONDAY
    assert Standing.objects.get().days_overdue == 28
    assert edition.number == 1
    assert edition.compilation.paper["tree"]["as_at"] == "2020-09-28"
    assert sorted(edition.compilation.files.values_list("format", flat=True)) == [
        "csv", "docx", "html", "json", "pdf", "xlsx",
    ]  # fmt: skip


def test_history_says_who_signed_and_who_published_and_when(report, director):
    officer = UserFactory(job_title="Programme Manager")
    edition = sign(report=report, by=director, at=MONDAY)
    publish(edition=edition, by=officer, at=IN_TIME)

    told = [(entry.verb, entry.by.job_title, entry.at) for entry in Entry.objects.about(edition)]
    assert told == [("signed", "Strategic Director", MONDAY), ("published", "Programme Manager", IN_TIME)]


def test_signing_what_is_signed_already_is_refused(report, director):
    edition = sign(report=report, by=director, at=MONDAY)

    with pytest.raises(AlreadySigned):
        freeze(compilation=edition.compilation, by=director, at=MONDAY)
    assert Edition.objects.count() == 1


def test_a_closed_cycle_is_not_closed_again(report, director):
    sign(report=report, by=director, at=MONDAY)
    with pytest.raises(AlreadyClosed):
        close_cycle(cycle=report.cycle, by=director, at=TOO_LATE)


def test_publishing_too_late_needs_a_reason(report, director):
    edition = sign(report=report, by=director, at=MONDAY)

    with pytest.raises(NotInTime, match=r"29.September.2020"):
        publish(edition=edition, by=director, at=TOO_LATE)

    publish(edition=edition, by=director, at=TOO_LATE, late_because="The chair agreed that it is urgent.")
    assert edition.publication.late_because


def test_publishing_on_the_last_day_is_in_time(report, director):
    publish(edition=sign(report=report, by=director, at=MONDAY), by=director, at=IN_TIME)


def test_a_late_report_says_so_in_public(client, report, director):
    edition = sign(report=report, by=director, at=MONDAY)
    publish(edition=edition, by=director, at=TOO_LATE, late_because="The chair agreed that it is urgent.")

    page = client.get("/").content.decode()
    assert "Late: 4 clear working days before the meeting. The chair agreed that it is urgent." in page


@pytest.mark.parametrize(
    "change",
    [
        lambda: Compilation.objects.update(says="Something else"),
        lambda: File.objects.update(size=1),
        lambda: File.objects.all()._raw_delete("default"),
        lambda: Edition.objects.update(number=7),
        lambda: Edition.objects.all()._raw_delete("default"),
        lambda: Standing.objects.update(brag="green"),
        lambda: Standing.objects.all()._raw_delete("default"),
    ],
    ids=["compilation", "file", "file removed", "edition", "edition removed", "standing", "standing removed"],
)
def test_the_database_refuses_to_change_what_is_frozen(report, director, change):
    sign(report=report, by=director, at=MONDAY)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        change()


def test_a_draft_that_nobody_signed_may_go(report):
    draft = compile_draft(report=report, at=MONDAY)

    draft.delete()

    assert not File.objects.exists()


def test_triggers_are_there_after_migration():
    events = frozen.events(connection.vendor)

    assert frozen.installed() == {frozen.name(table, event) for table in frozen.FROZEN for event in events}


def test_triggers_come_back_with_the_next_migration():
    frozen.remove()
    assert frozen.installed() == set()

    call_command("migrate", verbosity=0)

    assert len(frozen.installed()) == len(frozen.FROZEN) * len(frozen.events(connection.vendor))
