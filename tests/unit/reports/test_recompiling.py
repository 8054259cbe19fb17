"""A closed month says the same for ever: whatever becomes of the plan later, its report recompiles to the same tree."""

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from figures.models import Cycle
from improvement.closing import close_cycle
from improvement.collected.collecting import change_measure
from improvement.funding.keeping import add_funding, change_allocation, report_spending
from improvement.models import (
    CollectedMeasure,
    DateChange,
    OwnerRole,
    Recommendation,
    RecommendationStanding,
    Risk,
    Update,
)
from improvement.owners.handing_over import hand_over
from improvement.owners.owning import NOBODY, Ownership, appoint, rename_role, set_owner
from improvement.recommendations.recommending import add_area, change_area, change_recommendation
from improvement.risks.keeping import close_risk, review_risk
from organisation.models import User
from organisation.people import change_person
from reports.compiling.drafting import compiled_now
from reports.tree import flat
from tests.factories import (
    ActionFactory,
    CouncilFactory,
    DateChangeFactory,
    FundingFactory,
    HoldingFactory,
    MeasureFactory,
    OwnerRoleFactory,
    RecommendationFactory,
    ReportFactory,
    RiskFactory,
    RiskReviewFactory,
    SpendingFactory,
    ThemeFactory,
    UpdateFactory,
    UserFactory,
    entered,
)

pytestmark = pytest.mark.django_db
CLOSED_AT = datetime(2020, 9, 28, 15, tzinfo=UTC)
SAME_DAY = datetime(2020, 9, 28, 17, tzinfo=UTC)
LATER = datetime(2020, 11, 9, 9, tzinfo=UTC)


@pytest.fixture
def office():
    return HoldingFactory(role="programme_office").user


@pytest.fixture
def action():
    return ActionFactory(
        reference="1.1", title="Strategy", added_on=date(2020, 6, 1), starts_on=date(2020, 6, 1),
        original_date=date(2020, 8, 31),
    )  # fmt: skip


@pytest.fixture
def risk(action):
    return RiskFactory(reference="R1", of_action=action, owner__job_title="Head of ICT")


@pytest.fixture
def money(action):
    found = FundingFactory(theme=action.theme, purpose="Campaign", allocated=Decimal(100_000))
    amounts = {"committed": Decimal(112_000), "spent": Decimal(25_000)}
    SpendingFactory(funding=found, **amounts, why_over="Prices rose")
    return found


@pytest.fixture
def asked(action):
    """Two, of which the action answers the first."""
    first, second = (
        RecommendationFactory(reference=name, words=words, source="letter of March", made_on=date(2020, 3, 6))
        for name, words in (("V1", "Write a strategy"), ("V2", "Train managers"))
    )
    action.answers.add(first)
    return [first, second]


@pytest.fixture
def owned_by_role(action):
    """An action with a date that moved, a collected measure and a second risk, all of a role."""
    role = OwnerRoleFactory(title="Designated Nurse", held_by__job_title="Nurse")
    owned = {"owner": role.held_by, "owner_role": role}
    second = ActionFactory(reference="1.2", theme=action.theme, **owned, added_on=date(2020, 6, 1))
    agreed = {"to_date": date(2021, 1, 29), "agreed_on": date(2020, 9, 4)}
    DateChangeFactory(action=second, from_date=second.original_date, **agreed)
    measure = MeasureFactory(**owned)
    entered(measure, date(2020, 8, 1), 14, at=datetime(2020, 9, 4, 9, tzinfo=UTC))
    RiskFactory(reference="R2", title="It rains", theme=ThemeFactory(code="B"), **owned)
    return role


@pytest.fixture
def cycle(action, risk, money, asked, office):
    CouncilFactory(plays_on=date(2020, 11, 9))
    cycle = ReportFactory().cycle
    UpdateFactory(action=action, cycle=cycle, words="Written in time", at=datetime(2020, 9, 22, 9, tzinfo=UTC))
    close_cycle(cycle=cycle, by=office, at=CLOSED_AT)
    return Cycle.objects.get(pk=cycle.pk)


def move(action, cycle, risk, money, office):
    dates = {"from_date": action.original_date, "to_date": date(2020, 12, 31)}
    for at in (SAME_DAY, LATER):
        DateChange.objects.create(action=action, **dates, reason="Late", agreed_by=office, agreed_on=at.date())


