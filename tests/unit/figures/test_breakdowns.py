"""Readings of parts: values of dimensions, teams and services."""

import pytest

from figures.figure import NOT_RECORDED
from figures.reader import Reader
from frontdoor.models import Outcome
from organisation.scopes import scope
from tests.factories import (
    AUGUST,
    CategoryFactory,
    ContactFactory,
    ServiceFactory,
    TeamFactory,
    load_of,
)
from tests.unit.figures.toys import ALL, CLOSED, COUNTLESS, WHOLE, counts, figure, sides

pytestmark = pytest.mark.django_db


# --- Breakdowns -------------------------------------------------------------------------------------------------------


def test_every_declared_value_has_a_reading_in_order_and_zero_where_nothing_is():
    ContactFactory(outcome=Outcome.REFERRAL)

    readings = Reader().readings(figure((ALL,)), [AUGUST], by=["outcome"])

    assert [(reading.by, reading.counted) for reading in readings] == [
        ((("outcome", "nfa"),), 0),
        ((("outcome", "early_help"),), 0),
        ((("outcome", "referral"),), 1),
        ((("outcome", "existing_case"),), 0),
        ((("outcome", "other"),), 0),
        ((("outcome", "not_recorded"),), 0),
    ]


def test_rows_without_a_value_are_counted_as_not_recorded():
    east = TeamFactory(slug="east")
    ContactFactory.create_batch(2, team=east)
    ContactFactory(team=None)

    readings = Reader().readings(figure((ALL,)), [AUGUST], by=["team"])

    assert counts(readings) == {("east",): 2, (NOT_RECORDED.code,): 1}


def test_where_every_row_has_a_value_nothing_is_not_recorded():
    ContactFactory(team=TeamFactory(slug="east"))

    assert counts(Reader().readings(figure((ALL,)), [AUGUST], by=["team"])) == {("east",): 1}


def test_a_value_before_it_holds_has_no_data_though_the_month_has():
    load = load_of("contacts", AUGUST)

    [threshold, moved] = Reader().readings(figure((CLOSED,)), [AUGUST], by=["category"])

    assert (threshold.counted, moved.counted) == (0, None)
    assert (moved.of, moved.loads) == (None, (load.pk,))
    assert counts(Reader().readings(figure((CLOSED,)), [AUGUST], by=["category"]))[("moved",)] is None


def test_a_denominator_that_is_not_split_stands_whole_beside_the_parts():
    threshold = CategoryFactory(code="threshold")
    ContactFactory.create_batch(3, closed=True, category=threshold)
    ContactFactory(closed=True, category=None)
    ContactFactory.create_batch(6)

    readings = Reader().readings(figure((CLOSED,), of=(WHOLE,)), [AUGUST], by=["category"])

    assert {reading.by[0][1]: sides(reading) for reading in readings} == {
        "threshold": (3, 10),
        "moved": (None, None),
        NOT_RECORDED.code: (1, 10),
    }


def test_two_dimensions_make_every_combination():
    east, west = TeamFactory(slug="east", position=1), TeamFactory(slug="west", position=2)
    ContactFactory(team=east, outcome=Outcome.NFA)
    ContactFactory.create_batch(2, team=west, outcome=Outcome.REFERRAL)

    readings = Reader().readings(figure((ALL,)), [AUGUST], by=["outcome", "team"])

    found = counts(readings)
    assert len(readings) == len(found) == 6 * 2
    assert found[("nfa", "east")] == 1
    assert found[("referral", "west")] == 2
    assert sum(found.values()) == 3


def test_the_order_of_two_dimensions_does_not_change_what_is_counted():
    ContactFactory(team=TeamFactory(slug="east"), outcome=Outcome.NFA)
    reader = Reader()

    one = counts(reader.readings(figure((ALL,)), [AUGUST], by=["outcome", "team"]))
    other = counts(reader.readings(figure((ALL,)), [AUGUST], by=["team", "outcome"]))

    assert {(team, outcome): count for (outcome, team), count in one.items()} == other


def test_a_breakdown_of_a_month_without_data_has_no_data_in_any_part():
    readings = Reader().readings(figure((ALL,)), [AUGUST], by=["outcome"])

    assert [reading.counted for reading in readings] == [None] * 6


def test_a_value_is_named_for_headings():
    toy = figure((ALL,))

    assert Reader().label(toy, "outcome", "nfa") == "No further action"
    assert Reader().label(toy, "outcome", "not_recorded") == "Not recorded"
    assert Reader().label(toy, "outcome", "unheard_of") == "unheard_of"


# --- Scopes -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_services():
    duty = ServiceFactory(slug="duty")
    for slug, service, contacts in (("east", duty, 1), ("west", duty, 2), ("care", ServiceFactory(slug="homes"), 4)):
        ContactFactory.create_batch(contacts, team=TeamFactory(slug=slug, service=service))
    ContactFactory.create_batch(8, team=None)


@pytest.mark.usefixtures("two_services")
@pytest.mark.parametrize(("slug", "expected"), [(None, 15), ("duty", 3), ("east", 1), ("west", 2), ("homes", 4)])
def test_a_scope_counts_its_own(slug, expected):
    reading = Reader().reading(figure((ALL,)), AUGUST, scope(slug))

    assert (reading.counted, reading.scope) == (expected, slug)


@pytest.mark.usefixtures("two_services")
def test_a_scope_breaks_down_by_its_own_teams_and_services():
    def broken_down(slug, key):
        return counts(Reader().readings(figure((ALL,)), [AUGUST], scope(slug), [key]))

    assert broken_down("duty", "team") == {("east",): 1, ("west",): 2}
    assert broken_down("east", "team") == {("east",): 1}
    assert broken_down("duty", "service") == {("duty",): 3}
    assert broken_down("east", "service") == {("duty",): 1}
    assert broken_down(None, "service") == {("duty",): 3, ("homes",): 4, ("not_recorded",): 8}


@pytest.mark.usefixtures("two_services")
def test_what_is_not_counted_for_a_scope_has_no_data_there():
    reader = Reader()

    assert reader.reading(figure((COUNTLESS,)), AUGUST).counted == 15
    assert sides(reader.reading(figure((COUNTLESS,)), AUGUST, scope("east"))) == (None, None)
    assert sides(reader.reading(figure((ALL,), of=(COUNTLESS,)), AUGUST, scope("east"))) == (None, None)
