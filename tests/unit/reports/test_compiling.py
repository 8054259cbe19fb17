"""What the compiler makes of what people wrote, and of a council that has hardly any records."""

from datetime import date

import pytest

from reports.compiling.drafting import compiled_now, rendered
from reports.renderers.words import dates
from reports.tree import flat
from tests.factories import (
    AUGUST,
    ActionFactory,
    ContactFactory,
    CouncilFactory,
    FundingFactory,
    HighlightFactory,
    ImprovementFactory,
    ReportFactory,
    load_of,
)

NO_ISSUES = "There are no financial issues to report."


@pytest.fixture
def report(db):
    CouncilFactory(plays_on=date(2020, 9, 28))
    return ReportFactory()


def sentences(report):
    return [flat(node["runs"]) for node in compiled_now(report.cycle).paper.tree["body"] if node["kind"] == "para"]


def test_a_council_without_any_records_has_a_report_that_says_so_in_every_format(report):
    compiled = compiled_now(report.cycle)

    assert compiled.says == "No figures to show for this month"
    assert "No figure has data yet, so this report shows none." in sentences(report)
    assert all(rendered(compiled.paper).values())


def test_an_action_without_owner_and_date_is_told_so_in_every_format(report):
    ActionFactory(reference="4.1", owner=None, original_date=None)

    paper = compiled_now(report.cycle).paper

    [action] = [node for node in paper.tree["body"] if node["kind"] == "action"]
    assert (action["owner"], action["original"], action["agreed"]) == ("No owner yet", None, None)
    assert (action["brag"], flat(action["reason"])) == ("Amber", "no date is set")
    assert dates(action)[:2] == [("Original", "no date yet"), ("Agreed", "no date yet")]
    assert all(rendered(paper).values())


def test_there_are_no_financial_issues_only_where_there_is_no_funding(report):
    assert NO_ISSUES in sentences(report)

    FundingFactory(theme=ActionFactory().theme, decided_on=date(2020, 8, 3))

    assert NO_ISSUES not in sentences(report)


@pytest.mark.parametrize("end", ["", "."])
def test_a_sentence_ends_once_however_people_wrote_it(report, end):
    HighlightFactory(report=report, reference="3.1", state=f"It opened{end}", next_step=f"Review it{end}")
    ImprovementFactory(report=report, what=f"Referrals{end}", detail="They vary.")

    found = sentences(report)

    assert "A new front door (3.1): It opened. Next: Review it by 30 November 2020." in [
        words.replace("\u00a0", " ") for words in found
    ]
    assert "Referrals. They vary." in found


def test_the_front_door_tells_who_came_back_of_months_that_were_old_enough_then(report):
    """August's report: 16 closed in May, of whom 8 came back in June. Those closed in June are not old enough, whatever
    is loaded since."""
    may, june = date(2020, 5, 1), date(2020, 6, 1)
    children = [contact.child for contact in ContactFactory.create_batch(16, month=may, closed=True)]
    for child in children[:8]:
        ContactFactory(month=june, child=child, closed=True)
    for month in (7, 8, 9):
        load_of("contacts", date(2020, month, 1))
    ContactFactory.create_batch(8, decided_on=AUGUST, working_days=1)
    ContactFactory.create_batch(8, closed=True, decided_on=AUGUST, working_days=3)

    compiled = compiled_now(report.cycle)

    [said] = [words for words in sentences(report) if "within one working day" in words]
    assert said == (
        "50.0% of contacts (8 of 16) were decided within one working day. 50.0% (8 of 16) became referrals to social "
        "care. Of contacts closed with no further action in May 2020, 50.0% (8 of 16) were followed by another about "
        "the same child within 3 months."
    )
    history = {month: (counted, of) for month, counted, of, *_ in compiled.histories["frontdoor.returned_3"]}
    assert history["2020-05"] == (8, 16)
    assert history["2020-06"] == (None, None)