def write_late(action, cycle, risk, money, office):
    for at in (SAME_DAY, LATER):
        Update.objects.create(action=action, cycle=cycle, words="Written too late", by=office, at=at)


def complete(action, cycle, risk, money, office):
    action.completed_on = date(2020, 9, 20)
    action.save()


def review(action, cycle, risk, money, office):
    told = {"mitigation": "None", "review_on": date(2020, 12, 9), "words": "It grew"}
    review_risk(risk=risk, likelihood=5, impact=5, **told, by=office, at=SAME_DAY)
    hand_over(
        owner=risk.owner, to=UserFactory(job_title="Deputy Director"), chosen={"risks": [risk]}, by=office, at=SAME_DAY
    )
    close_risk(risk=risk, words="It came to pass", by=office, at=LATER)


def spend(action, cycle, risk, money, office):
    amounts = {"committed": Decimal(100_000), "spent": Decimal(90_000)}
    report_spending(funding=money, as_at=date(2020, 8, 31), **amounts, by=office, at=SAME_DAY)
    decision = {"allocated": Decimal(200_000), "decided_on": date(2020, 8, 3), "words": "Of August"}
    change_allocation(funding=money, **decision, by=office, at=LATER)


def answer(action, cycle, risk, money, office):
    """Another recommendation; one that was made before and came to be known later; and other words."""
    RecommendationFactory(reference="V3", made_on=date(2020, 3, 6))
    action.answers.set(Recommendation.objects.exclude(reference="V1"))
    Recommendation.objects.filter(reference="V1").update(words="Write another strategy", reference="V0")


def rename(action, cycle, risk, money, office):
    action.title = "A wholly other strategy"
    action.save()


def call_all_otherwise(action, cycle, risk, money, office):
    """Every noun of the plan by another name, as pages do it; and more of each."""
    by = {"by": office, "at": LATER}
    change_area(area=action.theme, title="Wholly other", why="Since then", position=99, **by)
    add_area(code="A0", title="Added since", why="", position=0, **by)
    recommendation = Recommendation.objects.filter(reference__in=["V0", "V1"]).get()  # or as `answer` called it
    said = {"words": "Other words", "kind": "adviser", "source": "Elsewhere", "made_on": date(2020, 3, 7)}
    change_recommendation(recommendation=recommendation, reference="V8", **said, **by)
    for person in User.objects.all():
        known = {"email": f"p{person.pk}@council.example", "name": "Another", "job_title": f"Post {person.pk}"}
        change_person(person=person, **known, **by)
    role = OwnerRole.objects.get()
    rename_role(role=role, title="Another role", **by)
    appoint(role=role, to=UserFactory(job_title="Newcomer"), **by)
    set_owner(action=action, owner=Ownership(person=UserFactory(job_title="Another owner")), **by)
    measure = CollectedMeasure.objects.get()
    told = {"name": "Another measure", "better": measure.better, "how_often": measure.how_often}
    change_measure(measure=measure, owner=NOBODY, **told, **by)
    Risk.objects.filter(pk=risk.pk).update(title="It was called otherwise")
    place = {"place": action.theme, "purpose": "Another", "source": "A grant", "lead": "A trust"}
    add_funding(**place, allocated=Decimal(1), decided_on=date(2020, 8, 3), **by)


CHANGES = [move, write_late, complete, review, spend, answer, rename, call_all_otherwise]


@pytest.mark.parametrize("changes", [*([change] for change in CHANGES), CHANGES], ids=lambda found: found[-1].__name__)
def test_what_happens_after_the_close_alters_nothing(changes, owned_by_role, action, cycle, risk, money, office):
    before = compiled_now(cycle).as_dict()

    for change in changes:
        change(action, cycle, risk, money, office)

    after = compiled_now(cycle).as_dict()
    assert after == before
    assert digest(after) == digest(before)


def digest(compiled):
    return hashlib.sha256(json.dumps(compiled, sort_keys=True, default=str).encode()).hexdigest()


def cells(body, name):
    [table] = [node for node in body if node.get("id") == name]
    return [[flat(cell) for cell in row] for row in table["rows"]]


def said(body):
    return [flat(node["runs"]) for node in body if node["kind"] == "para"]


