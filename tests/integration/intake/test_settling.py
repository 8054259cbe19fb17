"""A file that is loaded gets the categories of the rules, and the decisions of people, with the load."""

from datetime import UTC, date, datetime

import pytest

from frontdoor import ruling
from frontdoor.models import Contact, Flag, FlagOutcome, Outcome
from tests.factories import ClosureRuleFactory, UserFactory
from tests.integration.intake.test_layouts import MOSAIC

AT = datetime(2020, 11, 9, 9, tzinfo=UTC)


def categories_by_child():
    rows = Contact.objects.current().order_by("row").values_list("closure_reason", "category__code")
    return list(rows)


@pytest.fixture
def rows():
    return (
        "1,c1,05/10/2020,05/10/2020,Police,NFA,4,Closed by duty",
        "2,c2,05/10/2020,05/10/2020,Police,NFA,5,Not known",
        "3,c3,05/10/2020,06/10/2020,Police,NFA,6,Not known",
    )


def test_rules_and_decisions_are_applied_to_what_is_loaded_and_loaded_again(file_of, load, categories, rows):
    below_threshold, no_consent, *_ = categories
    FlagOutcome.objects.create(holds_from=date(2000, 1, 1), position=1, flag=Flag.NFA, outcome=Outcome.NFA)
    ClosureRuleFactory(closure_reason="Closed by duty", category=below_threshold)

    load(file_of(*rows, headings=MOSAIC), "--accept-warnings", "As exported")

    assert categories_by_child() == [("Closed by duty", "below_threshold"), ("Not known", None), ("Not known", None)]
    decided = Contact.objects.get(row=3)
    ruling.decide(chosen={decided.reference: no_consent}, why="Read", by=UserFactory(), at=AT)
    again = file_of(*rows, "4,c4,07/10/2020,07/10/2020,Police,NFA,7,Closed by duty", headings=MOSAIC)

    load(again, "--accept-warnings", "As exported")

    assert [code for _, code in categories_by_child()] == ["below_threshold", "no_consent", None, "below_threshold"]
    assert Contact.objects.current().filter(reference=decided.reference).get().category == no_consent
