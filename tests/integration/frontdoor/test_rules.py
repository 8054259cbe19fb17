"""Rules that give closures their category: what they ask, their order, what they may not touch, and the bench."""

from datetime import UTC, datetime

import pytest

from frontdoor import bench, ruling, settling
from frontdoor.models import ClosureRule, Contact, Decision, Outcome, Source
from history import tracking
from organisation.refused import Refused
from tests.factories import ClosureRuleFactory, CycleFactory, UserFactory, load_of, supersede
from tests.integration.administration.visiting import MORNING, signed_in
from tests.integration.frontdoor.months import AUGUST, JUNE, OCTOBER, SEPTEMBER, closed
from tests.integration.frontdoor.reading import holder, words

CLOSED_BY_DUTY = {"closure_reason": "Closed by duty"}


@pytest.fixture
def analyst():
    return holder("front_door_analyst")


def rule(category, position=1, **asked):
    given = {name: asked.get(name, "") for name in ruling.ASKED}
    return ClosureRuleFactory(category=category, position=position, **given)


def adopt(by, category, position=1, of=None, **asked):
    given = {name: asked.get(name, "") for name in ruling.ASKED}
    return ruling.adopt_rule(rule=of, category=category, position=position, **given, by=by, at=MORNING)


def category_of(contact):
    contact.refresh_from_db()
    return contact.category and contact.category.code


@pytest.mark.parametrize(
    ("asks", "fits"),
    [
        ({"closure_reason": "Closed by duty"}, True),
        ({"closure_reason": "closed by duty"}, False),
        ({"closure_reason": "Closed"}, False),
        ({"outcome_said": "Signposted"}, True),
        ({"flag": "advice"}, True),
        ({"flag": "nfa"}, True),
        ({"flag": "missing"}, False),
        ({"source": Source.SCHOOLS}, True),
        ({"closure_reason": "Closed by duty", "source": Source.POLICE}, False),
        ({"closure_reason": "Closed by duty", "flag": "nfa", "source": Source.SCHOOLS}, True),
    ],
)
def test_a_rule_fits_exactly_what_the_source_system_holds(categories, analyst, asks, fits):
    given = {"closure_reason": "Closed by duty", "outcome_said": "Signposted", "flags": "nfa advice"}
    [contact] = closed(OCTOBER, 1, **given, source=Source.SCHOOLS)

    adopt(analyst, categories["advice"], **asks)

    assert category_of(contact) == ("advice" if fits else None)


def test_the_first_rule_that_fits_gives_the_category(categories, analyst):
    [contact] = closed(OCTOBER, 1, closure_reason="Closed by duty")
    first = adopt(analyst, categories["advice"], **CLOSED_BY_DUTY)

    adopt(analyst, categories["consent"], source=Source.POLICE)  # in the first place: the other makes room

    assert category_of(contact) == "consent"
    assert list(ClosureRule.objects.values_list("source", "position")) == [("police", 1), ("", 2)]
    first.refresh_from_db()
    ruling.remove_rule(rule=ClosureRule.objects.get(position=1), by=analyst, at=MORNING)
    assert category_of(contact) == "advice"
    assert [change.by for change in tracking.changes(first)] == [analyst.get_full_name()] * 3


def test_what_the_file_names_stands_above_rules(categories, analyst):
    [contact] = closed(OCTOBER, 1, categories["threshold"], closure_reason="threshold")

    adopt(analyst, categories["advice"], source=Source.POLICE)

    assert category_of(contact) == "threshold"


def test_a_category_is_given_only_in_months_in_which_it_holds(categories, analyst):
    categories["advice"].holds_until = SEPTEMBER
    categories["advice"].save()
    contacts = [closed(month, 1, **CLOSED_BY_DUTY)[0] for month in (JUNE, AUGUST, OCTOBER)]

    adopt(analyst, categories["advice"], **CLOSED_BY_DUTY)
    adopt(analyst, categories["consent"], position=2, source=Source.POLICE)

    assert [category_of(contact) for contact in contacts] == [None, "advice", "consent"]


def test_only_closures_of_months_that_are_not_closed_are_settled(categories, analyst):
    CycleFactory(month=SEPTEMBER, closed_at=datetime(2020, 10, 20, tzinfo=UTC))
    [settled], [later] = (closed(month, 1, **CLOSED_BY_DUTY) for month in (SEPTEMBER, OCTOBER))
    [taken_on] = closed(OCTOBER, 1, **CLOSED_BY_DUTY | {"outcome": Outcome.REFERRAL})

    adopt(analyst, categories["advice"], **CLOSED_BY_DUTY)

    assert [category_of(contact) for contact in (settled, later, taken_on)] == [None, "advice", None]


def test_a_persons_decision_outlives_rules_and_loads(categories, analyst):
    [contact] = closed(OCTOBER, 1, **CLOSED_BY_DUTY)
    decided = ruling.decide(
        chosen={contact.reference: categories["consent"]}, why="Read the record", by=analyst, at=MORNING
    )
    adopt(analyst, categories["advice"], **CLOSED_BY_DUTY)
    assert decided == 1
    assert category_of(contact) == "consent"

    supersede(contact.load)
    [again] = closed(OCTOBER, 1, **CLOSED_BY_DUTY, reference=contact.reference)
    [other] = closed(OCTOBER, 1, **CLOSED_BY_DUTY)
    settling.settle([again.load.pk])

    assert (category_of(again), category_of(other)) == ("consent", "advice")
    decision = Decision.objects.get()
    assert (decision.decided_by, decision.decided_at, decision.why) == (analyst, MORNING, "Read the record")


