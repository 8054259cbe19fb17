"""What inspections and others asked for: kept by the programme office, answered by actions or by none."""

from datetime import UTC, date, datetime

import pytest

from improvement.models import Action, Recommendation, Theme
from tests.factories import (
    ActionFactory,
    ActionMeasureFactory,
    HoldingFactory,
    RecommendationFactory,
    ServiceFactory,
    ThemeFactory,
    UserFactory,
)
from tests.integration.plan.growing import grow, queries
from tests.integration.plan.reading import words

LIST = "/plan/recommendations/"
GIVEN = {
    "reference": "IN1",
    "words": "Fewer posts depend on agencies",
    "kind": "inspection",
    "source": "Report, paragraph 12",
    "made_on_day": 2,
    "made_on_month": 12,
    "made_on_year": 2019,
}


def references(response):
    return [one.action.reference for one in response.context["actions"]]


def listed(response):
    return [each.recommendation.reference for each in response.context["found"]]


def test_one_is_added_and_changed_with_its_history(office, october):
    office.post(f"{LIST}add/", GIVEN)
    office.post(f"{LIST}IN1/change/", GIVEN | {"words": "No post depends on agencies"})

    assert Recommendation.objects.get().made_on == date(2019, 12, 2)
    said = words(office.get(f"{LIST}IN1/"))
    assert "Inspection, 2 December 2019 Recommendation IN1 No post depends on agencies" in said
    assert "What was asked for changed from ‘Fewer posts depend on agencies’ to ‘No post depends on agencies’." in said
    assert "Nothing answers it" in said


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"reference": "IN2"}, "There is a recommendation IN2 already"),
        ({"reference": "IN 3"}, "Use letters, digits, dots and hyphens"),
        ({"made_on_year": 2021}, "must be today or in the past"),
        ({"kind": ""}, "Select who asked for it"),
        ({"words": "Mrs Placeholder leads"}, "Not saved yet: check these words"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(office, october, changes, says):
    RecommendationFactory(reference="IN2")

    assert says in words(office.post(f"{LIST}add/", GIVEN | changes))
    assert Recommendation.objects.count() == 1


def test_those_that_nothing_answers_come_first(office, october):
    old, left, new = (
        RecommendationFactory(reference=name, made_on=date(year, 1, 2))
        for name, year in (("A1", 2018), ("A2", 2017), ("A3", 2019))
    )
    ActionFactory(answers=[old, new], original_date=date(2020, 10, 31))
    ActionFactory(answers=[new])

    page = office.get(LIST)
    assert listed(page) == ["A2", "A3", "A1"]
    said = words(page)
    assert "Nothing answers 1 of 3 recommendations." in said
    assert "2 actions that answer A3 Green 1 Red 1" in said
    assert listed(office.get(LIST, {"list": "unanswered"})) == [left.reference]
    assert "1 recommendation that nothing answers" in words(office.get("/plan/"))


def test_an_action_says_what_it_answers_and_its_history_too(office, october):
    action, made = ActionFactory(reference="1.1"), RecommendationFactory(reference="A1", words="Do better")
    known = {"title": action.title, "theme": action.theme_id, "service": action.service_id}

    office.post("/plan/actions/1.1/change/", known | {"answers": [made.pk]})

    assert "Answers A1 Do better" in words(office.get("/plan/actions/1.1/"))
    assert "Answers: A1." in words(office.get("/plan/actions/1.1/history/"))
    assert "1.1 Do what 1.1 says" in words(office.get(f"{LIST}A1/"))
    office.post("/plan/actions/1.1/change/", known)
    assert "Answers: no recommendation." in words(office.get("/plan/actions/1.1/history/"))


def test_an_action_is_added_that_answers_the_one_it_was_added_from(office, october):
    made = RecommendationFactory(reference="A1")

    page = office.get("/plan/actions/add/", {"answers": "A1"}).content.decode()

    assert f'name="answers" value="{made.pk}" id="id_answers_0" checked' in page


def test_the_plan_is_narrowed_and_searched_by_recommendation(office, october):
    one, two = RecommendationFactory(reference="IN1"), RecommendationFactory(reference="IN2")
    west = ServiceFactory(slug="west")
    ActionFactory(reference="1.1", answers=[one, two], service=west)
    ActionFactory(reference="1.2", answers=[one])
    ActionFactory(reference="1.3", success="Nobody waits")

    assert references(office.get("/plan/", {"recommendation": "IN1"})) == ["1.1", "1.2"]
    assert references(office.get("/plan/", {"recommendation": "IN1", "service": "west"})) == ["1.1"]
    assert references(office.get("/plan/", {"recommendation": "IN1", "q": "in2"})) == ["1.1"]
    assert references(office.get("/plan/", {"q": "nobody WAITS"})) == ["1.3"]


def test_the_lists_of_what_the_plan_lacks(office, october):
    made = RecommendationFactory()
    whole = {"success": "It is better", "answers": [made]}
    ActionFactory(reference="1.1", **whole)
    ActionFactory(reference="1.2", **whole | {"success": ""})
    ActionMeasureFactory(action=ActionFactory(reference="1.8", **whole | {"success": ""}))
    ActionFactory(reference="1.3", **whole | {"answers": []})
    ActionFactory(reference="1.4", original_date=None, **whole)
    ActionFactory(reference="1.5", owner=None, **whole)
    returned = ActionFactory(reference="1.6", **whole)
    again = ActionFactory(reference="1.7", complete=True, **whole)
    for action in (returned, again):
        action.assurances.create(
            outcome="returned",
            completed_on=date(2020, 10, 1),
            by=UserFactory(),
            at=datetime(2020, 10, 5, tzinfo=UTC),
            words="Not yet",
        )

    found = {
        name: references(office.get("/plan/", {"list": name}))
        for name in ("unmeasured", "unasked", "undated", "unowned", "returned")
    }

    assert found == {
        "unmeasured": ["1.2"],
        "unasked": ["1.3"],
        "undated": ["1.4"],
        "unowned": ["1.5"],
        "returned": ["1.6"],
    }
    said = words(office.get("/plan/"))
    assert "1 without a measure of success 1 answering no recommendation 1 returned by the assurer" in said


def test_a_head_of_service_sees_all_and_the_actions_of_the_service(client, october):
    west, made = ServiceFactory(slug="west"), RecommendationFactory(reference="A1")
    ActionFactory(reference="1.1", service=west, answers=[made])
    ActionFactory(reference="1.2", answers=[made])
    client.force_login(HoldingFactory(role="head_of_service", service=west).user)

    page = words(client.get(f"{LIST}A1/"))
    assert "1.1 Do what" in page
    assert "1.2 Do what" not in page
    assert "and 1 of other services" in page
    assert "What was changed" not in page
    assert "and 1 of other services" in words(client.get(LIST))


def test_an_owner_sees_what_their_actions_answer_and_no_other(client, october):
    mine, other = RecommendationFactory(reference="A1"), RecommendationFactory(reference="A2")
    owner = UserFactory()
    ActionFactory(owner=owner, answers=[mine])
    ActionFactory(answers=[other])
    client.force_login(owner)

    assert listed(client.get(LIST)) == ["A1"]
    assert (client.get(f"{LIST}A1/").status_code, client.get(f"{LIST}A2/").status_code) == (200, 404)


def test_the_lists_take_the_same_queries_for_40_actions_as_for_10(office, october):
    grow(10, october)
    few = queries(office, LIST), queries(office, "/plan/")
    grow(30, october)

    assert (queries(office, LIST), queries(office, "/plan/")) == few
    assert max(few) <= 20


# --- Areas of focus ---------------------------------------------------------------------------------------------------


def test_an_area_of_focus_is_added_and_changed(office, october):
    ThemeFactory(code="1", position=1)
    page = "/plan/areas/add/"
    assert 'name="position" value="2"' in office.get(page).content.decode()

    office.post(page, {"code": "2", "title": "Front door", "why": "Contacts rise.", "position": 2})
    again = office.post(page, {"code": "2", "title": "Another", "position": 3})
    office.post("/plan/areas/2/change/", {"title": "Front door", "why": "Contacts fall.", "position": 5})

    assert "There is an area of focus 2 already" in words(again)
    area = Theme.objects.get(code="2")
    assert (area.why, area.position) == ("Contacts fall.", 5)
    said = words(office.get("/plan/areas/"))
    assert "‘2’: Why it matters changed from ‘Contacts rise.’ to ‘Contacts fall.’." in said.replace("why it", "Why it")
    assert not Action.objects.exists()
