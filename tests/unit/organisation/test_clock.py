from datetime import UTC, date, datetime

import pytest
import time_machine

from organisation import clock
from tests.factories import CouncilFactory

pytestmark = pytest.mark.django_db
MIDSUMMER_NIGHT = datetime(2026, 6, 21, 23, 30, tzinfo=UTC)  # half past midnight on the 22nd in England


def test_a_demonstration_plays_on_a_day_of_its_own():
    CouncilFactory(plays_on=date(2020, 11, 9))

    assert clock.today() == date(2020, 11, 9)
    assert clock.now() == datetime(2020, 11, 9, 9, tzinfo=UTC)


def test_nine_in_the_morning_is_so_by_summer_time():
    CouncilFactory(plays_on=date(2020, 7, 1))

    assert clock.now() == datetime(2020, 7, 1, 8, tzinfo=UTC)


@time_machine.travel(MIDSUMMER_NIGHT, tick=False)
def test_a_real_council_lives_today_in_england():
    CouncilFactory(plays_on=None)

    assert clock.now() == MIDSUMMER_NIGHT
    assert clock.today() == date(2026, 6, 22)


@time_machine.travel(MIDSUMMER_NIGHT, tick=False)
def test_before_anybody_named_the_council_it_is_today_too():
    assert clock.today() == date(2026, 6, 22)
