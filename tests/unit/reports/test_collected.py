"""The section of collected measures: what was known when the cycle closed, whatever is entered later."""

from datetime import UTC, date, datetime

import pytest

from figures.models import Kind
from reports.compiling.paper import compile_cycle
from tests.factories import CouncilFactory, CycleFactory, MeasureFactory, ThresholdFactory, entered

pytestmark = pytest.mark.django_db
AUGUST, SEPTEMBER = date(2020, 8, 1), date(2020, 9, 1)
BEFORE, CLOSED, AFTER = (datetime(2020, 10, day, 10, tzinfo=UTC) for day in (6, 26, 28))


@pytest.fixture
def cycle():
    CouncilFactory(plays_on=date(2020, 11, 9))
    return CycleFactory(month=SEPTEMBER, closed_at=CLOSED)


def table(compiled):
    [node] = [node for node in compiled.paper.tree["body"] if node.get("id") == "t-collected"]
    return [[cell if isinstance(cell, str) else cell[0]["text"] for cell in row] for row in node["rows"]]


def test_each_has_its_value_sides_target_and_who_entered_it(cycle):
    laptops = MeasureFactory(share=True)
    waiting, quarterly = MeasureFactory(counts_children=True), MeasureFactory(slug="q", name="Quality", quarterly=True)
    entered(laptops, SEPTEMBER, 14, 30, at=BEFORE)
    entered(laptops, SEPTEMBER, 15, 30, at=BEFORE, why="One came late")
    entered(waiting, SEPTEMBER, 4, at=BEFORE)
    ThresholdFactory(figure=laptops.key, kind=Kind.TARGET, value=80, means="the board", holds_from=AUGUST)

    compiled = compile_cycle(cycle)

    entry = "Head of Early Help, 6\u00a0October\u00a02020"
    assert table(compiled) == [
        ["Children waiting", "Suppressed", "–", "None set", entry],
        ["Laptops issued", "50.0%", "15 of 30", "80.0%", f"{entry}, a correction"],
        ["Quality", "No data", "–", "None set", "Not entered"],
    ]
    [reading] = [row for row in compiled.paper.readings if row["key"] == laptops.key]
    assert [load["name"] for load in compiled.paper.loads if load["id"] in reading["loads"]] == [
        "Entered by Head of Early Help",
        "Corrected by Head of Early Help",
    ]
    assert quarterly.key in {definition["key"] for definition in compiled.paper.definitions}


def test_a_quarterly_measure_is_not_missing_between_quarters(cycle):
    MeasureFactory(quarterly=True, added_at=datetime(2020, 7, 1, tzinfo=UTC))

    compiled = compile_cycle(CycleFactory(month=AUGUST, closed_at=datetime(2020, 9, 24, tzinfo=UTC)))

    assert table(compiled) == [["Children waiting", "No data", "–", "None set", "Asked for by quarter"]]


def test_what_is_entered_corrected_or_defined_later_does_not_alter_a_closed_month(cycle):
    laptops, waiting = MeasureFactory(share=True), MeasureFactory()
    entered(laptops, AUGUST, 10, 30, at=BEFORE)
    entered(laptops, SEPTEMBER, 14, 30, at=BEFORE)
    before = compile_cycle(cycle).as_dict()

    entered(laptops, SEPTEMBER, 3, 30, at=AFTER, why="Most were returned")
    entered(laptops, AUGUST, 2, 30, at=AFTER, why="Most were returned")
    entered(waiting, SEPTEMBER, 9, at=AFTER)
    MeasureFactory(slug="late", name="Defined late", added_at=AFTER)

    assert compile_cycle(cycle).as_dict() == before
    assert before["histories"][laptops.key][-2:] == [
        ["2020-08", 10, 30, 100 / 3, False],
        ["2020-09", 14, 30, 140 / 3, False],
    ]


def test_a_council_without_such_measures_has_no_such_section(cycle):
    assert not [node for node in compile_cycle(cycle).paper.tree["body"] if node.get("id") == "collected"]
