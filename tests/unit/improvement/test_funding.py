"""The plan's money: what is known on a day, what goes over, and what a closed month counts."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from figures.reader import Reader
from figures.registry import figure
from improvement.funding.keeping import add_funding, change_allocation, report_spending
from improvement.funding.known import money_on, overruns, total
from improvement.funding.page import money as pages_know
from improvement.models import Allocation, Spending
from organisation.models import User
from organisation.refused import Refused
from tests.factories import (
    CouncilFactory,
    CycleFactory,
    FundingFactory,
    HoldingFactory,
    SpendingFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = date(2020, 9, 1), date(2020, 10, 1)
CLOSED_AT = datetime(2020, 10, 26, 15, tzinfo=UTC)
NOW = datetime(2020, 11, 9, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def council():
    CouncilFactory(plays_on=date(2020, 11, 9))


@pytest.fixture
def office():
    return UserFactory()


@pytest.fixture
def money():
    return FundingFactory(theme__code="W", allocated=Decimal(100_000), decided_on=date(2020, 7, 15))


def pounds(*amounts):
    return [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize(
    ("amounts", "says"),
    [
        (pounds(100, 100, 100), ""),
        (pounds(100_000, 112_000, 9), "£12,000 more is committed than allocated"),
        (pounds(100, 50, "50.01"), "£0.01 more is spent than committed"),
        (pounds(10, 12, 15), "£2 more is committed than allocated and £3 more is spent than committed"),
        ([None, Decimal(0), Decimal(0)], ""),
        ([None, Decimal(7), Decimal(0)], "£7 is committed, and no amount is agreed"),
    ],
)
def test_what_goes_over_is_said_in_pounds(amounts, says):
    assert overruns(*amounts) == says


def test_the_state_on_a_day_is_the_last_decision_and_the_last_report_until_then(money, office):
    SpendingFactory(funding=money, as_at=date(2020, 8, 31), committed=Decimal(40_000), spent=Decimal(10_000))
    report_spending(
        funding=money, as_at=date(2020, 9, 30), committed=Decimal(60_000), spent=Decimal(30_000), by=office, at=NOW
    )
    told = {"words": "The board agreed", "by": office, "at": NOW}
    change_allocation(funding=money, allocated=Decimal(90_000), decided_on=date(2020, 10, 5), **told)
    director = HoldingFactory(role="director").user

    def told_on(month, day):
        known = money_on(money, date(2020, month, day))
        assert pages_know(director, date(2020, month, day)) == ([known] if known else [])
        return known and (known.allocated, known.committed, known.spent, known.left, known.as_at)

    assert told_on(7, 14) is None
    assert told_on(8, 30) == (100_000, 0, 0, 100_000, None)
    assert told_on(9, 29) == (100_000, 40_000, 10_000, 60_000, date(2020, 8, 31))
    assert told_on(10, 4) == (100_000, 60_000, 30_000, 40_000, date(2020, 9, 30))
    assert told_on(10, 5) == (90_000, 60_000, 30_000, 30_000, date(2020, 9, 30))


def test_a_closed_month_counts_what_was_known_at_its_close(money, office):
    CycleFactory(month=SEPTEMBER, closed_at=CLOSED_AT)
    CycleFactory(month=OCTOBER)
    SpendingFactory(funding=money, as_at=date(2020, 8, 31), committed=Decimal(40_000), spent=Decimal(10_000))

    report_spending(
        funding=money, as_at=date(2020, 9, 30), committed=Decimal(60_000), spent=Decimal(30_000), by=office, at=NOW
    )
    told = {"words": "It was always so", "by": office, "at": NOW}
    change_allocation(funding=money, allocated=Decimal(70_000), decided_on=date(2020, 9, 1), **told)
    late = {"place": money.theme, "purpose": "Late", "source": "Council", "lead": "The board"}
    add_funding(**late, allocated=Decimal(5_000), decided_on=date(2020, 9, 1), by=office, at=NOW)

    def counted(key, month):
        return Reader().reading(figure(f"improvement.funding_{key}"), month).counted

    assert [counted(key, SEPTEMBER) for key in ("allocated", "committed", "spent")] == [100_000, 40_000, 10_000]
    assert [counted(key, OCTOBER) for key in ("allocated", "committed", "spent")] == [75_000, 60_000, 30_000]


def test_figures_of_money_break_down_by_area(money):
    CycleFactory(month=OCTOBER)
    SpendingFactory(funding=money, committed=Decimal(40_000), spent=Decimal(10_000))
    SpendingFactory(funding__theme=ThemeFactory(code="D"), committed=Decimal(7_000), spent=Decimal(2_000))

    found = Reader().readings(figure("improvement.funding_spent"), [OCTOBER], None, ["theme"])

    assert {reading.by[0][1]: reading.counted for reading in found} == {"W": 10_000, "D": 2_000}


def test_going_over_is_refused_without_a_reason_and_kept_with_one(money, office):
    amounts = {"as_at": date(2020, 10, 31), "committed": Decimal(112_000), "spent": Decimal(50_000)}

    with pytest.raises(Refused, match=r"£12,000 more is committed than allocated\. Say why") as refused:
        report_spending(funding=money, **amounts, by=office, at=NOW)
    assert refused.value.field == "why_over"

    report_spending(funding=money, **amounts, why_over="Prices rose.", by=office, at=NOW)
    known = money_on(money, date(2020, 11, 9))
    assert known.over == "£12,000 more is committed than allocated: Prices rose"
    assert known.left == -12_000
    assert pages_know(HoldingFactory(role="director").user, date(2020, 11, 9)) == [known]


def test_a_cut_below_what_is_committed_needs_a_reason(money, office):
    SpendingFactory(funding=money, committed=Decimal(60_000), spent=Decimal(0))
    cut = {"allocated": Decimal(50_000), "decided_on": date(2020, 10, 5), "words": "A saving", "by": office, "at": NOW}

    with pytest.raises(Refused, match="£10,000 more is committed than allocated"):
        change_allocation(funding=money, **cut)

    change_allocation(funding=money, **cut, why_over="The contract runs to March")
    assert money_on(money, date(2020, 11, 9)).over.endswith(": The contract runs to March")


def test_a_reason_is_kept_only_where_something_goes_over(money, office):
    report_spending(
        funding=money, as_at=date(2020, 10, 31), committed=Decimal(5), spent=Decimal(5), why_over="x", by=office, at=NOW
    )

    assert Spending.objects.get().why_over == ""


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda money, told: report_spending(funding=money, as_at=date(2020, 11, 10), **told), "as_at"),
        (lambda money, told: report_spending(funding=money, as_at=date(2020, 7, 14), **told), "as_at"),
        (
            lambda money, told: change_allocation(
                funding=money, allocated=Decimal(5), decided_on=date(2020, 7, 14), words="x", by=told["by"], at=NOW
            ),
            "decided_on",
        ),
    ],
    ids=["a day to come", "before the decision", "a decision before the last"],
)
def test_days_that_cannot_be_are_refused(money, office, change, field):
    told = {"committed": Decimal(1), "spent": Decimal(1), "by": office, "at": NOW}

    with pytest.raises(Refused) as refused:
        change(money, told)

    assert refused.value.field == field


def test_a_sum_goes_over_with_the_reasons_of_its_parts():
    first, second = FundingFactory(allocated=Decimal(10)), FundingFactory(allocated=Decimal(10))
    SpendingFactory(funding=first, committed=Decimal(19), spent=Decimal(0), why_over="Prices rose.")
    SpendingFactory(funding=second, committed=Decimal(4), spent=Decimal(0))

    both = total(money_on(row, date(2020, 11, 9)) for row in (first, second))

    assert both.over == "£3 more is committed than allocated: Prices rose"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda money: SpendingFactory(funding=money, committed=Decimal(100_001), spent=Decimal(0)),
        lambda money: SpendingFactory(funding=money, committed=Decimal(5), spent=Decimal(6)),
        lambda money: Allocation.objects.create(
            funding=money, allocated=5, decided_on=NOW.date(), words="x", committed=6, by=User.objects.get(), at=NOW
        ),
    ],
    ids=["committed", "spent", "cut"],
)
def test_the_database_takes_nothing_over_without_a_reason(money, office, wrong):
    with pytest.raises(IntegrityError):
        wrong(money)


@pytest.mark.parametrize("change", [lambda rows: rows.update(spent=0), lambda rows: rows.delete()])
def test_a_report_is_never_changed(money, change):
    SpendingFactory(funding=money)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        change(Spending.objects.all())