def test_a_later_decision_replaces_the_first_which_is_kept_in_its_versions(categories, analyst):
    [contact] = closed(OCTOBER, 1)
    for code in ("consent", "advice"):
        ruling.decide(chosen={contact.reference: categories[code]}, why=code, by=analyst, at=MORNING)

    assert category_of(contact) == "advice"
    assert len(tracking.changes(Decision.objects.get())) == 2


def test_no_category_is_decided_that_does_not_hold_in_the_month(categories, analyst):
    [contact] = closed(JUNE, 1)

    with pytest.raises(Refused, match="Advice is not recorded in June 2020"):
        ruling.decide(chosen={contact.reference: categories["advice"]}, why="?", by=analyst, at=MORNING)

    assert not Decision.objects.exists()


def test_a_rule_that_asks_nothing_or_what_another_asks_is_refused(categories, analyst):
    adopt(analyst, categories["advice"], **CLOSED_BY_DUTY)

    with pytest.raises(Refused, match="at least one thing"):
        adopt(analyst, categories["advice"])
    with pytest.raises(Refused, match="asks for the same already"):
        adopt(analyst, categories["consent"], **CLOSED_BY_DUTY)


def test_the_bench_says_what_would_move_by_month_and_changes_nothing(categories, analyst):
    adopt(analyst, categories["advice"], **CLOSED_BY_DUTY)
    closed(SEPTEMBER, 2, **CLOSED_BY_DUTY)
    closed(OCTOBER, 3, **CLOSED_BY_DUTY)
    closed(OCTOBER, 1, closure_reason="Other words")
    settling.run_rules()
    [decided] = closed(OCTOBER, 1, **CLOSED_BY_DUTY)
    ruling.decide(chosen={decided.reference: categories["threshold"]}, why="Read", by=analyst, at=MORNING)
    supersede(load_of("contacts", AUGUST))
    every = ClosureRule(position=1, source=Source.POLICE, category=categories["consent"])

    found = bench.tried(bench.in_place(list(ClosureRule.objects.all()), every))

    assert found.months == (SEPTEMBER, OCTOBER)
    assert [(moved.before, moved.after, moved.counts) for moved in found.moved] == [
        ("Advice", "No consent (sent back)", (2, 3)),
        ("Not yet categorised", "No consent (sent back)", (0, 1)),
    ]
    assert found.all == 6
    assert Contact.objects.filter(category__code="consent").count() == 0
    assert bench.tried(list(ClosureRule.objects.all())).all == 0
    assert [(moved.before, moved.after, moved.all) for moved in bench.tried([]).moved] == [
        ("Advice", "Not yet categorised", 5)
    ]


def test_a_rule_is_tried_and_then_adopted_in_the_browser(categories, analyst):
    [contact] = closed(OCTOBER, 1, **CLOSED_BY_DUTY)
    page, asked = (
        signed_in(analyst),
        {"closure_reason": "Closed by duty", "category": categories["advice"].pk, "position": 1},
    )

    tried = words(page.get("/front-door/rules/add/", asked))
    assert "It would move one contact. Nothing is changed until you adopt it." in tried
    assert "Not yet categorised Advice 1 1" in tried
    assert category_of(contact) is None

    said = words(page.post("/front-door/rules/add/", asked, follow=True))
    assert "The rule is adopted: closure reason ‘Closed by duty’." in said
    assert category_of(contact) == "advice"
    adopted = ClosureRule.objects.get()
    assert "Closure reason ‘Closed by duty’ 1 Advice" in said

    changed = asked | {"category": categories["consent"].pk}
    assert "Advice No consent (sent back) 1 1" in words(page.get(f"/front-door/rules/{adopted.pk}/", changed))
    page.post(f"/front-door/rules/{adopted.pk}/", changed)
    assert category_of(contact) == "consent"

    assert "No consent (sent back) Not yet categorised 1 1" in words(
        page.get(f"/front-door/rules/{adopted.pk}/remove/")
    )
    page.post(f"/front-door/rules/{adopted.pk}/remove/")
    assert category_of(contact) is None


def test_what_is_wrong_with_a_rule_is_said(categories, analyst):
    page = signed_in(analyst)

    said = words(page.get("/front-door/rules/add/", {"category": categories["advice"].pk, "position": "0"}))

    assert "Say at least one thing that the source system must hold" in said
    assert "What it would move" not in said.replace("See what it would move", "")


def test_rules_are_read_by_those_who_see_contacts_and_changed_by_those_who_sort_them(categories):
    rule(categories["advice"], **CLOSED_BY_DUTY)
    head = signed_in(holder("head_of_service"))

    assert "Add a rule" not in words(head.get("/front-door/rules/"))
    assert head.get("/front-door/rules/add/").status_code == 403
    assert signed_in(UserFactory()).get("/front-door/rules/").status_code == 403
