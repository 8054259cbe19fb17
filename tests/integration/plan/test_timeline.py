"""The page of the timeline: what the address asks for, areas of focus whole, and the same in words."""

from datetime import date

import pytest

from improvement.plan.timeline_page import pages_of
from tests.factories import (
    ActionFactory,
    DateChangeFactory,
    HoldingFactory,
    MilestoneFactory,
    ServiceFactory,
    ThemeFactory,
)
from tests.integration.plan.growing import grow, queries
from tests.integration.plan.reading import words

TIMELINE = "/plan/timeline/"


def references(response):
    return [one.action.reference for one in response.context["actions"]]


@pytest.fixture
def plan(october):
    one, two = ThemeFactory(code="1", title="Workforce"), ThemeFactory(code="2", title="Front door")
    west = ServiceFactory(slug="west", name="West")
    moved = ActionFactory(reference="1.1", title="Strategy", theme=one, original_date=date(2020, 9, 30))
    DateChangeFactory(action=moved, to_date=date(2020, 10, 31))
    MilestoneFactory(action=moved, title="Draft shared", due_on=date(2020, 8, 31), done_on=date(2020, 9, 9))
    MilestoneFactory(action=moved, title="Published", due_on=date(2020, 12, 20))
    ActionFactory(reference="2.1", theme=two, service=west, complete=True)
    ActionFactory(reference="1.2", theme=one, original_date=date(2021, 1, 31))


@pytest.mark.usefixtures("plan")
class TestOffice:
    def test_actions_come_by_area_of_focus(self, office):
        assert references(office.get(TIMELINE)) == ["1.1", "1.2", "2.1"]

    def test_the_table_says_what_is_drawn(self, office):
        said = words(office.get(TIMELINE))

        assert "30 Sep 2020 31 Oct 2020 9 days over not known 1 Draft shared, done 9 Sep 2020" in said
        assert "31 Dec 2020 31 Dec 2020 done 20 Aug 2020 0 none set" in said

    def test_the_drawing_links_to_the_actions(self, office):
        response = office.get(TIMELINE)

        assert len(response.context["drawings"]) == 2
        for drawing in response.context["drawings"]:
            assert '<a href="/plan/actions/1.1/" aria-label="1.1 Strategy, Red">' in drawing
        assert "style=" not in response.content.decode()

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({"list": "overdue"}, ["1.1"]),
            ({"theme": "2"}, ["2.1"]),
            ({"service": "west"}, ["2.1"]),
            ({"brag": "green"}, ["1.2", "2.1"]),
            ({"due": "90"}, ["1.2"]),
            ({"theme": "1", "sort": "moves"}, ["1.1", "1.2"]),
        ],
    )
    def test_the_address_narrows_as_on_the_plan_page(self, office, asked, expected):
        assert references(office.get(TIMELINE, asked)) == expected

    def test_what_nothing_is_like_is_told(self, office):
        assert "No action is like that. Show all 3" in words(office.get(TIMELINE, {"theme": "9"}))


@pytest.mark.usefixtures("plan")
def test_somebody_sees_the_actions_that_they_may_see(client):
    client.force_login(HoldingFactory(role="head_of_service", service=ServiceFactory(slug="west")).user)

    response = client.get(TIMELINE)

    assert references(response) == ["2.1"]
    assert "1.1" not in "".join(response.context["drawings"])


def test_a_council_without_actions_gets_a_page(office):
    assert "No action to show" in words(office.get(TIMELINE))


def test_a_page_holds_whole_areas_of_focus(office, october):
    for code, actions in (("1", 2), ("2", 2), ("3", 5)):
        for number in range(actions):
            ActionFactory(reference=f"{code}.{number}", theme=ThemeFactory(code=code))
    told = office.get(TIMELINE).context["actions"]

    pages = pages_of(told, most=4)

    assert [[one.action.reference for one in page] for page in pages] == [
        ["1.0", "1.1", "2.0", "2.1"],
        ["3.0", "3.1", "3.2", "3.3"],
        ["3.4"],
    ]


def test_later_areas_are_on_the_next_page(office, october):
    for number in range(62):
        ActionFactory(reference=f"A.{number}", theme=ThemeFactory(code=f"{number % 2}"))

    first, second = office.get(TIMELINE), office.get(TIMELINE, {"page": "2"})

    assert "1 to 31 of 62. Page 1 of 2" in words(first)
    assert "32 to 62 of 62. Page 2 of 2" in words(second)
    assert set(references(first)) & set(references(second)) == set()


def test_it_takes_the_same_queries_for_40_actions_as_for_10(office, october):
    grow(10, october)
    few = queries(office, TIMELINE)
    grow(30, october)

    assert queries(office, TIMELINE) == few <= 20
