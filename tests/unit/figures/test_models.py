from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from figures.models import Cycle, Threshold
from tests.factories import AUGUST, SEPTEMBER, CycleFactory, ThresholdFactory

pytestmark = pytest.mark.django_db


def test_a_month_has_one_cycle():
    CycleFactory(month=AUGUST)

    with pytest.raises(IntegrityError):
        Cycle.objects.create(month=AUGUST, opened_on=date(2020, 9, 1))


def test_a_cycle_is_of_a_month_and_opens_after_it_began():
    assert str(CycleFactory(month=SEPTEMBER)) == "September 2020"

    with pytest.raises(IntegrityError, match="cycle_opens_after_its_month_began"):
        CycleFactory(month=AUGUST, opened_on=AUGUST)


def test_a_cycle_is_not_of_a_day():
    with pytest.raises(IntegrityError, match="cycle_month_is_a_first_day"):
        CycleFactory(month=date(2020, 8, 2))


def test_the_last_threshold_that_holds_in_a_month_comes_last():
    for value, month in ((20, SEPTEMBER), (15, date(2019, 1, 1)), (18, AUGUST)):
        ThresholdFactory(figure="workforce.caseload", value=value, holds_from=month)

    def values(month):
        return [each.value for each in Threshold.objects.held_in(month).filter(figure="workforce.caseload")]

    assert values(date(2018, 12, 1)) == []
    assert values(AUGUST) == [Decimal(15), Decimal(18)]
    assert values(SEPTEMBER)[-1] == Decimal(20)


def test_thresholds_are_named_for_people():
    threshold = ThresholdFactory.build(value=Decimal(15))

    assert str(threshold) == "workforce.vacancy_rate over 15"
