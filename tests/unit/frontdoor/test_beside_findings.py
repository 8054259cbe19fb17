"""What the page of published referrals says, whatever the publisher leaves out."""

from decimal import Decimal
from fractions import Fraction

import pytest

from frontdoor.beside.findings import (
    Line,
    Share,
    among_neighbours,
    busiest,
    rates_in_a_sentence,
    shares_in_a_sentence,
    stands_out,
)

YEAR = "31 March 2019"


def line(rate, name="This council", again=None, closed=None):
    return Line(name, *(None if each is None else Decimal(each) for each in (rate, again, closed)))


@pytest.mark.parametrize(
    ("wider", "said"),
    [
        (
            [line("700", "The North"), line("500", "England")],
            ": fewer than The North (700.0), more than England (500.0).",
        ),
        ([line(None, "The North"), line("600", "England")], ": as many as England (600.0)."),
        ([line(None, "England")], "."),
    ],
)
def test_rates_are_held_beside_those_that_are_published(wider, said):
    found = rates_in_a_sentence(YEAR, line("600"), wider)

    assert found == f"In the year to {YEAR} this council had 600.0 referrals for every 10,000 children{said}"


def test_a_council_without_a_rate_is_told_so():
    assert rates_in_a_sentence(YEAR, line(None), [line("1", "England")]) == (
        f"No rate of referrals is published of this council for the year to {YEAR}."
    )


def test_shares_that_are_not_published_are_left_out():
    england = line("1", "England", again="22.6")

    assert shares_in_a_sentence(line("1", again="21", closed="10.1"), england) == (
        "Of these referrals 21.0% came within 12 months of an earlier one (England 22.6%) and 10.1% were closed with "
        "no further action."
    )
    assert shares_in_a_sentence(line("1"), england) == ""


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        (["1", "2", "9"], "Two of three neighbours have fewer referrals for every 10,000 children"),
        (["9", "8", "1", None], "Two of three neighbours have more referrals for every 10,000 children"),
        (["1", "2", "3"], "All three neighbours have fewer referrals for every 10,000 children"),
        (["1", "2"], "Both neighbours have fewer referrals for every 10,000 children"),
        (["9"], "The one neighbour has more referrals for every 10,000 children"),
        ([None], "Referrals, re-referrals and what was closed"),
    ],
)
def test_the_rate_among_neighbours_is_a_heading(rates, said):
    assert among_neighbours(line("5"), [line(rate, "Elmbury") for rate in rates]) == said


def test_the_source_that_differs_most_from_england_is_named():
    shares = [
        Share("Police", Fraction(38, 100), Fraction(29, 100)),
        Share("Individual", Fraction(4, 100), Fraction(16, 100)),
        Share("Schools", None, Fraction(1)),
    ]

    assert stands_out(shares) == "Individual: 4.0% of referrals, 16.0% in England"
    assert stands_out(shares[2:]) == "Who made referrals"


def test_the_busiest_months_are_named_together():
    assert busiest([("May", Decimal(3)), ("June", Decimal(3)), ("July", None)]) == "Most referrals came in May and June"
    assert busiest([("May", None)]) == "When referrals were made"
