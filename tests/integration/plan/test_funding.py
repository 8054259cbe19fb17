"""The page of the plan's money, one piece of it, and the forms of the programme office."""

from datetime import date
from decimal import Decimal

import pytest

from improvement.models import Allocation, Funding, Spending
from tests.factories import ActionFactory, FundingFactory, HoldingFactory, ServiceFactory, SpendingFactory, ThemeFactory
from tests.integration.plan.growing import queries
from tests.integration.plan.reading import words

DECIDED = {"decided_on_day": "5", "decided_on_month": "10", "decided_on_year": "2020"}
AS_AT = {"as_at_day": "31", "as_at_month": "10", "as_at_year": "2020"}


@pytest.fixture
def money():
    return FundingFactory(theme=ThemeFactory(code="2"), purpose="Campaign", allocated=Decimal(15_000))


def test_the_page_tells_money_by_area_and_what_goes_over(office, money):
    SpendingFactory(
        funding=money, committed=Decimal(18_500), spent=Decimal(6_200), why_over="More places were asked for"
    )
    FundingFactory(theme=money.theme, purpose="Channels", allocated=None)

    said = words(office.get("/plan/funding/"))

    assert "Campaign £3,500 more is committed than allocated: More places were asked for Council" in said
    assert "£15,000 £18,500 as at 31 Aug 2020 £6,200 −\u2060£3,500" in said
    assert "Channels Council Deputy Director 15 Jul 2020 not agreed not reported not reported not known" in said
    assert "All areas £3,500 more is committed than allocated" in said


def test_money_is_added_to_an_action_and_shown_on_its_page(office, october):
    action = ActionFactory(reference="2.3")
    typed = DECIDED | {
        "place": f"action-{action.pk}", "purpose": "Campaign", "source": "Invest to save", "lead": "Workforce",
        "agreed": "agreed", "allocated": "£1,200,000",
    }  # fmt: skip

    said = words(office.post("/plan/funding/add/", typed, follow=True))

    funding = Funding.objects.get()
    assert (funding.theme, funding.action, funding.allocated) == (action.theme, action, Decimal(1_200_000))
    assert "Campaign is added." in said
    page = words(office.get("/plan/actions/2.3/"))
    assert "Campaign Invest to save Workforce 5 Oct 2020 £1,200,000" in page


def test_an_amount_that_is_not_agreed_is_empty_and_a_wrong_one_is_named(office):
    typed = DECIDED | {
        "place": f"area-{ThemeFactory().pk}", "purpose": "Campaign", "source": "Grant", "lead": "Workforce",
        "agreed": "agreed", "allocated": "about 5",
    }  # fmt: skip

    assert "The amount must be pounds, like £1,200,000 or 1.2m, not ‘about 5’" in words(
        office.post("/plan/funding/add/", typed)
    )
    office.post("/plan/funding/add/", typed | {"agreed": "not_agreed"})

    assert Funding.objects.get().allocated is None


def test_of_two_who_report_at_once_the_second_sees_both_and_a_double_click_saves_once(office, money):
    address = f"/plan/funding/{money.pk}/spending/"
    first = AS_AT | {"committed": "9,000", "spent": "5,000", "seen": "0"}
    assert 'name="seen" value="0"' in office.get(address).content.decode()
    bare = "£15,000 is allocated, decided on 15 July 2020. Nothing was reported of it yet."
    assert bare in words(office.get(address))
    for _ in range(2):
        office.post(address, first)
    assert Spending.objects.count() == 1
    assert "As at 31 October 2020 £9,000 was committed and £5,000 spent." in words(office.get(address))

    page = office.post(address, first | {"spent": "6,000"})

    assert "As at 31 October 2020: £9,000 committed, £5,000 spent." in words(page)
    assert 'value="6,000"' in page.content.decode(), "what the second typed is there still"
    assert Spending.objects.count() == 1
    office.post(address, first | {"spent": "6,000", "seen": str(Spending.objects.get().pk)})
    assert Spending.objects.order_by("pk").last().spent == 6_000


def test_of_two_who_decide_at_once_the_second_sees_both_and_a_double_click_saves_once(office, money):
    address = f"/plan/funding/{money.pk}/allocation/"
    first = DECIDED | {"allocated": "20k", "words": "The board agreed", "seen": "0"}
    for _ in range(2):
        office.post(address, first)
    assert Allocation.objects.count() == 1

    said = words(office.post(address, first | {"allocated": "30k"}))

    assert "£20,000 allocated, decided on 5 October 2020. The board agreed" in said
    assert Allocation.objects.count() == 1


def test_a_new_decision_keeps_the_one_before(office, money):
    typed = DECIDED | {"allocated": "20k", "words": "The board agreed on 5 October"}

    said = words(office.post(f"/plan/funding/{money.pk}/allocation/", typed, follow=True))

    assert Allocation.objects.get().allocated == 20_000
    assert "5 October 2020 : £20,000 allocated. The board agreed on 5 October" in said
    assert "15 July 2020 : £15,000 allocated, as first decided." in said


def test_spending_over_is_taken_with_a_reason_alone(office, money):
    typed = AS_AT | {"committed": "18,500", "spent": "6,200.50"}
    address = f"/plan/funding/{money.pk}/spending/"

    assert "£3,500 more is committed than allocated. Say why, or change the amounts" in words(
        office.post(address, typed)
    )
    assert not Spending.objects.exists()

    said = words(office.post(address, typed | {"why_over": "More places were asked for"}, follow=True))
    assert "£18,500 committed, £6,200.50 spent, of £15,000 allocated." in said
    assert "£3,500 more is committed than allocated: More places were asked for" in said


def test_money_is_seen_by_those_who_see_the_whole_plan(client, money):
    client.force_login(HoldingFactory(role="head_of_service", service=ServiceFactory()).user)

    assert "Money belongs to no service" in words(client.get("/plan/funding/"))
    assert client.get(f"/plan/funding/{money.pk}/").status_code == 404

    client.force_login(HoldingFactory(role="director").user)
    assert client.get(f"/plan/funding/{money.pk}/").status_code == 200
    assert client.get(f"/plan/funding/{money.pk}/spending/").status_code == 403


def test_queries_do_not_grow_with_money(office, money):
    SpendingFactory(funding=money, why_over="More places were asked for")
    before = queries(office, "/plan/funding/")
    for day in (1, 2, 3):
        SpendingFactory(funding=FundingFactory(action=ActionFactory()), as_at=date(2020, 9, day))

    assert queries(office, "/plan/funding/") == before
