"""Forty audits of four sources, as a council's committee read of them: 19 of 40 is 47.5%, not a third."""

from fractions import Fraction

import pytest

from figures.figure import SmallNumbers
from figures.reader import Reader
from figures.registry import figure
from figures.suppression import suppress
from figures.words import shown
from organisation.scopes import scope
from tests.factories import (
    AUGUST,
    SEPTEMBER,
    CaseFactory,
    RoundFactory,
    ServiceFactory,
    StratumFactory,
    load_of,
    supersede,
)

pytestmark = pytest.mark.django_db

INAPPROPRIATE = figure("audits.inappropriate")
JUDGED_NO = {"police": 5, "education": 10, "health": 2, "other": 2}


@pytest.fixture
def august():
    drawn = RoundFactory(month=AUGUST)
    for position, (code, number) in enumerate(JUDGED_NO.items()):
        stratum = StratumFactory(round=drawn, code=code, position=position)
        CaseFactory.create_batch(number, stratum=stratum, inappropriate=True)
        CaseFactory.create_batch(10 - number, stratum=stratum, appropriate=True)
    return drawn


def split(month=AUGUST):
    return {part.by[0][1]: part for part in Reader().readings(INAPPROPRIATE, [month], by=["source"])}


@pytest.mark.usefixtures("august")
def test_all_audits_together():
    reading = Reader().reading(INAPPROPRIATE, AUGUST)

    assert (reading.counted, reading.of, reading.exact) == (19, 40, Fraction(95, 2))
    assert shown(reading) == "47.5%"


@pytest.mark.usefixtures("august")
def test_each_source_is_of_its_own_audits_in_the_order_of_the_round():
    found = split()

    assert list(found) == ["police", "education", "health", "other"]
    assert {code: (part.counted, part.of) for code, part in found.items()} == {
        "police": (5, 10), "education": (10, 10), "health": (2, 10), "other": (2, 10)
    }  # fmt: skip


def test_a_case_counts_once_it_is_judged(august):
    CaseFactory.create_batch(3, stratum=august.strata.get(code="police"))

    assert (split()["police"].counted, split()["police"].of) == (5, 10)


@pytest.mark.usefixtures("august")
def test_audits_are_of_referrals_and_published_in_full():
    assert INAPPROPRIATE.small_numbers is SmallNumbers.SHOWN
    assert not any(part.suppressed for part in suppress(list(split().values())))


def test_a_month_without_a_round_has_no_data_and_one_without_judgements_no_share():
    RoundFactory(month=SEPTEMBER)

    assert Reader().reading(INAPPROPRIATE, AUGUST).counted is None
    reading = Reader().reading(INAPPROPRIATE, SEPTEMBER)
    assert (reading.counted, reading.of, reading.value) == (0, 0, None)


@pytest.mark.usefixtures("august")
def test_a_source_of_an_earlier_round_stays_in_the_table_of_a_later_one():
    StratumFactory(round=RoundFactory(month=SEPTEMBER), code="housing", label="Housing", position=9)

    assert [(code, part.of) for code, part in split(SEPTEMBER).items()] == [
        ("police", 0), ("education", 0), ("health", 0), ("other", 0), ("housing", 0)
    ]  # fmt: skip


@pytest.mark.usefixtures("august")
def test_audits_are_not_counted_for_a_service():
    ServiceFactory(slug="duty")

    assert Reader().reading(INAPPROPRIATE, AUGUST, scope("duty")).counted is None


def test_a_reading_names_the_load_of_the_judgements(august):
    assert Reader().reading(INAPPROPRIATE, AUGUST).loads == (august.load_id,)


def test_judgements_of_a_superseded_load_are_not_counted(august):
    supersede(load_of("audits", AUGUST))

    assert Reader().reading(INAPPROPRIATE, AUGUST).counted == 0
