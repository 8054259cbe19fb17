"""What a cycle keeps of risks when it closes, and that nothing later changes it."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from figures.models import Cycle
from figures.reader import Reader
from figures.registry import figure
from improvement.closing import close_cycle
from improvement.models import Risk, RiskReview, RiskStanding
from improvement.owners.handing_over import hand_over
from improvement.risks.keeping import close_risk, review_risk
from improvement.risks.standing import current_risk_standings
from tests.factories import (
    ActionFactory,
    CouncilFactory,
    CycleFactory,
    HoldingFactory,
    RiskFactory,
    RiskReviewFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
AUGUST, SEPTEMBER, OCTOBER = (date(2020, month, 1) for month in (8, 9, 10))
CLOSE = {AUGUST: datetime(2020, 9, 28, 15, tzinfo=UTC), SEPTEMBER: datetime(2020, 10, 26, 15, tzinfo=UTC)}
NOVEMBER = datetime(2020, 11, 9, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def council():
    CouncilFactory(plays_on=date(2020, 11, 9))


@pytest.fixture
def office():
    return HoldingFactory(role="programme_office").user


def closed(month, by):
    cycle = CycleFactory(month=month)
    close_cycle(cycle=cycle, by=by, at=CLOSE[month])
    return Cycle.objects.get(pk=cycle.pk)


def test_a_standing_is_of_the_last_review_until_the_close_and_moves_against_the_cycle_before(office):
    risk = RiskFactory()  # 3 × 4 from July
    RiskReviewFactory(risk=risk, likelihood=4, impact=4, at=datetime(2020, 10, 12, 9, tzinfo=UTC))
    RiskReviewFactory(risk=risk, likelihood=1, impact=1, at=datetime(2020, 10, 26, 16, tzinfo=UTC))  # an hour too late

    for month in (AUGUST, SEPTEMBER):
        closed(month, office)

    told = [(row.score, row.level, row.previous) for row in RiskStanding.objects.order_by("cycle__month")]
    assert told == [(12, "high", None), (16, "very_high", 12)]


def test_what_happens_to_a_risk_later_changes_no_closed_cycle(office):
    risk = RiskFactory(owner__job_title="Head of ICT")
    cycle = closed(AUGUST, office)
    before = list(RiskStanding.objects.values())

    told = {"mitigation": "None is left", "review_on": date(2020, 12, 9), "words": "It grew"}
    review_risk(risk=risk, likelihood=5, impact=5, **told, by=office, at=NOVEMBER)
    hand_over(
        owner=risk.owner, to=UserFactory(job_title="Deputy Director"), chosen={"risks": [risk]}, by=office, at=NOVEMBER
    )
    close_risk(risk=risk, words="The supplier failed", by=office, at=NOVEMBER)

    assert list(RiskStanding.objects.values()) == before
    [standing] = current_risk_standings(cycle)
    assert (standing.score, standing.owner, standing.is_open) == (12, "Head of ICT", True)


def test_a_closed_risk_is_told_once_in_the_cycle_in_which_it_closed(office):
    RiskFactory(closed_on=date(2020, 10, 20), why_closed="The contract is signed")

    for month in (AUGUST, SEPTEMBER):
        closed(month, office)

    told = [(row.cycle.month, row.closed_on) for row in RiskStanding.objects.order_by("cycle__month")]
    assert told == [(AUGUST, None), (SEPTEMBER, date(2020, 10, 20))]
    assert current_risk_standings(CycleFactory(month=OCTOBER)) == []


def test_a_risk_raised_and_closed_between_two_closes_is_told(office):
    closed(AUGUST, office)
    RiskFactory(
        raised_on=date(2020, 10, 1), closed_on=date(2020, 10, 20), why_closed="It was none",
        review__at=datetime(2020, 10, 1, 9, tzinfo=UTC),
    )  # fmt: skip

    closed(SEPTEMBER, office)

    assert RiskStanding.objects.get().closed_on == date(2020, 10, 20)


def test_a_review_is_late_when_its_day_has_passed_at_the_close(office):
    RiskFactory(reference="R1", review__review_on=date(2020, 9, 27))
    RiskFactory(reference="R2", review__review_on=date(2020, 9, 28))

    closed(AUGUST, office)

    assert {row.risk.reference: row.is_late for row in RiskStanding.objects.all()} == {"R1": True, "R2": False}


def test_the_figure_counts_open_risks_by_level_and_by_the_two_sides_of_the_matrix(office):
    area = ThemeFactory(code="W")
    RiskFactory(theme=area)
    RiskFactory(of_action=ActionFactory(theme=area), review__likelihood=5, review__impact=4)
    RiskFactory(closed_on=date(2020, 9, 1), why_closed="It was none")
    risks = figure("improvement.risks")
    closed(AUGUST, office)
    CycleFactory(month=OCTOBER)

    def split(month, *by):
        found = Reader().readings(risks, [month], None, by)
        return {tuple(value for _, value in reading.by): int(reading.counted) for reading in found if reading.counted}

    assert Reader().reading(risks, AUGUST).counted == 2
    assert split(AUGUST, "level") == {("high",): 1, ("very_high",): 1}
    assert split(AUGUST, "theme") == {("W",): 2}
    assert split(OCTOBER, "likelihood", "impact") == {("3", "4"): 1, ("5", "4"): 1}


@pytest.mark.parametrize("change", [lambda: RiskReview.objects.update(impact=1), RiskStanding.objects.all().delete])
def test_the_database_refuses_to_change_reviews_and_standings(office, change):
    RiskFactory()
    closed(AUGUST, office)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        change()


@pytest.mark.parametrize(
    "wrong",
    [
        {"action": None, "theme": None},
        {"closed_on": date(2020, 9, 1)},
        {"why_closed": "It was none"},
    ],
)
def test_the_database_holds_what_a_risk_must_say(wrong):
    risk = RiskFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Risk.objects.filter(pk=risk.pk).update(**wrong)


@pytest.mark.parametrize("wrong", [{"likelihood": 0}, {"impact": 6}])
def test_likelihood_and_impact_are_of_five(wrong):
    with pytest.raises(IntegrityError):
        RiskFactory(**{f"review__{name}": value for name, value in wrong.items()})
