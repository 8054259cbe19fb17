"""The plan as a file: the actions that the address asks for, with dates that a machine reads."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook

from improvement.models import Action, Milestone
from tests.factories import (
    ActionFactory,
    DateChangeFactory,
    HoldingFactory,
    MilestoneFactory,
    OwnerRoleFactory,
    RecommendationFactory,
    ServiceFactory,
    ThemeFactory,
    UpdateFactory,
    UserFactory,
)
from tests.integration.plan.growing import grow, queries


@pytest.fixture
def plan(october):
    """One late and moved with an update, one assured, one that its owner reports at risk."""
    theme = ThemeFactory(code="1", title="Workforce")
    service = ServiceFactory(slug="east", name="East")
    owner = UserFactory(email="ada@council.example", job_title="Ada's post")
    common = {"theme": theme, "service": service, "owner": owner}
    late = ActionFactory(
        reference="1.1",
        title="=cmd|'calc'!A1",
        original_date=date(2020, 9, 30),
        success="=1+1",
        origin="Board, 2 March",
        owner_role=OwnerRoleFactory(title="Designated Nurse", held_by=owner),
        answers=[RecommendationFactory(reference=reference) for reference in ("IN2", "IN1")],
        **common,
    )
    DateChangeFactory(action=late, to_date=date(2020, 10, 31))
    UpdateFactory(
        action=late,
        cycle=october,
        words="With the printer,\nat last",
        forecast_date=date(2020, 11, 20),
        at=datetime(2020, 11, 6, 10, tzinfo=UTC),
    )
    MilestoneFactory(action=late, done_on=date(2020, 9, 9))
    MilestoneFactory(action=late, due_on=date(2020, 12, 20))
    done = ActionFactory(reference="1.2", title="Done", assured=True, **common)
    risky = ActionFactory(reference="1.10", title="Risky", **common)
    late.waits_for.set([done, risky])
    UpdateFactory(action=risky, cycle=october, reported="at_risk", at=datetime(2020, 11, 5, 10, tzinfo=UTC))


def lines(response):
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


@pytest.mark.usefixtures("plan")
def test_a_line_says_everything_of_its_action(office):
    response = office.get("/plan/export.csv", {"sort": "plan"})

    assert response["Content-Disposition"] == 'attachment; filename="improvement-plan-2020-11-09.csv"'
    first, done, risky = lines(response)
    assert first == {
        "Reference": "1.1",
        "Title": "'=cmd|'calc'!A1",
        "What success looks like": "'=1+1",
        "Where it came from": "Board, 2 March",
        "Recommendations answered": "IN1; IN2",
        "Waits for": "1.10; 1.2",
        "Area code": "1",
        "Area of focus": "Workforce",
        "Service": "East",
        "Owner e-mail": "ada@council.example",
        "Owner job title": "Ada's post",
        "Owner works for": "",
        "Owner role": "Designated Nurse",
        "Added on": "2020-01-06",
        "Starts on": "2020-02-03",
        "Original date": "2020-09-30",
        "Agreed date": "2020-10-31",
        "Forecast date": "2020-11-20",
        "Times moved": "1",
        "Days moved": "31",
        "BRAG": "Red",
        "Reason": "due 31\u00a0October\u00a02020, 9 days overdue, no new date agreed",
        "BRAG is by": "the rule",
        "BRAG by the rule": "Red",
        "Days overdue": "9",
        "Completed on": "",
        "Assured by e-mail": "",
        "Assured by job title": "",
        "Assured on": "",
        "Last update on": "2020-11-06",
        "Last update": "With the printer,\nat last",
        "Help wanted": "",
        "Milestones done": "1",
        "Milestones": "2",
    }
    assert (done["BRAG"], done["Completed on"], done["Assured on"]) == ("Blue", "2020-08-20", "2020-08-25")
    assert done["Assured by job title"] == "Principal Social Worker"
    assert (done["Last update on"], done["Last update"], done["Days overdue"]) == ("", "", "0")
    assert (risky["BRAG"], risky["BRAG is by"], risky["BRAG by the rule"]) == ("Amber", "the owner's report", "Green")


@pytest.mark.usefixtures("plan")
def test_a_workbook_has_real_dates_and_references_that_stay_text(office):
    response = office.get("/plan/export.xlsx", {"sort": "plan"})

    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    head, first, _, risky = book.get_sheet_by_index(0).to_python()
    row = dict(zip(head, first, strict=True))
    assert row["Agreed date"] == date(2020, 10, 31)
    assert row["Forecast date"] == date(2020, 11, 20)
    assert row["Times moved"] == 1
    assert row["Title"] == "=cmd|'calc'!A1"
    assert risky[0] == "1.10"


@pytest.mark.usefixtures("plan")
def test_a_workbook_can_be_read_back_without_a_difference(office):
    RecommendationFactory(reference="IN3", kind="visit", words="+1", made_on=date(2020, 2, 3))
    response = office.get("/plan/export.xlsx", {"sort": "plan"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))

    def read(sheet):
        head, *lines = book.get_sheet_by_name(sheet).to_python()
        return [dict(zip(head, line, strict=True)) for line in lines]

    def split(cell):
        return {reference for reference in cell.split("; ") if reference}

    assert book.sheet_names == ["Actions", "Milestones", "Recommendations"]
    for line in read("Actions"):
        action = Action.objects.get(reference=line["Reference"])
        assert (line["Title"], line["What success looks like"], line["Where it came from"]) == (
            action.title,
            action.success,
            action.origin,
        )
        assert split(line["Recommendations answered"]) == {each.reference for each in action.answers.all()}
        assert split(line["Waits for"]) == {each.reference for each in action.waits_for.all()}
        assert line["Owner e-mail"] == action.owner.email
        assert line["Owner role"] == (action.owner_role.title if action.owner_role else "")
        assert (line["Starts on"], line["Original date"]) == (action.starts_on, action.original_date)
    assert [list(line.values()) for line in read("Milestones")] == [
        [step.action.reference, step.title, step.due_on, step.done_on or ""] for step in Milestone.objects.all()
    ]
    assert [list(line.values()) for line in read("Recommendations")][-1] == [
        "IN3",
        "+1",
        "Monitoring visit",
        "Report of the inspection",
        date(2020, 2, 3),
    ]
    assert len(read("Recommendations")) == 3


@pytest.mark.usefixtures("plan")
def test_the_address_narrows_the_file_as_it_narrows_the_page(office):
    assert [line["Reference"] for line in lines(office.get("/plan/export.csv", {"brag": "blue"}))] == ["1.2"]
    assert lines(office.get("/plan/export.csv", {"theme": "9"})) == []


@pytest.mark.usefixtures("plan")
def test_the_plan_page_offers_the_file_of_what_it_shows(office):
    page = office.get("/plan/", {"list": "overdue", "page": "1"}).content.decode()

    assert 'href="/plan/export.xlsx?list=overdue">Download 1 action (Excel)</a>' in page
    assert 'href="/plan/export.csv?list=overdue">Download 1 action (CSV)</a>' in page
    assert 'href="/plan/timeline/?list=overdue"' in page


@pytest.mark.usefixtures("plan")
def test_somebody_gets_the_actions_that_they_may_see(client):
    head = HoldingFactory(role="head_of_service", service=ServiceFactory(slug="west")).user
    ActionFactory(reference="9.1", owner=head)
    client.force_login(head)

    assert [line["Reference"] for line in lines(client.get("/plan/export.csv"))] == ["9.1"]


def test_another_format_is_not_there(office):
    assert office.get("/plan/export.docx").status_code == 404


def test_a_file_takes_the_same_queries_for_40_actions_as_for_10(office, october):
    grow(10, october)
    few = queries(office, "/plan/export.csv")
    grow(30, october)

    assert queries(office, "/plan/export.csv") == few <= 20
