from datetime import date

import pytest

from intake.sources import Coverage, Source
from tests.factories import AUGUST, SEPTEMBER, LoadFactory, load_of, supersede

pytestmark = pytest.mark.django_db
STAFF = Source("staff", "Staff file")
OCTOBER = date(2020, 10, 1)


def test_a_month_that_was_loaded_is_covered_up_to_the_day_of_its_data():
    load = LoadFactory(source="staff", month=AUGUST, as_at=date(2020, 9, 4))
    load_of("contacts", SEPTEMBER)

    assert STAFF.coverage([AUGUST, SEPTEMBER]) == {AUGUST: Coverage(date(2020, 9, 4), (load.pk,))}


def test_a_superseded_load_covers_nothing():
    later = supersede(load_of("staff", AUGUST))

    assert STAFF.coverage([AUGUST])[AUGUST].loads == (later.pk,)


def test_a_year_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        STAFF.coverage([date(2020, n, 1) for n in range(1, 13)])
