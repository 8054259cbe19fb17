"""Questions are put together once a process: of other loads, or after others were loaded, they answer anew."""

from datetime import date

import pytest

from figures.reader import Reader
from frontdoor.figures import NFA, NFA_RATE
from frontdoor.terms import ALL, CLOSED
from intake.models import counted_from
from tests.factories import AUGUST, ContactFactory
from tests.factories.intake import supersede

pytestmark = pytest.mark.django_db

JULY = date(2020, 7, 1)


def counts(month=AUGUST):
    reading = Reader().reading(NFA_RATE, month)
    return reading.counted, reading.of


@pytest.fixture
def superseded():
    """The first load of August: 3 of its 5 contacts were closed. In the one that stands, 1 of 2."""
    ContactFactory.create_batch(3, closed=True)
    load = ContactFactory.create_batch(2)[0].load
    supersede(load)
    ContactFactory(closed=True)
    ContactFactory()
    return load


def test_what_an_edition_counted_and_what_stands_are_told_apart_whichever_is_asked_first(superseded):
    for _ in range(2):
        with counted_from([superseded.pk]):
            assert counts() == (3, 5)
            assert (CLOSED.rows([AUGUST]).count(), ALL.rows([AUGUST]).count()) == (3, 5)
        assert counts() == (1, 2)
        assert (CLOSED.rows([AUGUST]).count(), ALL.rows([AUGUST]).count()) == (1, 2)


def test_loads_of_one_month_that_were_both_counted_are_added_up(superseded):
    with counted_from([superseded.pk, superseded.superseded_by_id]):
        assert counts() == (4, 7)


def test_rows_are_read_anew_each_time_they_are_asked():
    assert list(ALL.rows([AUGUST])) == []

    ContactFactory()

    assert len(list(ALL.rows([AUGUST]))) == 1


def test_each_month_counts_its_own_whole_and_one_without_closures_reads_zero():
    ContactFactory.create_batch(2, month=JULY, closed=True)
    ContactFactory.create_batch(3)

    assert [reading.counted for reading in Reader().readings(NFA, [JULY, AUGUST])] == [2, 0]
