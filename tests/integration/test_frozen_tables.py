"""The ways round a trigger of a row: emptying a whole table, and putting another row in its place."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from history import seen
from history.models import Sight
from improvement.funding.keeping import change_allocation
from reports import frozen
from reports.compiling.drafting import compile_draft
from reports.models import Compilation, Edition, File, Report
from reports.signing import sign
from tests.factories import (
    ActionFactory,
    CycleFactory,
    MeasureFactory,
    RecommendationFactory,
    ReportFactory,
    RiskFactory,
    SpendingFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MONDAY = datetime(2020, 9, 28, 15, tzinfo=UTC)
EMPTYING = {"postgresql": "TRUNCATE {} CASCADE", "sqlite": "DELETE FROM {}"}  # each the way of its database
REFUSED = {"postgresql": "duplicate key", "sqlite": "never changed"}  # the first has no INSERT OR REPLACE
PUTTING = {
    "postgresql": "INSERT INTO history_sight SELECT * FROM history_sight WHERE id = {} "
    "ON CONFLICT (id) DO UPDATE SET rows = 0",
    "sqlite": "INSERT OR REPLACE INTO history_sight SELECT * FROM history_sight WHERE id = {}",
}


@pytest.fixture
def report():
    ActionFactory(added_on=date(2020, 6, 1), starts_on=date(2020, 6, 1), original_date=date(2020, 8, 31))
    RecommendationFactory()
    RiskFactory()
    MeasureFactory()
    funding = SpendingFactory().funding
    decision = {"allocated": Decimal(80_000), "decided_on": MONDAY.date(), "words": "A saving"}
    change_allocation(funding=funding, **decision, by=UserFactory(), at=MONDAY)
    return ReportFactory(cycle=CycleFactory(month=date(2020, 8, 1)), meeting_on=date(2020, 10, 7))


def look():
    return seen.log(by=UserFactory(), at=MONDAY, what="Contacts", address="/figures/x/records/", rows=12, format="csv")


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits to be checked would forbid TRUNCATE as well
        cursor.execute(statement)


@pytest.mark.parametrize("table", frozen.FROZEN)
def test_a_frozen_table_cannot_be_emptied_at_once(report, table):
    sign(report=report, by=UserFactory(), at=MONDAY)
    look()

    with pytest.raises(DatabaseError, match="never changed"):
        execute(EMPTYING[connection.vendor].format(table))


def test_drafts_that_nobody_signed_may_go_at_once(report):
    compile_draft(report=report, at=MONDAY)
    Report.objects.update(draft=None)

    for table in ("reports_file", "reports_compilation"):
        execute(EMPTYING[connection.vendor].format(table))

    assert not Compilation.objects.exists()
    assert not File.objects.exists()


def test_no_other_row_takes_the_place_of_a_sight():
    sight = look()

    with pytest.raises(DatabaseError, match="never changed"):
        execute(PUTTING[connection.vendor].format(sight.pk))


def test_no_other_edition_takes_the_place_of_the_first(report):
    """By its number, with a key of its own."""
    edition = sign(report=report, by=UserFactory(), at=MONDAY)
    columns = [field.column for field in Edition._meta.local_concrete_fields if not field.primary_key]
    names = ", ".join(columns)

    copied = f"INTO reports_edition (id, {names}) SELECT id + 1, {names} FROM reports_edition"
    with pytest.raises(DatabaseError, match=REFUSED[connection.vendor]):
        execute(f"INSERT OR REPLACE {copied}" if connection.vendor == "sqlite" else f"INSERT {copied}")

    assert Edition.objects.get() == edition


@pytest.mark.django_db(transaction=True)
def test_flush_keeps_what_is_frozen():
    """Triggers come down after the test, so that its own flush may empty the tables."""
    sight = look()

    with pytest.raises((CommandError, DatabaseError)):
        call_command("flush", interactive=False, verbosity=0)

    assert Sight.objects.get() == sight
