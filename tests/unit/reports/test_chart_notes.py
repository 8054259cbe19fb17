"""Notes on the chart of contacts in a report: those of its months that stood when its cycle closed, and no others."""

from datetime import UTC, date, datetime

import pytest

from figures.months import add, short
from reports.compiling.drafting import compiled_now
from reports.reading_page import Frozen, charted, history_points
from tests.factories import ChartNoteFactory, ContactFactory, CouncilFactory, CycleFactory

pytestmark = pytest.mark.django_db
AUGUST, MARCH, APRIL = (date(2020, month, 1) for month in (8, 3, 4))
CLOSED_AT = datetime(2020, 9, 28, 15, tzinfo=UTC)
BEFORE, AFTER = (datetime(2020, month, 1, tzinfo=UTC) for month in (6, 11))
REBASE = {"kind": "rebase", "reason": "Calls count since then", "words": "New threshold document"}


@pytest.fixture
def cycle():
    """13 contacts and 15 in turn, from February 2019 on; October is loaded too."""
    CouncilFactory()
    for number in range(21):
        ContactFactory.create_batch(13 + 2 * (number % 2), month=add(date(2019, 2, 1), number))
    return CycleFactory(month=AUGUST, closed_at=CLOSED_AT)


def chart_of(compiled):
    return next(node for node in compiled.paper.tree["body"] if node.get("id") == "contacts")


def data_of(compiled):
    return next(node for node in compiled.paper.tree["body"] if node.get("id") == "data-contacts")


def test_a_chart_of_a_report_draws_its_notes_and_says_them_in_alternative_paragraph_and_data(cycle):
    ChartNoteFactory(month=MARCH, added_at=BEFORE)
    ChartNoteFactory(month=date(2020, 1, 1), added_at=BEFORE, **REBASE)

    compiled = compiled_now(cycle)

    chart, data = chart_of(compiled), data_of(compiled)
    assert chart["spec"]["marks"] == [[11, "New threshold document"], [13, "First lockdown", ","]]
    assert len(set(chart["spec"]["mean"])) == 2
    assert "Limits are worked out anew from January 2020: New threshold document." in chart["alt"]
    assert "March 2020: First lockdown." in chart["alt"]
    assert [row[3] for row in data["rows"] if row[3]] == ["Limits anew: New threshold document", "First lockdown"]
    said = " ".join(run["text"] for node in compiled.paper.tree["body"] for run in node.get("runs", ()))
    assert "March 2020: First lockdown." in said


def test_what_was_added_or_withdrawn_after_the_close_changes_nothing(cycle):
    kept = ChartNoteFactory(month=MARCH, added_at=BEFORE)
    before = compiled_now(cycle).as_dict()

    ChartNoteFactory(month=APRIL, added_at=AFTER)
    ChartNoteFactory(month=date(2020, 1, 1), added_at=AFTER, **REBASE)
    kept.withdrawn_at, kept.withdrawn_by, kept.withdrawn_because = AFTER, kept.added_by, "Wrong month"
    kept.save()

    assert compiled_now(cycle).as_dict() == before


def test_a_report_says_nothing_of_later_months(cycle):
    ChartNoteFactory(month=add(AUGUST, 1), added_at=BEFORE)

    compiled = compiled_now(cycle)

    assert chart_of(compiled)["spec"]["marks"] == []
    assert len(data_of(compiled)["columns"]) == 3
    assert not any("notes" in definition for definition in compiled.paper.definitions)


def test_the_page_of_a_frozen_reading_draws_the_notes_that_its_paper_had(cycle):
    ChartNoteFactory(month=date(2020, 1, 1), added_at=BEFORE, **REBASE)

    paper = compiled_now(cycle).as_dict()

    [row] = [row for row in paper["readings"] if row["ref"] == "frontdoor.contacts@2020-08"]
    [definition] = [each for each in paper["definitions"] if each["key"] == "frontdoor.contacts"]
    drawn = charted(Frozen(row, definition), history_points(paper, row))
    assert "Limits are worked out anew from January 2020: New threshold document." in drawn["sentences"]
    assert f"from {short(date(2020, 1, 1))}" in drawn["chart"]


@pytest.mark.parametrize(("count", "explained"), [(12, False), (13, True)])
def test_limits_are_explained_under_a_chart_that_has_them(count, explained):
    for number in range(count):
        ContactFactory.create_batch(13 + 2 * (number % 2), month=add(AUGUST, -number))

    chart = chart_of(compiled_now(CycleFactory(month=AUGUST, closed_at=CLOSED_AT)))

    assert any("Dashed lines" in run["text"] for run in chart["note"]) is explained
