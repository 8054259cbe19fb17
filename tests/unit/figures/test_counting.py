"""The records behind a sum."""

from decimal import Decimal

import pytest

from figures.counting import JudgedTerm, records
from figures.months import up_to
from frontdoor.models import Contact
from frontdoor.models import Source as From
from organisation.scopes import scope
from tests.factories import (
    AUGUST,
    SEPTEMBER,
    ContactFactory,
    TeamFactory,
    WorkerFactory,
)
from tests.unit.figures.toys import ALL, CONTACTS, FTE_DAYS, WHOLE, YEAR

pytestmark = pytest.mark.django_db


# --- Records ----------------------------------------------------------------------------------------------------------


def test_records_are_those_that_were_counted_with_amount_and_factor():
    east = TeamFactory(slug="east")
    worker = WorkerFactory(team=east, fte=Decimal("0.60"))
    WorkerFactory(fte=Decimal(1))
    WorkerFactory(team=east, month=SEPTEMBER)

    assert list(records(FTE_DAYS, AUGUST, None, {"team": "east"})) == [
        (f"workforce.worker:{worker.pk}", Decimal("0.60"), 258)
    ]
    assert list(records(FTE_DAYS, AUGUST, scope("east"), {})) == [
        (f"workforce.worker:{worker.pk}", Decimal("0.60"), 258)
    ]


def test_records_of_not_recorded_are_those_without_a_value():
    ContactFactory(team=TeamFactory())
    lost = ContactFactory(team=None)

    assert list(records(ALL, AUGUST, None, {"team": None})) == [(f"frontdoor.contact:{lost.pk}", Decimal(1), 1)]


def test_records_of_a_rolling_year_reach_back_a_year():
    kept = [ContactFactory(month=month).pk for month in up_to(AUGUST, 13)][1:]

    found = [identity for identity, _, _ in records(YEAR, AUGUST, None, {})]

    assert found == [f"frontdoor.contact:{pk}" for pk in kept]


def test_a_dimension_that_a_term_is_not_split_by_does_not_narrow_its_records():
    ContactFactory(source=From.POLICE)
    ContactFactory(source=From.HEALTH)

    assert len(list(records(WHOLE, AUGUST, None, {"outcome": "nfa"}))) == 2


def test_a_judged_term_must_say_how_it_judges():
    term = JudgedTerm(source=CONTACTS, rows=Contact.objects.in_months)

    with pytest.raises(TypeError, match="does not say how its rows are grouped"):
        term.group([AUGUST], None, (), {})
    with pytest.raises(TypeError, match="does not say what its rows are"):
        term.members(AUGUST, None, {}, {})
