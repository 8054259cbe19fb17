"""Services and teams: added, changed, ended and merged."""

from datetime import date

import pytest

from organisation.models import Service, Team
from tests.factories import ServiceFactory, TeamFactory
from tests.integration.administration.visiting import TODAY, address, on, says

pytestmark = pytest.mark.django_db


def test_a_service_and_its_team_are_added_changed_and_ended(page):
    page.post(address("add_service"), {"name": "Safeguarding"} | on(date(2020, 4, 1), "starts_on"))
    service = Service.objects.get()
    says(page.get(address("add_team"), {"service": service.pk}), f'<option value="{service.pk}" selected>')
    page.post(
        address("add_team"), {"name": "East", "service": service.pk, "position": 1} | on(date(2020, 4, 1), "starts_on")
    )
    team = Team.objects.get()
    page.post(address("change_service", service.pk), {"name": "Safeguarding and assessment"})
    page.post(address("change_team", team.pk), {"name": "Locality East", "position": 3})
    says(page.post(address("end_service", service.pk), on(TODAY, "ends_on")), "It has teams after 9 November 2020")
    page.post(address("end_team", team.pk), on(TODAY, "ends_on"))
    response = page.post(address("end_service", service.pk), on(TODAY, "ends_on"), follow=True)

    says(response, "ends on 9 November 2020. Its past stays.", "Name changed from ‘Safeguarding’")
    says(page.get(address("team", team.pk)), "Its last day is 9 November 2020", "Locality East")
    says(page.get(address("end_team", team.pk), follow=True), "has its last day already: 9 November 2020")
    says(page.get(address("end_service", service.pk), follow=True), "has its last day already: 9 November 2020")
    says(page.get(address("teams")), "Locality East")
    says(page.get(address("services")), "Safeguarding and assessment")


def test_a_team_that_merged_says_into_which_and_when(page):
    east, west = TeamFactory(name="East"), TeamFactory(name="West")

    page.post(address("merge_team", east.pk), {"into": west.pk} | on(TODAY, "ends_on"))

    shown = says(page.get(address("team", east.pk)), "To be merged into", "on 9 November 2020")
    Team.objects.filter(pk=east.pk).update(ends_on=date(2020, 11, 8))
    says(page.get(address("team", east.pk)), "Merged into", "on 8 November 2020")
    assert "Merge it into another team" not in shown
    says(page.get(address("team", west.pk)), "Teams that were merged into it", "East")
    says(page.get(address("merge_team", east.pk), follow=True), "has its last day already")


def test_what_a_form_lacks_is_named(page):
    names = {
        address("add_service"): "Enter the name of the service",
        address("add_team"): "Enter the name of the team",
        address("add_person"): "Enter an e-mail address",
    }

    for form, error in names.items():
        says(page.post(form, {}), f">{error}</a>")


def test_cancel_leads_back_to_where_one_came_from(page):
    team = TeamFactory()
    service = address("service", team.service_id)
    backs = {
        address("add_service"): address("services"),
        address("change_team", team.pk): address("team", team.pk),
        address("add_team"): address("teams"),
        f"{address('add_team')}?service={team.service_id}": service,
        f"{address('add_team')}?service=x": address("teams"),
    }

    for form, back in backs.items():
        says(page.get(form), f'<a class="govuk-link" href="{back}">Cancel</a>')


def test_errors_of_services_and_teams_stand_beside_their_fields(page):
    team = TeamFactory(name="East")
    TeamFactory(name="West", service=team.service)
    long_ago = on(date(2001, 1, 1), "ends_on")

    first = on(TODAY, "starts_on")
    says(page.post(address("add_service"), {"name": team.service.name} | first), "a service of this name already")
    says(page.post(address("change_service", ServiceFactory().pk), {"name": team.service.name}), "of this name already")
    added = {"name": "East", "service": team.service_id, "position": 1} | first
    says(page.post(address("add_team"), added), "a team of this name already")
    says(page.post(address("change_team", team.pk), {"name": "West", "position": 1}), "a team of this name already")
    says(page.post(address("end_team", team.pk), long_ago), "the first day, or later")
    says(page.post(address("merge_team", team.pk), {"into": team.pk} | long_ago), "no longer offered")
    other = TeamFactory()
    says(page.post(address("merge_team", team.pk), {"into": other.pk} | long_ago), "the first day, or later")
