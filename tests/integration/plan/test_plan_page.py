"""The plan on a page: counts that open their actions, lists, filters, and what is whose."""

from datetime import date

import pytest

from organisation.models import Service
from tests.factories import (
    ActionFactory,
    DateChangeFactory,
    HoldingFactory,
    ServiceFactory,
    StandingFactory,
    ThemeFactory,
    UpdateFactory,
    UserFactory,
)
from tests.integration.plan.reading import words

PLAN = "/plan/"


def references(response):
    return [one.action.reference for one in response.context["actions"]]


@pytest.fixture
def plan(october):
    """Seven actions of every state: two themes, two services, two owners."""
    one, two = ThemeFactory(code="1", title="Workforce"), ThemeFactory(code="2", title="Front door")
    east, west = ServiceFactory(slug="east", name="East"), ServiceFactory(slug="west", name="West")
    ada, ben = UserFactory(job_title="Ada's post"), UserFactory(job_title="Ben's post")
    common = {"theme": one, "service": east, "owner": ada}
    ActionFactory(reference="1.1", original_date=date(2020, 10, 31), **common)  # 9 days overdue
    ActionFactory(reference="1.2", original_date=date(2020, 10, 10), **common)  # 30 days overdue
    amber = ActionFactory(reference="1.3", original_date=date(2020, 12, 1), **common)
    UpdateFactory(action=amber, cycle=october, forecast_date=date(2020, 12, 11), words="The printer is late")
    ActionFactory(reference="1.4", assured=True, **common)
    other = {"theme": two, "service": west, "owner": ben}
    moved = ActionFactory(reference="2.1", original_date=date(2020, 9, 30), **other)
    DateChangeFactory(action=moved, to_date=date(2021, 1, 31))
    ActionFactory(reference="2.2", complete=True, **other)
    ActionFactory(reference="2.3", starts_on=date(2020, 12, 1), original_date=date(2021, 3, 31), **other)


@pytest.mark.usefixtures("plan")
class TestOffice:
    def test_every_count_opens_its_actions(self, office):
        matrix = office.get(PLAN).context["matrix"]

        found = {row["theme"].code: {str(brag): count for brag, count in row["cells"]} for row in matrix["rows"]}
        assert found == {
            "1": {"blue": 1, "green": 0, "amber": 1, "red": 2, "grey": 0},
            "2": {"blue": 0, "green": 2, "amber": 0, "red": 0, "grey": 1},
        }
        for theme, cells in found.items():
            for brag, count in cells.items():
                assert len(references(office.get(PLAN, {"theme": theme, "brag": brag}))) == count

    def test_the_page_says_where_things_stand(self, office):
        assert "2 of 7 actions are overdue, by 30 days at most. 1 is complete and assured." in words(office.get(PLAN))

    def test_the_worst_comes_first(self, office):
        assert references(office.get(PLAN))[:3] == ["1.2", "1.1", "1.3"]

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({"list": "overdue"}, ["1.2", "1.1"]),
            ({"list": "moved"}, ["2.1"]),
            ({"list": "assure"}, ["2.2"]),
            ({"list": "missing"}, ["1.2", "1.1", "2.1", "2.3"]),
            ({"service": "west", "sort": "plan"}, ["2.1", "2.2", "2.3"]),
            ({"due": "past"}, ["1.2", "1.1"]),
            ({"due": "30"}, ["1.3"]),
            ({"due": "90"}, ["1.3", "2.1"]),
            ({"q": "PRINTER late"}, ["1.3"]),
            ({"q": "front DOOR", "sort": "due"}, ["2.2", "2.1", "2.3"]),
            ({"sort": "moves"}, ["2.1"]),
            ({"theme": "9"}, []),
        ],
    )
    def test_the_address_narrows_and_sorts(self, office, asked, expected):
        found = references(office.get(PLAN, asked))
        assert found[: len(expected)] == expected
        assert "sort" in asked or len(found) == len(expected)

    def test_what_means_nothing_narrows_nothing(self, office):
        asked = {"sort": "nonsense", "due": "never", "list": "none", "page": "99"}

        assert len(references(office.get(PLAN, asked))) == 7

    def test_what_was_asked_for_stays_in_the_form(self, office):
        page = office.get(PLAN, {"theme": "2", "list": "moved"}).content.decode()

        assert '<option value="2" selected>2 Front door</option>' in page
        assert '<input type="hidden" name="list" value="moved">' in page

    def test_on_a_phone_what_narrows_the_list_folds_and_says_how_much_is_in_use(self, office):
        said = words(office.get(PLAN, {"theme": "2", "q": "door", "due": "never"}))
        assert "Narrow or sort the list (2 in use)" in said
        assert "Narrow or sort the list Area of focus" in words(office.get(PLAN))

    def test_pages_beside_the_plan_are_linked_before_it_for_those_who_may_see_them(self, office, client):
        page = office.get(PLAN).content.decode()
        assert page.index('href="/plan/risks/"') < page.index('href="/plan/funding/"') < page.index("<table")
        assert page.index('href="/plan/reminders/"') < page.index("<table")

        client.force_login(HoldingFactory(role="head_of_service", service=Service.objects.get(slug="west")).user)
        page = client.get(PLAN).content.decode()
        assert page.index('href="/plan/risks/"') < page.index("<table")
        assert "/plan/funding/" not in page
        assert "/plan/reminders/" not in page


