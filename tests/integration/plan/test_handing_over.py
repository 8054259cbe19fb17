"""People leave: everything that they own goes to somebody else in one step, or nothing does."""

from datetime import UTC, datetime

import pytest

from improvement.models import Action, CollectedMeasure, KeptUpdate, OwnerRole, Theme
from tests.factories import (
    ActionFactory,
    HoldingFactory,
    MeasureFactory,
    OwnerRoleFactory,
    ThemeFactory,
    UserFactory,
)
from tests.integration.plan.reading import words


@pytest.fixture
def leaving(october):
    """With two actions, a role that owns a third, an area of focus and a measure."""
    person = UserFactory(name="Lee Mockup", job_title="Nurse")
    role = OwnerRoleFactory(title="Designated Nurse", held_by=person)
    for number in (1, 2):
        ActionFactory(owner=person, reference=f"1.{number}")
    ActionFactory(owner=person, owner_role=role, reference="1.3")
    ThemeFactory(code="8", approver=person)
    MeasureFactory(owner=person)
    return person


def everything(**but):
    found = {
        "actions": list(Action.objects.filter(owner_role=None).values_list("pk", flat=True)),
        "roles": list(OwnerRole.objects.values_list("pk", flat=True)),
        "areas": list(Theme.objects.exclude(approver=None).values_list("pk", flat=True)),
        "measures": list(CollectedMeasure.objects.values_list("pk", flat=True)),
    }
    return found | but


def test_everything_of_one_person_is_handed_over_in_one_step(office, leaving, october):
    coming = UserFactory(job_title="Designated Doctor", name="", body="Ashdale Health Trust")
    given, other = everything(to=coming.pk), ActionFactory(reference="2.1")
    KeptUpdate.objects.create(
        action=Action.objects.get(reference="1.1"),
        cycle=october,
        by=leaving,
        typed={},
        at=datetime(2020, 11, 9, tzinfo=UTC),
    )
    page = f"/plan/people/{leaving.pk}/hand-over/"
    assert office.get(page).content.decode().count(" checked") == 5

    said = words(office.post(page, given, follow=True))

    assert "Two actions, one role, one area of focus and one collected measure handed over" in said
    assert {action.owner for action in Action.objects.exclude(pk=other.pk)} == {coming}
    assert Action.objects.get(pk=other.pk).owner == other.owner
    assert (OwnerRole.objects.get().held_by, CollectedMeasure.objects.get().owner) == (coming, coming)
    assert Theme.objects.get(code="8").approver is None, "whom the director had named is named no more"
    assert not KeptUpdate.objects.exists()
    history = words(office.get("/plan/actions/1.1/history/"))
    assert "Owner changed from Nurse to Designated Doctor. Reason: Handed over by Nurse" in history
    areas = office.get("/plan/areas/").content.decode()
    assert areas.index("<details") < areas.index("What was changed (") < areas.index("who agrees new dates removed")
    assert "‘8’: who agrees new dates removed: it was Nurse." in words(office.get("/plan/areas/"))
    assert "They own nothing of the plan." in words(office.get(page))
    assert office.get(f"/plan/people/{coming.pk}/hand-over/").content.decode().count(" checked") == 4


def test_what_is_left_out_stays_theirs(office, leaving):
    coming = UserFactory()

    office.post(f"/plan/people/{leaving.pk}/hand-over/", everything(to=coming.pk, roles=[], areas=[], measures=[]))

    assert set(Action.objects.filter(owner=coming).values_list("reference", flat=True)) == {"1.1", "1.2"}
    assert OwnerRole.objects.get().held_by == leaving


@pytest.mark.parametrize("assured", ["1.1", "1.3"])
def test_nobody_takes_over_what_they_have_assured_and_then_nothing_moves(office, leaving, assured):
    action = Action.objects.get(reference=assured)
    coming = UserFactory()
    action.completed_on = action.assured_on = action.added_on
    action.assured_by, action.evidence = coming, "Minutes"
    action.save()

    said = words(office.post(f"/plan/people/{leaving.pk}/hand-over/", everything(to=coming.pk)))

    assert f"They have assured {assured}, and nobody assures their own work" in said
    assert not Action.objects.filter(owner=coming).exists()
    assert CollectedMeasure.objects.get().owner == leaving


def test_nothing_selected_or_of_another_is_not_handed_over(office, leaving):
    other, page = ActionFactory(reference="2.1"), f"/plan/people/{leaving.pk}/hand-over/"
    none = {"actions": [], "roles": [], "areas": [], "measures": []}

    assert "Select what to hand over" in words(office.post(page, everything(to=other.owner_id, **none)))
    assert "no longer offered" in words(office.post(page, everything(to=other.owner_id, actions=[other.pk])))
    assert Action.objects.filter(owner=leaving).count() == 3


def test_it_is_offered_where_one_looks_for_it(office, client, leaving):
    link = f"/plan/people/{leaving.pk}/hand-over/"

    assert link in office.get("/plan/", {"owner": leaving.pk}).content.decode()
    assert "hand-over" not in office.get("/plan/", {"owner": "x"}).content.decode()
    assert link in office.get("/plan/owners/").content.decode()
    both = HoldingFactory(role="administrator").user
    client.force_login(both)
    page = f"/administration/people/{leaving.pk}/"
    assert "the programme office hands over what they own" in words(client.get(page))
    HoldingFactory(user=both, role="programme_office")
    assert link in client.get(page).content.decode()
