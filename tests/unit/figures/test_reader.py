"""What a Reader reads of months that are loaded, empty, or never came."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from figures.figure import FTE
from figures.months import add, up_to
from figures.reader import Reader
from organisation.scopes import Scope
from tests.factories import (
    AUGUST,
    SEPTEMBER,
    ContactFactory,
    LoadFactory,
    PostFactory,
    TeamFactory,
    WorkerFactory,
    load_of,
    supersede,
)
from tests.unit.figures.toys import (
    ALL,
    CLOSED,
    FTE_DAYS,
    FTES,
    VACANT,
    WHOLE,
    YEAR,
    counts,
    figure,
    sides,
)

pytestmark = pytest.mark.django_db


# --- Data, zero, no data ----------------------------------------------------------------------------------------------


def test_a_month_never_loaded_has_no_data():
    load_of("contacts", SEPTEMBER)

    reading = Reader().reading(figure((ALL,)), AUGUST)

    assert (reading.counted, reading.of, reading.value, reading.as_at, reading.loads) == (None, None, None, None, ())


def test_a_month_loaded_with_nothing_in_it_reads_zero():
    load = load_of("contacts", AUGUST)

    reading = Reader().reading(figure((ALL,)), AUGUST)

    assert (reading.counted, reading.value) == (0, 0)
    assert reading.loads == (load.pk,)


def test_a_share_of_nothing_has_sides_of_zero_and_no_value():
    load_of("contacts", AUGUST)

    reading = Reader().reading(figure((CLOSED,), of=(WHOLE,)), AUGUST)

    assert (sides(reading), reading.value) == ((0, 0), None)


def test_what_was_superseded_is_not_counted():
    old = ContactFactory()
    supersede(old.load)
    ContactFactory.create_batch(2)

    assert Reader().reading(figure((ALL,)), AUGUST).counted == 2


def test_a_load_superseded_by_an_empty_one_reads_zero():
    supersede(ContactFactory().load)

    assert Reader().reading(figure((ALL,)), AUGUST).counted == 0


# --- Flows, stocks, windows, factors ----------------------------------------------------------------------------------


def test_each_month_has_its_own_flow():
    ContactFactory.create_batch(3)
    ContactFactory.create_batch(2, month=SEPTEMBER)

    readings = Reader().readings(figure((ALL,)), [AUGUST, SEPTEMBER])

    assert [(reading.month, reading.counted) for reading in readings] == [(AUGUST, 3), (SEPTEMBER, 2)]


def test_a_stock_adds_up_amounts_and_stays_exact():
    for fte in ("0.10", "0.20", "1.00"):
        WorkerFactory(fte=Decimal(fte))

    reading = Reader().reading(figure((FTES,), unit=FTE), AUGUST)

    assert (reading.counted, reading.exact) == (Decimal("1.30"), Fraction(13, 10))


def test_a_rolling_year_adds_up_twelve_months_and_not_the_thirteenth():
    for month in up_to(AUGUST, 13):
        ContactFactory(month=month)
    ContactFactory(month=add(AUGUST, -12))

    assert Reader().reading(figure((YEAR,)), AUGUST).counted == 12


@pytest.mark.parametrize("missing", [add(AUGUST, -11), add(AUGUST, -5), AUGUST])
def test_a_rolling_year_needs_every_month_of_it(missing):
    for month in up_to(AUGUST, 12):
        if month != missing:
            load_of("contacts", month)

    assert Reader().reading(figure((YEAR,)), AUGUST).counted is None


def test_a_rolling_year_does_not_need_a_month_before_it():
    loads = [load_of("contacts", month).pk for month in up_to(AUGUST, 12)]

    reading = Reader().reading(figure((YEAR,)), AUGUST)

    assert reading.counted == 0
    assert reading.loads == tuple(sorted(loads))


def test_neighbouring_rolling_years_share_their_months():
    for month in up_to(SEPTEMBER, 13):
        ContactFactory.create_batch(2 if month == SEPTEMBER else 1, month=month)

    readings = Reader().readings(figure((YEAR,)), [AUGUST, SEPTEMBER])

    assert [reading.counted for reading in readings] == [12, 13]


def test_a_factor_multiplies_what_was_counted_in_its_month():
    for month in (AUGUST, SEPTEMBER):
        WorkerFactory(month=month, fte=Decimal("0.50"))

    readings = Reader().readings(figure((FTE_DAYS,)), [AUGUST, SEPTEMBER])

    assert [reading.counted for reading in readings] == [Decimal("129.00"), Decimal("129.50")]


def test_a_rate_may_stand_on_two_files():
    PostFactory(fte=Decimal(2), vacant_fte=Decimal("1.50"))
    WorkerFactory(fte=Decimal("0.60"))
    WorkerFactory(fte=Decimal(2))

    reading = Reader().reading(figure((VACANT,), of=(VACANT, FTES)), AUGUST)

    assert sides(reading) == (Decimal("1.50"), Decimal("4.10"))
    assert reading.exact == Fraction(1500, 41)


def test_where_one_of_two_files_is_missing_there_is_no_data():
    PostFactory(vacant_fte=Decimal(1))

    assert sides(Reader().reading(figure((VACANT,), of=(VACANT, FTES)), AUGUST)) == (None, None)


# --- How old, and from which loads ------------------------------------------------------------------------------------


def test_a_reading_is_as_old_as_the_older_of_its_files_and_names_them_all():
    posts = LoadFactory(source="establishment", month=AUGUST, as_at=date(2020, 8, 28))
    staff = LoadFactory(source="staff", month=AUGUST, as_at=date(2020, 9, 4))

    reading = Reader().reading(figure((VACANT,), of=(VACANT, FTES)), AUGUST)

    assert (reading.as_at, reading.loads) == (date(2020, 8, 28), tuple(sorted((posts.pk, staff.pk))))


def test_a_rolling_year_is_as_old_as_its_last_month():
    for month in up_to(AUGUST, 12):
        LoadFactory(source="contacts", month=month, as_at=date(2020, 9, 2) if month == AUGUST else month)

    assert Reader().reading(figure((YEAR,)), AUGUST).as_at == date(2020, 9, 2)


# --- Asked once -------------------------------------------------------------------------------------------------------


def test_what_two_figures_share_is_counted_once(django_assert_num_queries):
    ContactFactory()
    reader = Reader()
    with django_assert_num_queries(2):  # the loads of the month, and the rows
        reader.reading(figure((ALL,)), AUGUST)

    with django_assert_num_queries(0):
        reader.reading(figure((ALL,), unit=FTE), AUGUST)
        reader.reading(figure((ALL,)), AUGUST)


def test_a_whole_whose_parts_are_counted_is_their_sum_and_is_not_counted_again(django_assert_num_queries):
    of_september = load_of("contacts", SEPTEMBER)
    teams = [TeamFactory(), TeamFactory(), None]
    for team, outcome, times in zip(teams, ("referral", "other", "other"), (3, 2, 1), strict=True):
        ContactFactory.create_batch(times, team=team, outcome=outcome)
    ContactFactory(load=of_september, month=SEPTEMBER, team=teams[0], outcome="other")
    reader = Reader()
    reader.readings(figure((ALL,)), [AUGUST], by=["team", "outcome"])

    with django_assert_num_queries(0):
        by_outcome = counts(reader.readings(figure((ALL,)), [AUGUST], by=["outcome"]))
        assert reader.reading(figure((ALL,)), AUGUST).counted == 6
    assert (by_outcome["referral",], by_outcome["other",], by_outcome["nfa",]) == (3, 3, 0)
    assert [each.counted for each in reader.readings(figure((ALL,)), [AUGUST, SEPTEMBER])] == [6, 1]


def test_parts_of_one_team_are_not_the_whole_councils():
    team = TeamFactory()
    ContactFactory(team=team)
    ContactFactory(team=None)
    reader = Reader()
    reader.readings(figure((ALL,)), [AUGUST], Scope("team", team.slug, team.name), by=["outcome"])

    assert reader.reading(figure((ALL,)), AUGUST).counted == 2
    assert reader.reading(figure((ALL,)), AUGUST, Scope("team", team.slug, team.name)).counted == 1


def test_a_reader_keeps_to_the_moment_of_its_first_look():
    ContactFactory()
    reader = Reader()
    assert reader.reading(figure((ALL,)), AUGUST).counted == 1

    ContactFactory()

    assert reader.reading(figure((ALL,)), AUGUST).counted == 1
    assert Reader().reading(figure((ALL,)), AUGUST).counted == 2
