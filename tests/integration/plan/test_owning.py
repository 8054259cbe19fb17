"""Who owns what: a person, a role that somebody holds, somebody outside the council, or nobody yet."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest

from history import tracking
from history.models import Entry
from improvement.actions import keeping
from improvement.decisions.assuring import assure
from improvement.models import Action, KeptNumber, KeptUpdate, OwnerRole
from improvement.owners import owning
from improvement.owners.owning import Ownership
from improvement.updates.updating import ask_for_date
from organisation.models import User
from organisation.refused import Refused
from tests.factories import (
    ActionFactory,
    HoldingFactory,
    MeasureFactory,
    OwnerRoleFactory,
    StandingFactory,
    UpdateFactory,
    UserFactory,
    entered,
)
from tests.integration.plan.growing import queries
from tests.integration.plan.reading import words

AT = datetime(2020, 11, 9, 10, tzinfo=UTC)
BARE = {"owner": None, "original_date": None}


@pytest.fixture
def by(october):
    return HoldingFactory(role="programme_office").user


# --- Neither owner nor date -------------------------------------------------------------------------------------------


def test_an_action_without_owner_and_date_is_told_so_wherever_it_stands(office, october):
    ActionFactory(reference="1.1", title="Find out", **BARE)
    ActionFactory(reference="1.2", original_date=date(2020, 10, 31))

    plan = words(office.get("/plan/"))
    assert "1.1 Find out Amber No date is set No owner yet no date yet no date yet not known 0 Missing" in plan
    assert "1 without an owner" in plan
    assert "1 without a date" in plan
    page = words(office.get("/plan/actions/1.1/"))
    assert "Amber No date is set." in page
    assert "Original date No date yet Agreed date No date yet" in page
    assert "Owner No owner yet" in page
    timeline = office.get("/plan/timeline/")
    assert "1.1, no date yet" in timeline.context["drawings"][0]
    assert "1.1 Find out Amber No date is set no date yet no date yet" in words(timeline)
    assert "owned by Service Manager" in words(office.get("/home/"))
    assert "1 without an owner" in words(office.get("/home/"))
    for order in ("", "due", "moves", "plan", "owner"):
        assert [one.action.reference for one in office.get("/plan/", {"sort": order}).context["actions"]][-1] == (
            "1.2" if order == "plan" else "1.1"
        )


def test_what_has_no_date_is_never_overdue_nor_asked_for_another(office, by, october):
    action = ActionFactory(reference="1.1", original_date=None)

    assert "1.1" not in words(office.get("/plan/", {"due": "past"})).split("Actions", 1)[1]

    with pytest.raises(Refused, match="No date is set yet"):
        ask_for_date(action=action, to_date=date(2021, 1, 1), reason="Later", by=action.owner, at=AT)


def test_a_first_date_that_is_set_since_the_last_close_is_a_change(office, september, october):
    action = ActionFactory(reference="1.1", original_date=date(2021, 3, 31))
    StandingFactory(action=action, cycle=september, brag="green", original_date=None, agreed_date=None)

    assert "First date set: 1.1 Do what 1.1 says 31 March 2021" in words(office.get("/plan/changes/2020-09/"))


@pytest.mark.parametrize("tried", [[date(2021, 3, 31), date(2021, 6, 30), None, date(2020, 12, 1)], [None, None]])
def test_a_first_date_is_set_once_and_its_history_says_no_other(by, tried):
    action = ActionFactory(original_date=None)
    known = {
        "title": "T",
        "theme": action.theme,
        "service": action.service,
        "waits_for": [],
        "success": "",
        "origin": "",
        "answers": [],
    }
    given = [each for each in tried if each]

    for each in tried:
        with suppress(Refused):
            keeping.change_action(action=action, original_date=each, **known, by=by, at=AT)

    said = [version.original_date for version in action.versions.order_by("history_id")]
    assert {each for each in said if each} == set(given[:1])
    assert Action.objects.get().original_date == (given[0] if given else None)


def test_a_first_date_before_the_start_is_refused(by):
    action = ActionFactory(original_date=None, starts_on=date(2020, 12, 1))

    with pytest.raises(Refused, match="must not be before it starts"):
        keeping.set_first_date(action, date(2020, 11, 30))


def test_the_office_sets_date_and_owner_where_they_are_missing(office, october):
    action = ActionFactory(reference="1.1", **BARE)
    person = UserFactory(job_title="Head of ICT")
    known = {"title": action.title, "theme": action.theme_id, "service": action.service_id}
    day = {"original_date_day": 31, "original_date_month": 3, "original_date_year": 2021}

    office.post("/plan/actions/1.1/change/", known | day | {"success": "Fewer agencies", "origin": "Board, 2 November"})
    office.post("/plan/actions/1.1/owner/", {"owner": f"person-{person.pk}"})

    page = words(office.get("/plan/actions/1.1/"))
    assert "Original date 31 March 2021" in page
    assert "Owner Head of ICT" in page
    assert "What success looks like Fewer agencies" in page
    assert "Where it came from Board, 2 November" in page
    history = words(office.get("/plan/actions/1.1/history/"))
    assert "Owner set to Head of ICT." in history
    assert "Original date set to 31 March 2021." in history
    assert "original_date" not in office.get("/plan/actions/1.1/change/").content.decode()


def test_words_of_success_that_look_like_somebodys_are_checked(office, october):
    action = ActionFactory(reference="1.1")
    known = {"title": action.title, "theme": action.theme_id, "service": action.service_id}

    said = known | {"success": "Mrs Placeholder is content"}
    assert "Not saved yet: check these words" in words(office.post("/plan/actions/1.1/change/", said))
    office.post("/plan/actions/1.1/change/", said | {"may_stay": "An invented auditor"})

    assert Action.objects.get().success == "Mrs Placeholder is content"
    assert "They may stay because: An invented auditor" in words(office.get("/plan/actions/1.1/history/"))


# --- Roles ------------------------------------------------------------------------------------------------------------


def test_whoever_takes_on_a_role_owns_its_actions_at_once(office, by, october):
    nurse, next_nurse = UserFactory(job_title="Nurse"), UserFactory(job_title="New nurse", name="Jo Placeholder")
    role = OwnerRoleFactory(title="Designated Nurse", held_by=nurse)
    actions = [ActionFactory(reference=f"1.{n}", owner=nurse, owner_role=role) for n in (1, 2)]
    other = ActionFactory(reference="2.1", owner=nurse)
    KeptUpdate.objects.create(action=actions[0], cycle=october, by=nurse, typed={}, at=AT)
    assert "Designated Nurse A role, held by Nurse" in words(office.get("/plan/actions/1.1/"))

    office.post(f"/plan/roles/{role.pk}/appoint/", {"to": next_nurse.pk})

    assert [action.owner for action in Action.objects.order_by("reference")] == [next_nurse, next_nurse, nurse]
    assert not KeptUpdate.objects.exists()
    for action in actions:
        said = words(office.get(f"/plan/actions/{action.reference}/history/"))
        assert "Owner changed from Nurse to New nurse. Reason: Designated Nurse: New nurse" in said
    assert "Owner changed" not in words(office.get(f"/plan/actions/{other.reference}/history/"))


def test_a_measure_of_a_role_is_whoever_s_who_holds_it(office, october):
    role, coming = OwnerRoleFactory(title="Designated Nurse"), UserFactory(job_title="New nurse")
    measure = MeasureFactory(owner=UserFactory())
    typed = {"name": measure.name, "better": measure.better, "how_often": "monthly", "owner": f"role-{role.pk}"}
    office.post(f"/plan/measures/{measure.slug}/change/", typed)
    number = entered(measure, date(2020, 9, 1), 14, at=AT, by=role.held_by)
    KeptNumber.objects.create(measure=measure, month=date(2020, 10, 1), by=role.held_by, typed={}, at=AT)
    assert f"Designated Nurse {role.held_by.job_title}" in words(office.get("/plan/owners/"))
    assert "0 0 1 0 Say who holds it" in words(office.get("/plan/owners/"))

    office.post(f"/plan/roles/{role.pk}/appoint/", {"to": coming.pk})

    measure.refresh_from_db()
    assert (measure.owner, measure.owner_role) == (coming, role)
    assert not KeptNumber.objects.exists(), "what the owner before had typed ends"
    number.refresh_from_db()
    assert number.entered_as == role.held_by.job_title, "whoever entered it then did"
    office.post(f"/plan/measures/{measure.slug}/change/", typed | {"owner": f"person-{coming.pk}"})
    measure.refresh_from_db()
    assert (measure.owner, measure.owner_role) == (coming, None)


def test_a_role_is_renamed_and_removed_once_it_owns_nothing(office, october):
    OwnerRoleFactory(title="Head of Kit")
    role = OwnerRoleFactory(title="Designated Nurse")
    action = ActionFactory(reference="1.1", owner=role.held_by, owner_role=role)
    page, remove = f"/plan/roles/{role.pk}/change/", f"/plan/roles/{role.pk}/remove/"

    assert "There is a role of this title already" in words(office.post(page, {"title": "head of kit"}))
    assert "The role is called Named Nurse now." in words(office.post(page, {"title": "Named Nurse"}, follow=True))
    assert "Named Nurse A role, held by" in words(office.get("/plan/actions/1.1/"))
    assert "It owns one action. Give it to somebody else first" in words(office.get(page))
    said = words(office.post(remove, follow=True))
    assert "The role Named Nurse owns one action. Give it to somebody else first" in said
    assert OwnerRole.objects.filter(pk=role.pk).exists()

    office.post("/plan/actions/1.1/owner/", {"owner": f"person-{action.owner_id}"})

    assert "The role Named Nurse is removed." in words(office.post(remove, follow=True))
    assert not OwnerRole.objects.filter(pk=role.pk).exists()
    assert "Removed" in tracking.told(OwnerRole.versions.filter(id=role.pk))[0].said[0]


def test_the_actions_of_a_vacant_role_have_no_owner(office, october):
    role = OwnerRoleFactory(title="Designated Nurse")
    ActionFactory(reference="1.1", owner=role.held_by, owner_role=role)

    office.post(f"/plan/roles/{role.pk}/appoint/", {"to": ""})

    assert Action.objects.get().owner is None
    found = office.get("/plan/", {"list": "unowned"}).context["actions"]
    assert [one.action.reference for one in found] == ["1.1"]
    assert "Designated Nurse A role that nobody holds: no owner yet" in words(office.get("/plan/actions/1.1/"))
    assert "1 action has no owner" in words(office.get("/plan/owners/"))


def test_nobody_takes_on_a_role_whose_action_they_have_assured(by):
    role = OwnerRoleFactory()
    action = ActionFactory(reference="1.1", owner=role.held_by, owner_role=role, assured=True)
    ActionFactory(owner=role.held_by, owner_role=role)

    with pytest.raises(Refused, match=r"They have assured 1\.1"):
        owning.appoint(role=role, to=action.assured_by, by=by, at=AT)

    assert OwnerRole.objects.get().held_by == role.held_by
    assert set(Action.objects.values_list("owner", flat=True)) == {role.held_by_id}


def test_an_action_that_is_given_to_a_person_follows_its_role_no_longer(office, by, october):
    role, person = OwnerRoleFactory(title="Designated Nurse"), UserFactory()
    action = ActionFactory(reference="1.1", owner=role.held_by, owner_role=role)
    assert "it follows the role no longer" in words(office.get("/plan/actions/1.1/owner/"))

    owning.set_owner(action=action, owner=Ownership(person=person), by=by, at=AT)
    owning.appoint(role=role, to=UserFactory(), by=by, at=AT)
    assert Action.objects.get().owner == person

    owning.set_owner(action=action, owner=Ownership(role=role), by=by, at=AT)
    assert Action.objects.get().owner == OwnerRole.objects.get().held_by
    with pytest.raises(Refused, match="its owner already"):
        owning.set_owner(action=action, owner=Ownership(role=role), by=by, at=AT)


def test_nobody_who_is_gone_is_given_anything(by):
    gone, action, role = UserFactory(is_active=False), ActionFactory(), OwnerRoleFactory()

    with pytest.raises(Refused, match="kept from signing in"):
        owning.set_owner(action=action, owner=Ownership(person=gone), by=by, at=AT)
    with pytest.raises(Refused, match="kept from signing in"):
        owning.appoint(role=role, to=gone, by=by, at=AT)


def test_a_role_is_added_once_and_offered_as_an_owner(office, october):
    person, action = UserFactory(job_title="Nurse"), ActionFactory(reference="1.1")

    office.post("/plan/roles/add/", {"title": "Designated Nurse", "held_by": person.pk})
    again = office.post("/plan/roles/add/", {"title": "designated nurse", "held_by": ""})

    role = OwnerRole.objects.get()
    assert "There is a role of this title already" in words(again)
    assert "Designated Nurse, held by Nurse" in words(office.get("/plan/actions/1.1/owner/"))
    office.post("/plan/actions/1.1/owner/", {"owner": f"role-{role.pk}"})
    action.refresh_from_db()
    assert (action.owner, action.owner_role) == (person, role)


def test_words_of_a_role_that_look_like_somebodys_are_checked(office, october):
    typed = {"title": "Deputy of Mrs Placeholder", "held_by": ""}

    office.post("/plan/roles/add/", typed)
    assert not OwnerRole.objects.exists()
    office.post("/plan/roles/add/", typed | {"may_stay": "An invented auditor"})

    said = Entry.objects.get(verb="words confirmed")
    assert (said.record, said.words) == (OwnerRole.objects.get(), "They may stay because: An invented auditor")


def test_whoever_reported_it_complete_does_not_assure_it_once_it_is_another_s(by, october):
    action = ActionFactory(complete=True, evidence="Minutes")
    UpdateFactory(action=action, cycle=october, by=by, reported="complete")

    with pytest.raises(Refused, match="You reported it complete"):
        assure(action=action, by=by, at=AT)


# --- Outside the council ----------------------------------------------------------------------------------------------


def test_an_owner_outside_the_council_is_added_and_sees_their_own_alone(office, client, october):
    given = {
        "name": "Sam Sample",
        "job_title": "Detective Inspector",
        "body": "Ashdale Police",
        "email": "di@police.example",
    }
    office.post("/plan/owners/add/", given)
    person = User.objects.get(email="di@police.example")
    ActionFactory(reference="1.1", owner=person)
    ActionFactory(reference="1.2")

    assert "Owner Detective Inspector Ashdale Police Sam Sample" in words(office.get("/plan/actions/1.1/"))
    assert "Detective Inspector Sam Sample Ashdale Police 1 of Detective Inspector 1" in words(
        office.get("/plan/owners/")
    )
    assert (person.has_usable_password(), person.access.grants) == (False, ())
    client.force_login(person)
    assert [one.action.reference for one in client.get("/plan/").context["actions"]] == ["1.1"]
    assert client.get("/plan/actions/1.2/").status_code == 404


def test_the_owners_take_the_same_queries_however_many(office, october):
    for _ in range(3):
        ActionFactory()
    few = queries(office, "/plan/owners/")
    for _ in range(20):
        role = OwnerRoleFactory()
        UpdateFactory(action=ActionFactory(owner=role.held_by, owner_role=role), cycle=october)

    assert queries(office, "/plan/owners/") == few <= 20


def test_an_owner_outside_the_council_finds_their_actions_at_home(client, october):
    person = UserFactory(body="Ashdale Police")
    ActionFactory(reference="1.1", owner=person)
    client.force_login(person)

    said = words(client.get("/home/"))

    assert "1.1 Do what 1.1 says" in said
    assert "You have no role yet" not in said
