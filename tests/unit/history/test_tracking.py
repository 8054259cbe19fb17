from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from history import tracking
from organisation.models import Holding, Team
from tests.factories import ServiceFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2020, 11, 9, 9, tzinfo=UTC)


@pytest.fixture
def by():
    return UserFactory(name="Sam Sample", job_title="Administrator")


def team_of(by, **fields):
    given = {
        "name": "East",
        "slug": "east",
        "service": ServiceFactory(name="Safeguarding"),
        "starts_on": date(2020, 4, 1),
    }
    team = Team(**given | fields)
    tracking.save(team, by=by, at=MORNING)
    return team


def test_what_was_added_is_told_with_each_value_in_words(by):
    team = team_of(by)

    [change] = tracking.changes(team)

    assert (change.at, change.by, change.reason) == (MORNING, "Sam Sample", "")
    assert change.said == ("Added: name ‘East’; service Safeguarding; place in tables 0; first day 1 April 2020.",)


def test_what_was_changed_is_told_before_and_after_newest_first(by):
    team = team_of(by)
    team.name, team.ends_on, team.merged_into = "Locality East", date(2020, 12, 31), TeamFactory(name="West")
    tracking.save(team, by=by, at=MORNING + timedelta(hours=1), reason="A new map")

    changed, added = tracking.changes(team)

    assert changed.said == (
        "Name changed from ‘East’ to ‘Locality East’.",
        "Last day set to 31 December 2020.",
        "Merged into set to West.",
    )
    assert (changed.reason, added.at) == ("A new map", MORNING)


def test_a_code_is_told_only_where_it_was_changed(by):
    team = team_of(by)
    team.slug = "north"
    tracking.save(team, by=by, at=MORNING + timedelta(hours=1))

    changed, added = tracking.changes(team)

    assert changed.said == ("Name in addresses changed from ‘east’ to ‘north’.",)
    assert "east" not in added.said[0]


def test_a_save_that_changed_nothing_is_not_told(by):
    team = team_of(by)

    tracking.save(team, by=by, at=MORNING + timedelta(hours=1))

    assert len(tracking.changes(team)) == 1


def test_what_nobody_did_is_told_without_a_name():
    team = TeamFactory()

    [change] = tracking.changes(team)

    assert change.by == ""


def test_yes_and_no_and_choices_and_moments_are_words():
    person = UserFactory()
    person.is_active = False
    tracking.save(person, by=None, at=MORNING)

    assert tracking.changes(person)[0].said == ("Can sign in changed from yes to no.",)
    assert tracking.written("a", {"a": "Alpha"}) == "Alpha"
    assert tracking.written(timezone.make_aware(datetime(2020, 7, 1, 9, 30)), {}) == "1 July 2020 at 09:30"


def test_several_records_of_a_kind_are_told_by_what_names_them(by):
    person, service = UserFactory(), ServiceFactory(name="Safeguarding")
    head = Holding(user=person, role="head_of_service", service=service, starts_on=date(2020, 4, 1))
    tracking.save(head, by=by, at=MORNING)
    other = Holding(user=person, role="auditor", starts_on=date(2020, 12, 1))
    tracking.save(other, by=by, at=MORNING + timedelta(hours=1))
    head.ends_on = date(2020, 11, 30)
    tracking.save(head, by=by, at=MORNING + timedelta(hours=2))
    tracking.remove(other, by=by, at=MORNING + timedelta(hours=3))

    told = tracking.told(Holding.versions.filter(user_id=person.pk), omit=("user",), about=("role", "service", "team"))

    assert [change.said for change in told] == [
        ("Removed: Auditor.",),
        ("Head of Service, Safeguarding: last day set to 30 November 2020.",),
        ("Added: role Auditor; first day 1 December 2020.",),
        ("Added: role Head of Service; service Safeguarding; first day 1 April 2020.",),
    ]
    assert {change.by for change in told} == {"Sam Sample"}


def test_a_record_that_is_gone_is_said_to_be(by):
    team = team_of(by)
    into = TeamFactory(name="West")
    team.ends_on, team.merged_into = date(2020, 12, 31), into
    tracking.save(team, by=by, at=MORNING)
    team.merged_into = None
    tracking.save(team, by=by, at=MORNING)
    into.delete()

    assert "Merged into removed: it was something since removed." in tracking.changes(team)[0].said


def test_the_queries_do_not_grow_with_the_versions(by, django_assert_num_queries):
    team = team_of(by)
    for hour in range(12):
        team.name, team.service = f"East {hour}", ServiceFactory()
        tracking.save(team, by=by, at=MORNING + timedelta(hours=hour))

    with django_assert_num_queries(2):  # the versions with who; the services
        assert len(tracking.changes(team)) == 13


def test_a_record_without_versions_has_no_changes():
    assert tracking.told(Team.versions.none()) == []
