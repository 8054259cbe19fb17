from datetime import date

import pytest

from figures.reader import Reader
from figures.registry import figure
from frontdoor.models import Outcome, Source
from intake.models import Load
from organisation.scopes import scope
from tests.factories import CategoryFactory, ContactFactory, TeamFactory, load_of, supersede

pytestmark = pytest.mark.django_db

JULY, AUGUST, SEPTEMBER, OCTOBER = (date(2020, month, 1) for month in (7, 8, 9, 10))


def loaded(first, count):
    for number in range(count):
        years, index = divmod(first.month - 1 + number, 12)
        load_of("contacts", date(first.year + years, index + 1, 1))


def closed(day, child="one", **given):
    return ContactFactory(month=day.replace(day=1), received_on=day, child=child, outcome=Outcome.NFA, **given)


def again(day, child="one", **given):
    return ContactFactory(month=day.replace(day=1), received_on=day, child=child, **given)


def read(months, at=JULY, by=(), part=None):
    return Reader().readings(figure(f"frontdoor.returned_{months}"), [at], part, by)


@pytest.fixture
def year():
    """July 2020 to July 2021."""
    loaded(JULY, 13)


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("back_on", "within_3", "within_12"),
    [
        (date(2020, 7, 15), 0, 0),  # the same day is no return
        (date(2020, 7, 14), 0, 0),  # nor is the day before
        (date(2020, 7, 16), 1, 1),
        (date(2020, 10, 15), 1, 1),
        (date(2020, 10, 16), 0, 1),
        (date(2021, 7, 15), 0, 1),
        (date(2021, 7, 16), 0, 0),
    ],
)
def test_a_return_is_on_a_later_day_and_at_most_so_many_months_after(back_on, within_3, within_12):
    closed(date(2020, 7, 15))
    again(back_on)

    assert [(each.counted, each.of) for each in (*read(3), *read(12))] == [(within_3, 1), (within_12, 1)]


@pytest.mark.parametrize(("back_on", "returned"), [(date(2021, 2, 28), 1), (date(2021, 3, 1), 0)])
def test_three_months_after_the_end_of_november_is_the_end_of_february(back_on, returned):
    november = date(2020, 11, 1)
    loaded(november, 5)
    closed(date(2020, 11, 30))
    again(back_on)

    assert read(3, november)[0].counted == returned


@pytest.mark.usefixtures("year")
def test_only_closures_are_followed_and_whatever_comes_of_the_later_contact_it_is_a_return():
    closed(date(2020, 7, 2))
    closed(date(2020, 7, 20))
    again(date(2020, 8, 3), outcome=Outcome.EXISTING)
    again(date(2020, 7, 3), child="two")
    again(date(2020, 8, 3), child="two")

    [reading] = read(3)

    assert (reading.counted, reading.of) == (2, 2)  # the child closed twice counts twice


@pytest.mark.usefixtures("year")
def test_what_was_superseded_is_no_return():
    closed(date(2020, 7, 2))
    again(date(2020, 8, 3))
    supersede(load_of("contacts", AUGUST))

    assert read(3)[0].counted == 0


@pytest.mark.usefixtures("year")
def test_returns_are_told_apart_by_the_category_and_source_of_the_closure():
    east = TeamFactory(slug="east")
    advice, moved = CategoryFactory(code="advice", holds_from=JULY), CategoryFactory(code="moved", holds_from=JULY)
    closed(date(2020, 7, 2), "one", category=advice, source=Source.POLICE, team=east)
    closed(date(2020, 7, 2), "two", category=advice, source=Source.SCHOOLS)
    closed(date(2020, 7, 2), "three", category=moved, source=Source.POLICE)
    again(date(2020, 8, 3), "one", source=Source.HEALTH)

    def told(by):
        return {part.by[0][1]: (part.counted, part.of) for part in read(3, by=[by]) if part.of}

    assert told("category") == {"advice": (1, 2), "moved": (0, 1)}
    assert told("source") == {"police": (1, 2), "schools": (0, 1)}
    assert [(each.counted, each.of) for each in read(3, part=scope("east"))] == [(1, 1)]


def test_a_month_is_counted_only_when_the_months_after_it_are_loaded():
    closed(date(2020, 7, 2))
    loaded(JULY, 3)
    assert read(3)[0].counted is None

    load_of("contacts", OCTOBER)
    [reading] = read(3)
    assert (reading.counted, reading.of) == (0, 1)
    assert reading.as_at == date(2020, 10, 31)
    assert len(reading.loads) == 4
    assert read(12)[0].counted is None
    assert read(3, AUGUST)[0].counted is None


def test_a_month_that_was_loaded_before_it_ended_is_not_enough():
    closed(date(2020, 7, 2))
    loaded(JULY, 4)
    Load.objects.filter(month=OCTOBER).update(as_at=date(2020, 10, 20))

    assert read(3)[0].counted is None


def test_a_month_missing_in_between_is_not_passed_over():
    closed(date(2020, 7, 2))
    load_of("contacts", AUGUST)
    load_of("contacts", OCTOBER)

    assert read(3)[0].counted is None


@pytest.mark.usefixtures("year")
def test_nobody_returns_of_whom_it_is_not_known_who_they_are():
    closed(date(2020, 7, 2), child="")
    again(date(2020, 7, 9), child="")

    assert [(each.counted, each.of) for each in read(3)] == [(0, 1)]
