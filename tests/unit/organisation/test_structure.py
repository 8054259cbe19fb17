from datetime import UTC, date, datetime

import pytest

from history import tracking
from organisation import structure
from organisation.models import Team
from organisation.refused import Refused
from tests.factories import LONG_AGO, PostFactory, ServiceFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2020, 11, 9, 9, tzinfo=UTC)
TODAY, YEAR_END = date(2020, 11, 9), date(2020, 12, 31)


@pytest.fixture
def acting():
    return {"by": UserFactory(name="Sam Sample"), "at": AT}


def test_a_service_is_added_with_a_name_in_addresses_that_stays(acting):
    service = structure.add_service(name="Children in care & leaving", starts_on=TODAY, **acting)

    structure.change_service(service=service, name="Corporate parenting", **acting)

    service.refresh_from_db()
    assert (service.slug, service.name) == ("children-in-care-leaving", "Corporate parenting")
    assert [change.by for change in tracking.changes(service)] == ["Sam Sample", "Sam Sample"]


def test_services_and_teams_share_no_name_in_addresses():
    ServiceFactory(slug="assessment")
    TeamFactory(slug="assessment-2")

    assert structure.free_slug("Assessment") == "assessment-3"
    assert structure.free_slug("Front door") == "front-door"
    assert structure.free_slug("???") == "part"
    assert len(structure.free_slug("x" * 200)) <= 50


def test_two_that_go_on_do_not_share_a_name(acting):
    ServiceFactory(name="Safeguarding")
    team = TeamFactory(name="East")
    TeamFactory(name="West", ends_on=date(2020, 1, 31))
    service = team.service

    with pytest.raises(Refused, match="a service of this name"):
        structure.add_service(name="safeguarding", starts_on=TODAY, **acting)
    with pytest.raises(Refused, match="a team of this name"):
        structure.add_team(name="EAST", service=service, position=1, starts_on=TODAY, **acting)
    assert structure.add_team(name="West", service=service, position=1, starts_on=TODAY, **acting)
    assert structure.change_team(team=team, name="East", position=4, **acting).position == 4


def test_a_team_is_added_to_a_service_while_that_goes_on(acting):
    ended = ServiceFactory(name="Old", ends_on=date(2020, 10, 31))
    young = ServiceFactory(name="New", starts_on=YEAR_END)

    with pytest.raises(Refused, match="Old ended on 31 October 2020"):
        structure.add_team(name="East", service=ended, position=1, starts_on=TODAY, **acting)
    with pytest.raises(Refused, match="must be 31 December 2020"):
        structure.add_team(name="East", service=young, position=1, starts_on=TODAY, **acting)


def test_a_service_ends_after_its_teams(acting):
    team = TeamFactory(name="East")

    with pytest.raises(Refused, match="teams after 31 December 2020: East"):
        structure.end_service(service=team.service, ends_on=YEAR_END, **acting)
    structure.end_team(team=team, ends_on=TODAY, **acting)

    assert structure.end_service(service=team.service, ends_on=YEAR_END, **acting).ends_on == YEAR_END


def test_an_end_is_set_once_and_not_before_the_start(acting):
    team = TeamFactory(name="East", starts_on=TODAY)

    with pytest.raises(Refused, match="must be 9 November 2020, the first day, or later"):
        structure.end_team(team=team, ends_on=LONG_AGO, **acting)
    structure.end_team(team=team, ends_on=YEAR_END, **acting)
    with pytest.raises(Refused, match="East has its last day already: 31 December 2020"):
        structure.end_team(team=team, ends_on=TODAY, **acting)


def test_a_team_that_merged_keeps_its_past(acting):
    east, west = TeamFactory(name="East"), TeamFactory(name="West")
    post = PostFactory(team=east)

    structure.merge_team(team=east, into=west, ends_on=TODAY, **acting)

    east.refresh_from_db()
    post.refresh_from_db()
    assert (east.ends_on, east.merged_into, post.team) == (TODAY, west, east)
    assert tracking.changes(east)[0].said == (
        "Last day set to 9 November 2020.",
        "Merged into set to West.",
    )


def test_a_team_merges_only_into_another_that_goes_on(acting):
    east, west, ending = TeamFactory(name="East"), TeamFactory(name="West"), TeamFactory(name="North", ends_on=TODAY)

    with pytest.raises(Refused, match="into itself"):
        structure.merge_team(team=east, into=east, ends_on=TODAY, **acting)
    with pytest.raises(Refused, match="North ends on 9 November 2020"):
        structure.merge_team(team=east, into=ending, ends_on=TODAY, **acting)
    structure.merge_team(team=east, into=west, ends_on=TODAY, **acting)
    with pytest.raises(Refused, match="East ends on 9 November 2020"):
        structure.merge_team(team=west, into=east, ends_on=TODAY, **acting)
    assert Team.objects.filter(merged_into__isnull=False).count() == 1
