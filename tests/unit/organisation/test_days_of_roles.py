"""The days on which a role can be held: not in the past, and within those of its service or team."""

from datetime import UTC, date, datetime

import pytest

from organisation import people
from organisation.models import Holding
from organisation.refused import Refused
from tests.factories import HoldingFactory, ServiceFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2020, 11, 9, 9, tzinfo=UTC)
TODAY, YESTERDAY = date(2020, 11, 9), date(2020, 11, 8)
BEGINS, ENDS, AFTER = date(2020, 12, 1), date(2021, 3, 31), date(2021, 4, 1)


@pytest.fixture
def acting():
    return {"by": HoldingFactory().user, "at": AT}


@pytest.fixture(params=[ServiceFactory, TeamFactory], ids=["service", "team"])
def part(request):
    made = request.param(name="East", starts_on=BEGINS, ends_on=ENDS)
    return {made._meta.model_name: made}


def give(acting, starts_on, ends_on=None, **part):
    return people.give_role(
        person=UserFactory(), role="auditor", starts_on=starts_on, ends_on=ends_on, **part, **acting
    )


def test_a_first_day_in_the_past_is_refused(acting):
    with pytest.raises(Refused, match="must be today, 9 November 2020, or later") as refused:
        give(acting, YESTERDAY)

    assert refused.value.field == "starts_on"
    assert not Holding.objects.filter(role="auditor").exists()
    assert give(acting, TODAY)


def test_a_role_is_held_on_the_days_of_its_part(acting, part):
    assert give(acting, BEGINS, ENDS, **part)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "says", "field"),
    [
        (TODAY, ENDS, "East begins on 1 December 2020. Choose that day or a later one", "starts_on"),
        (AFTER, None, "East ended on 31 March 2021", "scope"),
        (BEGINS, None, "East ends on 31 March 2021. The last day of the role must be that day or earlier", "ends_on"),
        (BEGINS, AFTER, "East ends on 31 March 2021", "ends_on"),
    ],
)
def test_a_role_is_refused_for_days_on_which_its_part_is_not_there(acting, part, starts_on, ends_on, says, field):
    with pytest.raises(Refused, match=says) as refused:
        give(acting, starts_on, ends_on, **part)

    assert refused.value.field == field


@pytest.mark.parametrize("later", [None, AFTER])
def test_a_role_is_not_stretched_beyond_its_part(acting, part, later):
    held = give(acting, BEGINS, date(2021, 1, 31), **part)

    with pytest.raises(Refused, match="East ends on 31 March 2021"):
        people.end_role(holding=held, ends_on=later, **acting)
    assert people.end_role(holding=held, ends_on=ENDS, **acting).ends_on == ENDS


def test_a_role_held_when_its_part_ended_stays_until_it_gets_a_last_day(acting):
    team = TeamFactory(ends_on=date(2020, 10, 31))
    held = HoldingFactory(role="front_door_analyst", team=team)

    assert Holding.objects.held_on(TODAY).filter(pk=held.pk).exists()
    assert people.end_role(holding=held, ends_on=TODAY, **acting).ends_on == TODAY
