"""Who may do what: worked by hand from the roles' own words."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from organisation.access import Access, Grant, needs
from organisation.models import Holding, Team, User
from organisation.permissions import Permission
from organisation.roles import ADMINISTRATOR, AUDITOR, FRONT_DOOR_ANALYST, HEAD_OF_SERVICE, PROGRAMME_OFFICE, ROLES
from organisation.scopes import Scope, of_service, of_team
from tests.factories import ServiceFactory, TeamFactory, UserFactory

SAFEGUARDING = Scope("service", "safeguarding", "Safeguarding")
ASSESSMENT = Scope("team", "assessment", "Assessment", "safeguarding")
LEAVING_CARE = Scope("team", "leaving-care", "Leaving care", "children-in-care")
MAY = Permission.SEE_WORKFORCE


def held(scope: Scope | None) -> Access:
    return Access((Grant(HEAD_OF_SERVICE, scope),))


@pytest.mark.parametrize(
    ("granted", "asked", "expected"),
    [
        (None, None, True),
        (None, ASSESSMENT, True),
        (SAFEGUARDING, SAFEGUARDING, True),
        (SAFEGUARDING, ASSESSMENT, True),  # a team lies in its service
        (SAFEGUARDING, LEAVING_CARE, False),
        (SAFEGUARDING, None, False),  # a part is not the whole
        (ASSESSMENT, ASSESSMENT, True),
        (ASSESSMENT, SAFEGUARDING, False),
        (ASSESSMENT, Scope("service", "assessment", "A service of the same slug"), False),
    ],
)
def test_a_role_reaches_as_far_as_its_scope(granted, asked, expected):
    assert held(granted).may(MAY, asked) is expected


def test_a_role_gives_what_it_holds_and_no_more():
    analyst = Access((Grant(FRONT_DOOR_ANALYST),))

    assert analyst.may(Permission.SEE_CONTACTS)
    assert not analyst.may_somewhere(Permission.SEE_WORKFORCE)
    assert not Access().may_somewhere(Permission.SEE_CONTACTS)


def test_two_roles_add_up():
    both = Access((Grant(HEAD_OF_SERVICE, SAFEGUARDING), Grant(HEAD_OF_SERVICE, LEAVING_CARE)))

    assert both.scopes(MAY) == (SAFEGUARDING, LEAVING_CARE)
    assert both.may(MAY, ASSESSMENT)
    assert both.may(MAY, LEAVING_CARE)
    assert not both.may(MAY)


def test_nobody_signs_reports_but_the_director():
    assert [role.key for role in ROLES.values() if Permission.SIGN_REPORTS in role.permissions] == ["director"]


def test_who_manages_people_sees_no_records():
    assert not {p for p in ADMINISTRATOR.permissions if p.startswith(("see_", "read_"))}


@pytest.mark.django_db
def test_rows_are_those_of_the_scope():
    east, west = TeamFactory(slug="east", service__slug="one"), TeamFactory(slug="west", service__slug="two")

    def seen(scope: Scope | None) -> list[Team]:
        return list(Team.objects.filter(held(scope).rows(MAY, team="", service="service")).order_by("slug"))

    assert seen(None) == [east, west]
    assert seen(of_service(east.service)) == [east]
    assert seen(of_team(east)) == []  # no path to a team was given
    assert list(Team.objects.filter(Access((Grant(AUDITOR),)).rows(MAY, service="service"))) == []


@pytest.mark.django_db
@time_machine.travel("2026-03-10 12:00")
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (date(2026, 3, 10), None, True),
        (date(2026, 3, 11), None, False),
        (date(2026, 1, 1), date(2026, 3, 10), True),  # its last day is a day on which it is held
        (date(2026, 1, 1), date(2026, 3, 9), False),
    ],
)
def test_a_role_is_held_from_its_first_day_to_its_last(starts_on, ends_on, expected):
    user = UserFactory()
    Holding.objects.create(user=user, role=PROGRAMME_OFFICE.key, starts_on=starts_on, ends_on=ends_on)

    assert User.objects.get(pk=user.pk).access.may(Permission.READ_DRAFTS) is expected


@pytest.mark.django_db
def test_a_scope_is_the_team_the_service_or_the_whole():
    team, service = TeamFactory(service__slug="one"), ServiceFactory(slug="other")
    start = {"user": UserFactory(), "role": "head_of_service", "starts_on": date(2020, 1, 1)}

    assert Holding(team=team, **start).scope == Scope("team", team.slug, team.name, "one")
    assert Holding(service=service, **start).scope == Scope("service", "other", service.name)
    assert Holding(**start).scope is None


@pytest.mark.django_db
def test_a_role_that_the_code_no_longer_knows_grants_nothing():
    user = UserFactory()
    Holding.objects.create(user=user, role="jester", starts_on=date(2020, 1, 1))

    assert user.access == Access()


@pytest.mark.django_db
def test_a_view_says_what_it_needs(rf):
    @needs(Permission.MANAGE_PEOPLE)
    def view(request):
        return "opened"

    request = rf.get("/")
    request.user = UserFactory()
    with pytest.raises(PermissionDenied, match="add people"):
        view(request)

    Holding.objects.create(user=request.user, role=ADMINISTRATOR.key, starts_on=date(2020, 1, 1))
    request.user = User.objects.get(pk=request.user.pk)
    assert view(request) == "opened"
