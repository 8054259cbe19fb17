"""The programme office adds and changes actions, sets milestones, and hands over what somebody leaves behind."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from improvement.actions.keeping import circle
from improvement.collected.forms import DefineMeasureForm
from improvement.funding.forms import AddFundingForm
from improvement.models import Action, Milestone
from improvement.owners.forms import AddRoleForm
from tests.factories import (
    ActionFactory,
    HoldingFactory,
    RecommendationFactory,
    ServiceFactory,
    ThemeFactory,
    UserFactory,
)
from tests.integration.plan.reading import words


def on(day, name):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture
def typed(october):
    starts, due = on(date(2020, 11, 16), "starts_on"), on(date(2021, 3, 31), "original_date")
    known = {"reference": "9.9", "title": "Write it down", "theme": ThemeFactory().pk, "service": ServiceFactory().pk}
    return known | {"owner": f"person-{UserFactory(job_title='Head of ICT').pk}"} | starts | due


def test_an_action_is_added_and_its_history_says_by_whom(office, typed):
    said = words(office.post("/plan/actions/add/", typed, follow=True))

    action = Action.objects.get()
    assert (action.added_on, action.original_date, action.position) == (date(2020, 11, 9), date(2021, 3, 31), 1)
    assert "9.9 Write it down is added." in said
    assert "Grey Not started, not due until 31 March 2021." in said
    assert "Added: reference ‘9.9’; title ‘Write it down’" in words(office.get("/plan/actions/9.9/history/"))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"reference": ""}, "Enter a reference"),
        (on(date(2020, 11, 1), "original_date"), "must not be before it starts"),
        (on(date(2021, 2, 28), "original_date") | {"original_date_day": "30"}, "must be a real date"),
        ({"owner": "person-0"}, "what you chose is no longer offered"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(office, typed, changes, says):
    assert says in words(office.post("/plan/actions/add/", typed | changes))
    assert not Action.objects.exists()


def test_a_reference_is_given_once(office, typed):
    ActionFactory(reference="9.9")

    assert "There is an action 9.9 already." in words(office.post("/plan/actions/add/", typed))


def test_an_action_is_changed_but_not_its_date(office, october):
    action = ActionFactory(reference="1.1", title="Strategy")
    known = {"title": "Workforce strategy", "theme": action.theme_id, "service": action.service_id}

    office.post("/plan/actions/1.1/change/", known | on(date(2030, 1, 1), "original_date"))

    said = words(office.get("/plan/actions/1.1/history/"))
    assert "Title changed from ‘Strategy’ to ‘Workforce strategy’." in said
    assert Action.objects.get().original_date == date(2020, 12, 31)


def test_the_longest_way_round_is_told_whole_and_soon():
    graph = {n: {n + 1} for n in range(20_000)} | {20_000: {0}}

    assert circle(graph, 0) == [*range(20_001), 0]


def test_actions_that_would_wait_for_one_another_are_refused(office, october):
    first, second, third = (ActionFactory(reference=f"1.{n}") for n in (1, 2, 3))
    second.waits_for.add(first)
    third.waits_for.add(second)
    known = {"title": first.title, "theme": first.theme_id, "service": first.service_id, "waits_for": [third.pk]}

    response = office.post("/plan/actions/1.1/change/", known)

    said, page = words(response), response.content.decode()
    assert "It would wait for itself: 1.1 waits for 1.3 waits for 1.2 waits for 1.1. Leave one of them out" in said
    assert not first.waits_for.exists()
    assert "Waits for one other action</span>" in page
    assert '<details class="govuk-details" open>' in page, "what is wrong is in sight"


def test_long_lists_fold_and_say_how_many_are_chosen_which_come_first(office, october):
    action, other = ActionFactory(reference="1.1"), ActionFactory(reference="1.2", theme__code="0")
    chosen = [ActionFactory(reference="9.1"), ActionFactory(reference="9.2")]
    action.waits_for.add(*chosen)
    action.answers.add(RecommendationFactory(reference="A2"))
    RecommendationFactory(reference="A1")

    page = office.get("/plan/actions/1.1/change/").content.decode()

    assert "<details" in page
    assert "<details open" not in page.replace('class="govuk-details" ', "")
    assert page.index("Answers one recommendation</span>") < page.index("A2 ") < page.index("A1 ")
    assert page.index("Waits for two other actions</span>") < page.index("9.1 Do") < page.index("9.2 Do")
    assert page.index("9.2 Do") < page.index(f"{other}")


def test_questions_stand_in_the_order_of_thought_and_a_title_is_one_line(office, typed):
    page = office.get("/plan/actions/add/").content.decode()

    sections = ["The work", "Why it is in the plan", "Where it belongs", "Who does it, and by when"]
    assert [page.index(f">{each}</h2>") for each in sections] == sorted(
        page.index(f">{each}</h2>") for each in sections
    )
    assert '<textarea name="title"' in page

    office.post("/plan/actions/add/", typed | {"title": "Write it\r\ndown "})
    assert Action.objects.get().title == "Write it down"


GRAPHS = st.dictionaries(st.integers(0, 6), st.frozensets(st.integers(0, 6), max_size=3), max_size=7)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(GRAPHS, st.integers(0, 6))
def test_a_circle_is_found_where_there_is_one(graph, start):
    way = circle(graph, start)

    reached, before = set(graph.get(start, ())), None
    while reached != before:  # all that can be reached, worked out another way
        before = set(reached)
        reached |= {following for each in before for following in graph.get(each, ())}
    assert bool(way) is (start in reached)
    if way:
        assert way[0] == way[-1] == start
        assert all(following in graph[each] for each, following in pairwise(way))


def test_a_milestone_is_added(office, october):
    ActionFactory(reference="1.1")

    said = words(
        office.post(
            "/plan/actions/1.1/milestones/add/", {"title": "Draft"} | on(date(2020, 12, 1), "due_on"), follow=True
        )
    )

    assert "Draft 1 Dec 2020 Not yet due" in said
    assert "Milestone added: Draft." in said
    assert Milestone.objects.get().title == "Draft"


def test_words_of_a_milestone_that_look_like_somebodys_are_checked(office, october):
    ActionFactory(reference="1.1")
    said = {"title": "Mrs Placeholder agrees"} | on(date(2020, 12, 1), "due_on")

    office.post("/plan/actions/1.1/milestones/add/", said)
    assert not Milestone.objects.exists()
    office.post("/plan/actions/1.1/milestones/add/", said | {"may_stay": "An invented auditor"})

    assert Milestone.objects.get().title == "Mrs Placeholder agrees"
    assert "They may stay because: An invented auditor" in words(office.get("/plan/actions/1.1/history/"))


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (AddFundingForm, {"purpose", "source", "lead"}),
        (DefineMeasureForm, {"name", "definition", "unit", "numerator_label", "denominator_label"}),
        (AddRoleForm, {"title"}),
    ],
)
def test_every_free_text_of_a_form_is_looked_through(form, fields, db):
    options = {"offered": [date(2020, 10, 1)]} if form is DefineMeasureForm else {}
    typed = {name: f"Mrs {name.capitalize()} agreed" for name in fields}

    looks_like = form(typed, on=date(2020, 11, 9), **options).looks_like

    assert sorted(text for text, _ in looks_like) == sorted(typed.values())


@pytest.mark.parametrize("role", ["director", "head_of_service", "action_owner", "administrator"])
def test_others_do_not_keep_the_plan(client, october, role):
    action = ActionFactory(reference="1.1")
    client.force_login(HoldingFactory(role=role).user)

    for page in (
        "actions/add/",
        "actions/1.1/change/",
        "actions/1.1/milestones/add/",
        f"people/{action.owner_id}/hand-over/",
    ):
        assert client.post(f"/plan/{page}", {}).status_code == 403