def test_what_changed_is_told_against_the_close_of_the_cycle_before(office, september, october):
    late = ActionFactory(reference="1.1", title="Strategy", original_date=date(2020, 10, 31))
    StandingFactory(action=late, cycle=september, brag="green", original_date=date(2020, 10, 31))
    moved = ActionFactory(reference="1.2", original_date=date(2020, 12, 1))
    StandingFactory(action=moved, cycle=september, brag="green", agreed_date=date(2020, 12, 1))
    DateChangeFactory(action=moved, to_date=date(2021, 1, 31), agreed_on=date(2020, 11, 2))
    same = ActionFactory(reference="1.3", original_date=date(2020, 12, 1))
    StandingFactory(action=same, cycle=september, brag="green")
    ActionFactory(reference="1.4", added_on=date(2020, 11, 2))

    for address in (PLAN, "/plan/changes/2020-09/"):
        said = words(office.get(address))
        assert "Green to Red 1.1 Strategy Due 31 October 2020, 9 days overdue" in said
        assert "1.2 Do what 1.2 says From 1 December 2020 to 31 January 2021" in said
        assert "Added: 1.4 Do what 1.4 says" in said
        assert "Added: 1.3" not in said
    assert "Original date 1 December 2020 , agreed 31 January 2021 , moved once by 61 days." in said
    assert "The cycle closed on 26 October 2020. One state changed, one date moved and one action added." in said


def test_what_did_not_change_is_not_counted_and_a_second_move_is_told_alike(office, september, october):
    moved = ActionFactory(reference="1.2", original_date=date(2020, 12, 1))
    StandingFactory(action=moved, cycle=september, brag="green", agreed_date=date(2020, 12, 31), moves=1)
    DateChangeFactory(action=moved, to_date=date(2020, 12, 31), agreed_on=date(2020, 10, 2))
    DateChangeFactory(action=moved, to_date=date(2021, 1, 31), agreed_on=date(2020, 11, 2))

    assert "closed on 26 October 2020. One date moved. Date moved:" in words(office.get("/plan/changes/2020-09/"))
    assert "to 31 January 2021; moved twice in all" in words(office.get(PLAN))


def test_a_month_since_which_nothing_changed_says_so_once(office, september, october):
    said = words(office.get("/plan/changes/2020-09/"))

    assert "closed on 26 October 2020. No state and no date has changed." in said


def test_a_month_whose_cycle_is_open_or_unknown_has_no_changes(office, october):
    assert office.get("/plan/changes/2020-10/").status_code == 404
    assert office.get("/plan/changes/2019-01/").status_code == 404


@pytest.mark.usefixtures("plan")
def test_a_head_of_service_sees_the_actions_of_the_service_and_their_own(client):
    head = HoldingFactory(role="head_of_service", service=Service.objects.get(slug="west")).user
    ActionFactory(reference="1.9", owner=head, service=Service.objects.get(slug="east"))
    client.force_login(head)

    assert set(references(client.get(PLAN))) == {"1.9", "2.1", "2.2", "2.3"}
    assert client.get("/plan/actions/2.1/").status_code == 200
    assert client.get("/plan/actions/1.9/").status_code == 200
    assert client.get("/plan/actions/1.1/").status_code == 404


@pytest.mark.usefixtures("plan")
def test_whoever_has_no_action_is_told_so(client):
    client.force_login(HoldingFactory(role="scrutiny_officer").user)

    assert "No action to show" in words(client.get(PLAN))


def test_a_council_without_actions_gets_a_page(office):
    assert "No action to show" in words(office.get(PLAN))
