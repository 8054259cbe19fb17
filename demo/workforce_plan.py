"""What has to happen in each year so that the social work workforce meets the published figures at its end.

A census year runs from 1 October to 30 September. Amounts are tenths of a full-time equivalent (FTE), days lost are
tenths of a day, cases are cases.

Published starters and leavers do not account for the whole change in those in post: 374.3 at 30 September 2018 is
32.8 more than 333.4 + 63.5 - 55.4. The census counts nobody as a starter or leaver who was the council's before, or
stays the council's: family support workers who qualify, staff who transfer from and to adult services. The rest of
each year's change is laid to such transfers. They are in the staff file from their first month and out of it after
their last; the movements file knows of starters, leavers and moves between social work teams only, so it does not
hold them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import NamedTuple

from demo import dfe
from demo.shares import deal, split
from figures import months

FIRST = date(2016, 10, 1)
LAST = date(2020, 10, 1)

# How a year's events spread over October to September
EVENLY = (10,) * 12
STARTING = (11, 9, 6, 10, 8, 9, 9, 8, 8, 8, 8, 9)
LEAVING = (9, 8, 10, 8, 8, 10, 8, 8, 9, 10, 10, 8)


class Census(NamedTuple):
    """The state at 30 September, and the flows of the year that ends then."""

    year: int
    in_post: int
    starters: int
    leavers: int
    vacancies: int
    agency: int
    holders: int
    cases: int
    days_lost: int


class Year(NamedTuple):
    """For each of its twelve months, the hours of each person or post, in tenths of FTE."""

    posts: list[list[int]]
    starters: list[list[int]]
    leavers: list[list[int]]
    joining: list[list[int]]
    departing: list[list[int]]


def tenths(value: Decimal | None) -> int:
    if value is None:
        raise ValueError("the demonstration needs a figure where none was published")
    return int(value * 10)


def published(year: int) -> Census:
    row = dfe.workforce()[dfe.COUNCIL, year]
    return Census(
        year,
        in_post=tenths(row["inpost_fte"]),
        starters=tenths(row["starters_fte"]),
        leavers=tenths(row["leavers_fte"]),
        vacancies=tenths(row["vacancy_fte"]),
        agency=tenths(row["agency_fte"]),
        holders=tenths(row["case_holders_fte"]),
        cases=int(row["cases"] or 0),
        days_lost=tenths(row["working_days_lost_fte"]),
    )


def censuses() -> list[Census]:
    """Of 2016 to 2021. The first and the last are made up: where the history starts, and the pace of October 2020."""
    first, *_, last = known = [published(year) for year in (2017, 2018, 2019, 2020)]
    before = first._replace(
        year=2016,
        in_post=first.in_post - first.starters + first.leavers,
        vacancies=360,
        agency=110,
        holders=1750,
        cases=3180,
    )
    after = last._replace(
        year=2021,
        in_post=last.in_post + 25,
        starters=600,
        leavers=560,
        vacancies=1290,
        agency=1900,
        holders=3130,
        cases=5780,
        days_lost=43400,
    )
    return [before, *known, after]


def year_between(before: Census, after: Census) -> Year:
    rng = Random(f"workforce plan {after.year}")
    growth = after.in_post + after.vacancies - before.in_post - before.vacancies
    transfers = after.in_post - before.in_post - after.starters + after.leavers
    return Year(
        posts=deal(rng, split(rng, growth), EVENLY),
        starters=deal(rng, split(rng, after.starters), STARTING),
        leavers=deal(rng, split(rng, after.leavers), LEAVING),
        joining=deal(rng, split(rng, max(transfers, 0)), EVENLY),
        departing=deal(rng, split(rng, max(-transfers, 0)), EVENLY),
    )


def all_months() -> list[date]:
    count = (LAST.year - FIRST.year) * 12 + LAST.month - FIRST.month + 1
    return [months.add(FIRST, index) for index in range(count)]


def between(before: int, after: int, month: int) -> int:
    """On the straight line from one 30 September to the next, at the end of the month (0 is October, 11 September)."""
    return before + (after - before) * (month + 1) // 12
