"""What the page says of published referrals, in words: rules, the same for every year. None of it says whether more or
fewer is good."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from figures.published.series import PERCENT, RATE
from figures.words import SMALL, capital, count, listing, written


class Line(NamedTuple):
    """An area's numbers; None where the publisher gives none."""

    name: str
    rate: Decimal | None
    again: Decimal | None = None  # re-referrals, per cent
    closed: Decimal | None = None  # no further action, per cent


class Share(NamedTuple):
    """A source of referrals: its share of them, in the council and in England."""

    label: str
    here: Fraction | None
    england: Fraction | None


def rates_in_a_sentence(year: str, council: Line, wider: Sequence[Line]) -> str:
    """'In the year to 31 March 2019 this council had 600.1 referrals for every 10,000 children: fewer than The North
    (629.1), more than England (553.7).'"""
    if council.rate is None:
        return f"No rate of referrals is published of this council for the year to {year}."
    others = [
        f"{more_or_fewer(council.rate, one.rate)} {one.name} ({written(one.rate, RATE)})"
        for one in wider
        if one.rate is not None
    ]
    beside = f": {', '.join(others)}" if others else ""
    rate = written(council.rate, RATE)
    return f"In the year to {year} this council had {rate} referrals for every 10,000 children{beside}."


def more_or_fewer(here: Decimal, there: Decimal) -> str:
    return "as many as" if here == there else "more than" if here > there else "fewer than"


def shares_in_a_sentence(council: Line, england: Line) -> str:
    """'21.0% of them came within 12 months of an earlier one (England 22.6%), and 10.1% were closed …'"""
    parts = [
        f"{written(here, PERCENT)} {words}{f' (England {written(there, PERCENT)})' if there is not None else ''}"
        for here, there, words in (
            (council.again, england.again, "came within 12 months of an earlier one"),
            (council.closed, england.closed, "were closed with no further action"),
        )
        if here is not None
    ]
    return f"Of these referrals {listing(parts)}." if parts else ""


def among_neighbours(council: Line, neighbours: Sequence[Line]) -> str:
    """'Four of six neighbours have fewer referrals for every 10,000 children', as a heading."""
    known = [one.rate for one in neighbours if one.rate is not None]
    if council.rate is None or not known:
        return "Referrals, re-referrals and what was closed"
    fewer = sum(rate < council.rate for rate in known)
    more = sum(rate > council.rate for rate in known)
    number, words = (fewer, "fewer") if fewer >= more else (more, "more")
    every = count(len(known), "neighbour")
    some = SMALL[number] if number < len(SMALL) else str(number)
    share = f"{some} of {every}"
    if number == len(known):
        share = {1: "the one neighbour", 2: "both neighbours"}.get(number, f"all {every}")
    return f"{capital(share)} {'has' if number == 1 else 'have'} {words} referrals for every 10,000 children"


def stands_out(shares: Sequence[Share]) -> str:
    """The source whose share differs most from England's, as a heading: 'Police: 37.9% of referrals, 28.7% in
    England'."""
    known = [(abs(one.here - one.england), one) for one in shares if one.here is not None and one.england is not None]
    if not known:
        return "Who made referrals"
    _, most = max(known, key=lambda pair: pair[0])
    assert most.here is not None and most.england is not None  # noqa: S101, PT018 - for the type checker
    here, there = (written(share * 100, PERCENT) for share in (most.here, most.england))
    return f"{capital(most.label)}: {here} of referrals, {there} in England"


def busiest(months: Sequence[tuple[str, Decimal | None]]) -> str:
    """'Most referrals came in March', as a heading."""
    known = [(number, name) for name, number in months if number is not None]
    if not known:
        return "When referrals were made"
    most = max(number for number, _ in known)
    return f"Most referrals came in {listing([name for number, name in known if number == most])}"