def test_the_report_tells_risks_as_they_stood(cycle):
    body = compiled_now(cycle).paper.tree["body"]

    assert cells(body, "t-risks") == [
        ["R1", "The supplier fails (action 1.1)", "High, 12: new", "A second supplier stands by", "Head of ICT",
         "1\u00a0Dec\u00a02020"],
    ]  # fmt: skip
    assert cells(body, "t-risk-matrix")[2] == ["3 Possible", "0", "0", "0", "1", "0"]
    assert (
        "One risk of the improvement plan is open: 1 high. The score is likelihood times impact, each from 1 to 5."
        in (said(body))
    )


def test_a_review_that_was_late_and_a_risk_that_closed_are_said(action, office):
    CouncilFactory(plays_on=date(2020, 9, 28))
    RiskFactory(reference="R1", owner__job_title="Head of ICT", review__review_on=date(2020, 9, 18))
    RiskFactory(reference="R2", title="It rains", closed_on=date(2020, 9, 3), why_closed="It did.")

    paras = said(compiled_now(ReportFactory().cycle).paper.tree["body"])

    assert "One risk was not reviewed in time: R1 (Head of ICT, review 10 days overdue)." in paras
    assert "Closed on 3\u00a0September\u00a02020: It rains (R2). It did." in paras


def test_the_score_is_compared_with_the_month_before(cycle, risk):
    RiskReviewFactory(risk=risk, likelihood=4, impact=4, at=datetime(2020, 10, 12, 9, tzinfo=UTC))

    september = ReportFactory(cycle__month=date(2020, 9, 1)).cycle
    body = compiled_now(september).paper.tree["body"]

    assert cells(body, "t-risks")[0][2] == "Very high, 16: up from 12"


def test_recommendations_stand_with_what_answers_them(cycle):
    body = compiled_now(cycle).paper.tree["body"]

    assert "The plan keeps two recommendations. No action answers V2." in said(body)
    dates = "original 31\u00a0Aug\u00a02020; agreed 31\u00a0Aug\u00a02020; forecast not known; never moved"
    assert [row[::2] for row in cells(body, "t-recommendations")] == [
        ["V1", f"1.1 Red: {dates}"],
        ["V2", "No action answers it"],
    ]
    assert cells(body, "t-recommendations")[0][1].startswith("Write a strategy (Inspection: letter of March, 6")


def test_what_was_recommended_after_the_close_was_not_known(cycle):
    RecommendationFactory(reference="V9", made_on=date(2020, 10, 1))

    assert set(RecommendationStanding.objects.values_list("reference", flat=True)) == {"V1", "V2"}
    october = compiled_now(ReportFactory(cycle__month=date(2020, 10, 1)).cycle).paper.tree["body"]
    assert [row[0] for row in cells(october, "t-recommendations")] == ["V9", "V1", "V2"]


def test_money_that_goes_over_is_said_with_its_reason(cycle):
    body = compiled_now(cycle).paper.tree["body"]
    bullets = [flat(item) for node in body if node["kind"] == "list" for item in node["items"]]

    assert (
        "Allocated in all: £100,000; committed: £112,000; spent: £25,000. A cost that is not agreed is shown so, and "
        "not as nothing." in said(body)
    )
    assert "Campaign: £12,000 more is committed than allocated: Prices rose." in bullets
    assert cells(body, "t-funding") == [
        ["Campaign", "Council; Deputy Director", "15\u00a0Jul\u00a02020", "£100,000", "£112,000", "£25,000"],
        ["All", "", "", "£100,000", "£112,000", "£25,000"],
    ]  # fmt: skip


def test_an_action_stands_with_all_its_dates(action, cycle, office):
    september = ReportFactory(cycle__month=date(2020, 9, 1), meeting_on=date(2020, 12, 2)).cycle
    DateChange.objects.create(
        action=action, from_date=date(2020, 8, 31), to_date=date(2020, 11, 30), reason="Late", agreed_by=office,
        agreed_on=date(2020, 10, 12),
    )  # fmt: skip
    dates = "Original 31\u00a0Aug\u00a02020; agreed 30\u00a0Nov\u00a02020; forecast not known; moved once"

    body = compiled_now(september).paper.tree["body"]

    assert cells(body, "t-moved")[0][-1] == dates
    assert cells(body, "t-dates")[0][-1] == dates
    assert f"1.1 Strategy. {dates}." in [flat(i) for node in body if node["kind"] == "list" for i in node["items"]]
