"""Which outcome counts where a case system ticks several: an order from a month on, shown, added and removed."""

from datetime import date

import pytest
from django.urls import reverse

from frontdoor.flags import Orders
from frontdoor.models import Flag, FlagOutcome
from tests.factories import CycleFactory, HoldingFactory
from tests.integration.administration.visiting import MORNING, says, signed_in

pytestmark = pytest.mark.django_db
ORDERS, ADD = reverse("frontdoor:orders"), reverse("frontdoor:add_order")


@pytest.fixture(autouse=True)
def first_order():
    """As the list of flags has them, each for a referral."""
    for position, flag in enumerate(Flag, 1):
        FlagOutcome.objects.create(holds_from=date(2000, 1, 1), position=position, flag=flag, outcome="referral")


def typed(month="2020-11-01", **changed):
    """Every flag in its place, save what is changed: {flag: (place, outcome)}."""
    found = {"holds_from": month}
    for place, flag in enumerate(Flag, 1):
        found[f"place_{flag}"], found[f"outcome_{flag}"] = changed.get(flag, (place, "referral"))
    return found


def removing(month):
    return reverse("frontdoor:remove_order", args=[month])


def test_the_order_is_shown_to_analysts_who_cannot_change_it():
    analyst = signed_in(HoldingFactory(role="front_door_analyst").user)

    shown = analyst.get(ORDERS)

    says(shown, "From the beginning", "Holds now", "Child protection enquiry", "Referral to social care")
    assert "Add an order" not in shown.content.decode()
    assert analyst.get(ADD).status_code == 403


def test_an_order_is_added_from_an_open_month_and_holds_from_then_on(page, administrator):
    CycleFactory(month=date(2020, 9, 1), closed_at=MORNING)
    swapped = {Flag.NFA: (1, "nfa"), Flag.NEW_REFERRAL: (4, "referral")}

    says(page.get(ADD), "New referral: place", "New referral: outcome")
    says(page.post(ADD, typed(**swapped), follow=True), "The order holds from November 2020", "From November 2020")

    orders = Orders(list(FlagOutcome.objects.all()))
    ticked = ("nfa", "new_referral")
    assert orders.outcome(date(2020, 10, 31), ticked) == "referral"
    assert orders.outcome(date(2020, 11, 1), ticked) == "nfa"
    assert FlagOutcome.versions.filter(history_user=administrator).count() == len(Flag)


def test_two_flags_do_not_share_a_place_nor_two_orders_a_month(page):
    says(page.post(ADD, typed(**{Flag.NFA: (1, "nfa")})), "‘New referral’ has place 1 too")
    says(page.post(ADD, typed(**{Flag.NFA: ("", "nfa")})), "Enter a place for ‘No further action’")
    page.post(ADD, typed())
    says(page.post(ADD, typed()), "There is an order from November 2020 already")
    assert FlagOutcome.objects.count() == 2 * len(Flag)


def test_an_order_of_a_closed_month_stays(page):
    page.post(ADD, typed("2020-10-01"))
    CycleFactory(month=date(2020, 10, 1), closed_at=MORNING)

    says(page.post(removing("2020-10"), follow=True), "October 2020 is closed")
    says(page.post(ADD, typed("2020-10-01")), "no longer offered")


def test_the_first_order_is_not_removed_and_a_later_one_is(page):
    page.post(ADD, typed())

    says(page.post(removing("2000-01"), follow=True), "It is the first order")
    says(page.post(removing("2020-11"), follow=True), "The order from November 2020 is removed")
    assert FlagOutcome.objects.count() == len(Flag)
    says(page.post(removing("2020-11"), follow=True), "There is no order from November 2020")
    assert page.post(removing("never")).status_code == 404
