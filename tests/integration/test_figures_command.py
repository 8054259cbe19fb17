"""`manage.py figures`, for people who script and for checks."""

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from figures import registry
from tests.factories import (
    AUGUST,
    CategoryFactory,
    ContactFactory,
    CycleFactory,
    FundingFactory,
    PostFactory,
    ServiceFactory,
    TeamFactory,
    WorkerFactory,
    load_of,
)

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db

VACANCY = "workforce.vacancy_rate"


def lines(*arguments):
    out = StringIO()
    call_command("figures", *arguments, stdout=out)
    return out.getvalue().splitlines()


def told(*arguments):
    return json.loads("\n".join(lines(*arguments, "--json")))


def refusal(*arguments):
    with pytest.raises(CommandError) as problem:
        call_command("figures", *arguments, stdout=StringIO())
    return str(problem.value)


@pytest.fixture
def workforce():
    """East, of Duty: 1.5 vacant and 2.5 in post, of level 2. West, of Homes: 1 in post, of level 3."""
    east = TeamFactory(slug="east", service=ServiceFactory(slug="duty"), position=1)
    west = TeamFactory(slug="west", service=ServiceFactory(slug="homes"), position=2)
    return [
        PostFactory(team=east, fte=4, vacant_fte=Decimal("1.50")),
        WorkerFactory(team=east, fte=Decimal("0.50")),
        WorkerFactory(team=east, fte=2),
        WorkerFactory(team=west, level="3", fte=1),
    ]


# --- JSON -------------------------------------------------------------------------------------------------------------


def test_a_reading_in_json_has_every_field_and_unrounded_numbers(workforce):
    loads = sorted({record.load_id for record in workforce})

    [row] = told("2020-08", VACANCY)

    assert row == {
        "key": "workforce.vacancy_rate",
        "month": "2020-08",
        "scope": None,
        "by": None,
        "counted": 1.5,
        "of": 5,
        "value": 30,
        "unit": "%",
        "as_at": "2020-08-31",
        "loads": loads,
        "definition_version": 1,
    }
    assert [type(row[name]) for name in ("counted", "of", "value")] == [float, int, int]


def test_no_data_is_null(workforce):
    [row] = told("2020-07", VACANCY)

    assert [row[name] for name in ("counted", "of", "value", "as_at")] == [None] * 4
    assert row["loads"] == []


@pytest.mark.usefixtures("workforce")
def test_a_breakdown_has_a_row_for_each_value():
    rows = told("2020-08", VACANCY, "--by", "level")

    assert [(row["by"], row["counted"], row["of"]) for row in rows] == [
        ({"level": "1"}, 0, 0),
        ({"level": "2"}, 1.5, 4),
        ({"level": "3"}, 0, 1),
    ]


@pytest.mark.usefixtures("workforce")
@pytest.mark.parametrize("by", [("--by", "level", "--by", "team"), ("--by", "level,team")])
def test_a_breakdown_may_have_two_dimensions(by):
    rows = told("2020-08", VACANCY, *by)

    assert len(rows) == 6
    assert [row["of"] for row in rows if row["by"] == {"level": "2", "team": "east"}] == [4]


@pytest.mark.usefixtures("workforce")
def test_a_dimension_named_twice_counts_once():
    assert told("2020-08", VACANCY, "--by", "level,level") == told("2020-08", VACANCY, "--by", "level")


@pytest.mark.usefixtures("workforce")
@pytest.mark.parametrize(("slug", "of"), [("duty", 4), ("east", 4), ("west", 1)])
def test_a_scope_counts_its_own(slug, of):
    [row] = told("2020-08", VACANCY, "--scope", slug)

    assert (row["scope"], row["of"]) == (slug, of)


def test_records_of_both_sides_add_up(workforce):
    post, half, two, _ = workforce

    [row] = told("2020-08", VACANCY, "--scope", "east", "--records")

    assert row["records"] == {
        "counted": [{"id": f"workforce.post:{post.pk}", "amount": 1.5, "factor": 1}],
        "of": [
            {"id": f"workforce.post:{post.pk}", "amount": 1.5, "factor": 1},
            {"id": f"workforce.worker:{half.pk}", "amount": 0.5, "factor": 1},
            {"id": f"workforce.worker:{two.pk}", "amount": 2, "factor": 1},
        ],
    }


