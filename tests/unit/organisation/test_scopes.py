import pytest

from organisation.scopes import NoSuchScope, Scope, scope
from tests.factories import ServiceFactory, TeamFactory

pytestmark = pytest.mark.django_db


def test_no_slug_is_the_whole_council():
    assert scope(None) is None


def test_a_slug_names_a_service_or_a_team():
    assessment = ServiceFactory(slug="assessment", name="Assessment")
    TeamFactory(slug="assessment-east", name="Assessment East", service=assessment)

    assert scope("assessment") == Scope("service", "assessment", "Assessment")
    assert scope("assessment-east") == Scope("team", "assessment-east", "Assessment East", service="assessment")


def test_a_service_goes_before_a_team_of_the_same_slug():
    TeamFactory(slug="fostering", service=ServiceFactory(slug="fostering"))

    assert scope("fostering").kind == "service"


def test_an_unknown_slug_is_answered_with_those_there_are():
    TeamFactory(slug="east", service=ServiceFactory(slug="assessment"))

    with pytest.raises(NoSuchScope) as refusal:
        scope("west")

    assert str(refusal.value) == "There is no service or team 'west'. There are: assessment, east."


def test_where_there_is_none_it_says_so():
    with pytest.raises(NoSuchScope, match="There are: none yet"):
        scope("west")
