"""Two people change one record: the second is told, and loses nothing. An end that was a mistake is taken back."""

from datetime import date

import pytest

from organisation import people
from organisation.models import Holding, Team
from tests.factories import HoldingFactory, TeamFactory, UserFactory
from tests.integration.administration.visiting import MORNING, TODAY, address, on, says

pytestmark = pytest.mark.django_db


def test_the_second_to_save_is_told_what_the_first_changed_and_may_save_again(page):
    ann = people.add_person(email="ann@council.example", name="Ann", job_title="Clerk", by=None, at=MORNING)
    change = address("change_person", ann.pk)
    version = page.get(change).context["form"]["version"].value()
    people.change_person(
        person=ann, email=ann.email, name="Ann", job_title="Manager", by=UserFactory(name="Bo"), at=MORNING
    )
    typed = {"email": ann.email, "name": "Anne", "job_title": "Clerk", "version": version}

    told = page.post(change, typed)

    says(told, "Bo changed this while you typed", "from ‘Clerk’ to ‘Manager’", 'value="Anne"')
    ann.refresh_from_db()
    assert (ann.name, ann.job_title) == ("Ann", "Manager")

    page.post(change, typed | {"version": told.context["form"]["version"].value()})

    ann.refresh_from_db()
    assert (ann.name, ann.job_title) == ("Anne", "Clerk")


def test_a_record_that_nobody_changed_meanwhile_is_saved_at_once(page):
    team = TeamFactory(name="Assessment")
    change = address("change_team", team.pk)
    version = page.get(change).context["form"]["version"].value()

    page.post(change, {"name": "Assessment and safeguarding", "position": "3", "version": version})

    team.refresh_from_db()
    assert (team.name, team.position) == ("Assessment and safeguarding", 3)


def test_an_end_to_come_and_a_merger_are_taken_back(page):
    into = TeamFactory()
    team = TeamFactory(ends_on=date(2020, 11, 30), merged_into=into)

    says(page.get(address("team", team.pk)), "Take the last day back")
    says(page.post(address("let_team_go_on", team.pk), follow=True), "goes on", "End this team")

    team.refresh_from_db()
    assert (team.ends_on, team.merged_into) == (None, None)


def test_what_is_over_stays_over(page):
    team = TeamFactory(ends_on=date(2020, 11, 8))

    assert "Take the last day back" not in page.get(address("team", team.pk)).content.decode()
    says(page.post(address("let_team_go_on", team.pk), follow=True), "ended on 8 November 2020")

    assert Team.objects.get(pk=team.pk).ends_on == date(2020, 11, 8)


def test_a_role_given_by_mistake_today_is_taken_back_today(page):
    held = HoldingFactory(role="director", starts_on=TODAY)

    says(page.get(address("person", held.user_id)), "Take it back")
    says(page.post(address("take_back_role", held.user_id, held.pk), follow=True), "will not hold this role", "Removed")

    assert not Holding.objects.filter(pk=held.pk).exists()


def test_a_service_is_taken_back_before_its_teams(page):
    team = TeamFactory(ends_on=date(2020, 11, 30))
    page.post(address("end_service", team.service_id), on(date(2020, 11, 30), "ends_on"))

    says(page.post(address("let_team_go_on", team.pk), follow=True), "Take that back first")
    page.post(address("let_service_go_on", team.service_id))
    page.post(address("let_team_go_on", team.pk))

    team.refresh_from_db()
    assert (team.ends_on, team.service.ends_on) == (None, None)