def test_records_of_what_is_not_recorded_are_those_without_a_value():
    why = CategoryFactory(code="moved")
    ContactFactory(closed=True, category=why)
    unknown = ContactFactory(closed=True)

    rows = told("2020-08", "frontdoor.nfa", "--by", "category", "--records")

    assert [(row["by"]["category"], [each["id"] for each in row["records"]["counted"]]) for row in rows][-1] == (
        "not_recorded",
        [f"frontdoor.contact:{unknown.pk}"],
    )


def test_without_data_there_are_no_records():
    [row] = told("2020-08", VACANCY, "--records")

    assert row["records"] == {"counted": [], "of": []}


def test_without_keys_all_figures_are_read():
    assert [row["key"] for row in told("2020-08")] == list(registry.figures())


def test_without_keys_a_breakdown_takes_the_figures_that_have_it():
    load_of("contacts", AUGUST)

    keys = {row["key"] for row in told("2020-08", "--by", "source")}

    assert {"frontdoor.contacts", "frontdoor.nfa_rate"} <= keys
    assert not any(key.startswith(("workforce.", "improvement.")) for key in keys)


def test_the_list_tells_each_figure_and_its_definition():
    rows = {row["key"]: row for row in told("--list")}

    assert list(rows) == list(registry.figures())
    assert set(rows[VACANCY]) == {"key", "label", "unit", "definition", "source", "better", "dimensions"}
    assert rows[VACANCY]["better"] == "lower"
    assert rows[VACANCY]["dimensions"] == ["level", "team"]
    assert all(row["definition"] for row in rows.values())


# --- Lines ------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("workforce")
def test_a_line_says_value_and_sides():
    assert lines("2020-08", VACANCY, "workforce.in_post_fte") == [
        "workforce.vacancy_rate: 30.0% (1.5 of 5)",
        "workforce.in_post_fte: 3.5 FTE",
    ]


@pytest.mark.usefixtures("workforce")
def test_a_line_says_which_part_it_is_of_and_why_there_is_no_value():
    assert lines("2020-08", VACANCY, "--by", "level") == [
        "workforce.vacancy_rate, level 1: None counted (0 of 0)",
        "workforce.vacancy_rate, level 2: 37.5% (1.5 of 4)",
        "workforce.vacancy_rate, level 3: 0.0% (0 of 1)",
    ]
    assert lines("2020-07", "workforce.in_post_fte") == ["workforce.in_post_fte: No data"]


def test_pounds_are_written_once():
    CycleFactory(month=AUGUST)
    FundingFactory(allocated=900000, decided_on=date(2020, 7, 1))

    assert lines("2020-08", "improvement.funding_allocated") == ["improvement.funding_allocated: £900,000"]


def test_the_list_as_lines_is_a_line_for_each():
    assert lines("--list")[0] == "improvement.actions: Actions in the plan"
    assert len(lines("--list")) == len(registry.figures())


# --- Refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Name a month, for example './manage.py figures 2020-08', or use --list."),
        (("August",), "'August' is not a month. Write year and month, for example 2020-08."),
        (("0001-01",), "'0001-01' is not a month. Write year and month, for example 2020-08."),
        (("2020-08", "no.such"), "There is no figure 'no.such'. See './manage.py figures --list'."),
        (
            ("2020-08", VACANCY, "--by", "moon"),
            "workforce.vacancy_rate is not broken down by 'moon'. It is broken down by: level, team.",
        ),
        (
            ("2020-08", "--by", "moon"),
            "No figure is broken down by 'moon'. "
            "There are: age, area, brag, category, impact, level, likelihood, owner, service, source, team, theme.",
        ),
        (("2020-08", VACANCY, "--scope", "moon"), "There is no service or team 'moon'. There are: none yet."),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(arguments, sentence):
    assert refusal(*arguments) == sentence


def test_a_refusal_ends_the_command_with_one_line_and_a_code():
    ended = subprocess.run(
        [sys.executable, "manage.py", "figures", "2020-13"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == "'2020-13' is not a month. Write year and month, for example 2020-08.\n"
