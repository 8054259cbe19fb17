"""Many actions are changed in one step: told first, then all or nothing, each with its history."""

from datetime import UTC, date, datetime

import pytest

from improvement.models import Action, KeptUpdate
from tests.factories import (
    ActionFactory,
    OwnerRoleFactory,
    RecommendationFactory,
    ServiceFactory,
    ThemeFactory,
    UserFactory,
)
from tests.integration.plan.growing import queries
from tests.integration.plan.reading import words

PAGE = "/plan/many/"


def checked(office, chosen, **wanted):
    """What the first step leads to, and what its page sends on."""
    typed = {"actions": [action.pk for action in chosen]} | wanted
    response = office.post(PAGE, typed)
    return response, typed | {"step": "save", "seen": (response.context or {}).get("seen", "")}


def first(day):
    return {"original_date_day": day.day, "original_date_month": day.month, "original_date_year": day.year}


@pytest.fixture
def plan(october):
    before = UserFactory(job_title="Clerk")
    actions = [ActionFactory(reference=f"1.{n}", owner=before) for n in (1, 2)]
    return [*actions, ActionFactory(reference="1.3", owner=None, original_date=None)]


def test_all_that_was_chosen_is_told_first_then_changed_with_its_history(office, plan, october):
    role = OwnerRoleFactory(title="Designated Nurse", held_by=UserFactory(job_title="Nurse"))
    made, west = RecommendationFactory(reference="A1"), ServiceFactory(slug="west", name="West")
    theme = ThemeFactory(code="9", title="Health")
    plan[0].answers.add(made)
    KeptUpdate.objects.create(
        action=plan[0], cycle=october, by=plan[0].owner, typed={}, at=datetime(2020, 11, 9, tzinfo=UTC)
    )
    wanted = {"owner": f"role-{role.pk}", "service": west.pk, "theme": theme.pk, "answers": made.pk}

    page, going_on = checked(office, plan, **wanted, **first(date(2021, 3, 31)))

    said = words(page)
    assert "Owner: Clerk" in said
    assert "Owner: Designated Nurse, held by Nurse" in said
    assert "1.3 Do what 1.3 says Owner: No owner yet" in said
    assert "First date: No date yet" in said
    assert said.count("Answers: no recommendation") == 2
    assert not Action.objects.filter(owner_role=role).exists()

    assert "Three actions changed." in words(office.post(PAGE, going_on, follow=True))
    for action in Action.objects.all():
        assert (action.owner, action.owner_role, action.service, action.theme) == (role.held_by, role, west, theme)
        assert list(action.answers.all()) == [made]
    dates = list(Action.objects.order_by("reference").values_list("original_date", flat=True))
    assert dates == [date(2020, 12, 31), date(2020, 12, 31), date(2021, 3, 31)]
    assert not KeptUpdate.objects.exists()
    history = words(office.get("/plan/actions/1.3/history/"))
    assert "Original date set to 31 March 2021." in history
    assert "Owner set to Nurse." in history
    assert "Answers: A1." in history
    assert "Answers" not in words(office.get("/plan/actions/1.1/history/"))


@pytest.mark.parametrize("case", ["assured", "starts later"])
def test_where_one_is_refused_none_is_changed(office, plan, case):
    person = UserFactory(job_title="Auditor", name="Max Imaginary")
    if case == "assured":
        odd = ActionFactory(reference="2.1", assured=True, assured_by=person)
        wanted, why = {"owner": f"person-{person.pk}"}, "Max Imaginary has assured it"
    else:
        odd = ActionFactory(reference="2.1", original_date=None, starts_on=date(2021, 4, 1))
        wanted, why = first(date(2021, 3, 31)), "It starts on 1 April 2021, after the first date"

    page, going_on = checked(office, [*plan, odd], **wanted)
    again = office.post(PAGE, going_on)

    assert f"2.1 Do what 2.1 says Refused {why}" in words(page)
    assert "Make these changes" not in words(page)
    assert f"Nothing was changed. 2.1: {why}" in words(again)
    assert not Action.objects.filter(owner=person).exists()
    assert Action.objects.filter(original_date=None).count() == (1 if case == "assured" else 2)


def test_what_changed_meanwhile_is_told_again_before_anything_is_done(office, plan):
    person = UserFactory(job_title="Nurse")
    _, going_on = checked(office, plan, owner=f"person-{person.pk}")
    plan[0].owner = UserFactory(job_title="Somebody new")
    plan[0].save()

    again = office.post(PAGE, going_on)

    assert "Something of these actions changed since you looked." in words(again)
    assert "Owner: Somebody new" in words(again)
    assert not Action.objects.filter(owner=person).exists()
    office.post(PAGE, going_on | {"seen": again.context["seen"]})
    assert Action.objects.filter(owner=person).count() == 3


def test_the_filter_of_the_plan_says_which_are_offered(office, plan):
    page = words(office.get(PAGE, {"list": "unowned"}))

    assert "1 of 3 actions are below" in page
    assert "1.3 Do what 1.3 says" in page
    assert "1.1 Do what" not in page
    assert '/plan/many/?list=unowned">Change it at once' in office.get("/plan/", {"list": "unowned"}).content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [({}, "Select the actions to change"), ({"actions": True}, "Choose what to change")],
)
def test_nothing_chosen_is_said(office, plan, typed, says):
    assert says in words(office.post(PAGE, dict.fromkeys(typed, plan[0].pk)))


def test_all_are_ticked_on_asking(office, plan):
    assert office.get(PAGE).content.decode().count(" checked") == 0

    page = office.get(PAGE, {"tick": "all", "sort": "plan"})

    assert page.content.decode().count(" checked") == 3
    assert page.context["back"] == "/plan/?sort=plan#actions"


def test_going_back_keeps_what_was_chosen(office, plan):
    _, going_on = checked(office, plan[:1], service=plan[1].service_id)

    page = office.post(PAGE, going_on | {"step": "back"}).content.decode()

    assert f'name="actions" value="{plan[0].pk}" id="id_actions_' in page
    assert page.count(" checked") == 1
    assert f'<option value="{plan[1].service_id}" selected>' in page


def test_changing_40_takes_as_many_queries_as_changing_10(office, october, django_assert_max_num_queries):
    role = OwnerRoleFactory()
    actions = [ActionFactory(original_date=None) for _ in range(40)]
    few = queries(office, PAGE)

    for chosen in (actions[:10], actions[10:]):
        _, going_on = checked(office, chosen, owner=f"role-{role.pk}", **first(date(2021, 3, 31)))
        with django_assert_max_num_queries(60):
            office.post(PAGE, going_on)

    assert Action.objects.filter(owner_role=role).count() == 40
    assert few <= 20
