"""What stands in the spreadsheets that councils keep their plans in, and is right, or is told as what it is."""

import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import call_command

from improvement.models import Action
from tests.factories import ActionFactory, RecommendationFactory, ServiceFactory, ThemeFactory

HEADINGS = "Ref,Action,Theme no,Theme,Directorate,Lead,Start date,Recommendations\n"


@pytest.fixture
def load(october, tmp_path):
    ServiceFactory(slug="east", name="East")
    for code in ("1", "2"):
        ThemeFactory(code=code, title="Practice")

    def run(rows):
        path, out = tmp_path / "plan.csv", StringIO()
        path.write_text(HEADINGS + rows)
        with suppress(SystemExit):
            call_command("load", "actions", str(path), "--accept-warnings", "As agreed", "--json", stdout=out)
        return json.loads(out.getvalue())

    return run


def refusals(told):
    return [(found["row"], found["column"], found["message"]) for found in told["errors"]]


def test_references_stand_in_lines_of_one_cell(load):
    for reference in ("IN1", "IN2"):
        RecommendationFactory(reference=reference)

    told = load('1.1,Recruit,1,,East,,,"IN1\nIN2"\n')

    assert refusals(told) == []
    assert [each.reference for each in Action.objects.get().answers.order_by("reference")] == ["IN1", "IN2"]


def test_an_empty_day_of_starting_leaves_the_one_that_an_action_has(load):
    action = ActionFactory(reference="1.1")

    told = load("1.1,Recruit,1,,East,,,\n")

    assert (refusals(told), told["changed"]) == ([], 1)
    assert Action.objects.get().starts_on == action.starts_on


def test_no_row_is_blamed_where_another_says_the_title_of_its_area(load):
    told = load("1.1,Recruit,9,Retaining,,,,\n1.2,Recruit,9,,East,,,\n")

    assert refusals(told) == [(2, "Directorate", "1.1 is a new action, so the file must say its service")]
    assert Action.objects.count() == 0


def test_a_new_action_whose_area_has_another_title_is_told(load):
    told = load("1.1,Recruit,1,Recruiting,East,,,\n1.2,Recruit,1,practice,East,,,\n")

    assert [(found["row"], found["column"], found["message"]) for found in told["warnings"]] == [
        (2, "Theme", "The plan calls area 1 ‘Practice’: the action goes there")
    ]


def test_what_is_wrong_is_told_of_the_cell_that_says_it(load):
    told = load(
        "1.1,Recruit,,Practice,East,,,\n"
        "1.2,Recruit,,Nothing known,East,,,\n"
        f"1.3,Recruit,1,,East,{'Head of ' * 20},,\n"
        "..,Recruit,1,,East,,,\n"
    )

    assert refusals(told) == [
        (2, "Theme", "Several areas of focus are called ‘Practice’. Say the code of one"),
        (3, "Theme", "There is no area of focus ‘Nothing known’. A new one needs its code"),
        (4, "Lead", "A role has a title of up to 120 characters; a person is given by e-mail"),
        (5, "Ref", "Use letters, digits, dots and hyphens, without spaces"),
    ]
