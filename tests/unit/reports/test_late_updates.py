"""Updates that were late or missing, in the report of a month."""

from datetime import UTC, date, datetime

import pytest

from reports.compiling.drafting import compiled_now
from reports.tree import flat
from tests.factories import CouncilFactory, ReportFactory, StandingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    CouncilFactory(plays_on=date(2020, 11, 9))
    return ReportFactory(cycle__closed_at=datetime(2020, 9, 28, 15, tzinfo=UTC)).cycle


def stood(cycle, **updated):
    """Actions of these references, each updated so."""
    for reference, how in updated.items():
        StandingFactory(cycle=cycle, action__reference=reference, action__title="Strategy", owner="Head", updated=how)


def told(cycle):
    """The paragraphs, and the rows of the table of updates."""
    body = compiled_now(cycle).paper.tree["body"]
    tables = [node for node in body if node.get("id") == "t-updates"]
    paras = [flat(node["runs"]) for node in body if node["kind"] == "para"]
    return paras, [[flat(cell) for cell in row] for table in tables for row in table["rows"]]


def test_missing_updates_are_listed_before_late_ones_with_their_owners(cycle):
    stood(cycle, A1="on_time", A2="late", A3="missing", A4="not_asked")

    paras, rows = told(cycle)

    assert any(each.startswith("Updates missing: 1 of 3. One update came after the day") for each in paras)
    dates = "Original 31\u00a0Dec\u00a02020; agreed 31\u00a0Dec\u00a02020; forecast not known; never moved"
    assert rows == [
        ["A3", "Strategy", "Head", "Missing", "Green", dates],
        ["A2", "Strategy", "Head", "Late", "Green", dates],
    ]


def test_where_all_are_on_time_there_is_no_table(cycle):
    stood(cycle, A1="on_time")

    paras, rows = told(cycle)

    assert any(each.startswith("Updates missing: 0 of 1. No updates came after the day") for each in paras)
    assert rows == []


@pytest.mark.parametrize(
    ("updated", "says"),
    [
        ("not_asked", "No update was asked for in this month."),
        ("", "Whether owners wrote their updates in time was not recorded in this month."),
    ],
)
def test_what_was_not_asked_or_not_recorded_is_said_so(cycle, updated, says):
    stood(cycle, A1=updated)

    assert says in told(cycle)[0]
