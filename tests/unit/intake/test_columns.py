"""What a cell may hold."""

import pytest

from intake.columns import Text, Whole, Years, YesNo, begins_a_formula
from intake.problems import Unreadable

TEXT = Text(name="area", label="Area", means="Where", longest=10)


@pytest.mark.parametrize("cell", ["=1+1", "=5", "@SUM(A1)", "+A1", "-A1", "-5+3", "=cmd|'/c calc'!A1"])
def test_what_a_spreadsheet_would_calculate_is_refused(cell):
    assert begins_a_formula(cell)
    with pytest.raises(Unreadable) as refused:
        TEXT.read(cell[:10])
    assert refused.value.wrong.code == "formula"


@pytest.mark.parametrize("cell", ["-5", "+44", "-5.5", "A=1", "St Mary's"])
def test_a_number_with_a_sign_is_no_formula(cell):
    assert not begins_a_formula(cell)


@pytest.mark.parametrize(("cell", "code"), [("x" * 11, "too_long"), ("a\x07b", "not_text"), ("a\u202eb", "not_text")])
def test_text_that_cannot_be_kept_is_told(cell, code):
    with pytest.raises(Unreadable) as refused:
        TEXT.read(cell)
    assert refused.value.wrong.code == code


@pytest.mark.parametrize(("cell", "years"), [("4", 4), ("4.99", 4), ("0", 0), ("25", 25), ("25.9", 25), ("5e-05", 0)])
def test_an_age_is_whole_years_passed(cell, years):
    assert Years(name="age", label="Age", means="x", most=25).read(cell) == years


@pytest.mark.parametrize(
    "cell", ["26", "-1", "-0.5", "nan", "inf", "1e300", "four", "4 years", "1_0", "\u0664", "9" * 5000]
)
def test_what_is_no_age_is_refused(cell):
    with pytest.raises(Unreadable):
        Years(name="age", label="Age", means="x", most=25).read(cell)


@pytest.mark.parametrize("cell", ["100", "-1", "1.5", "1,000", "\u0661", "--1", "1e2", "", "9" * 5000])
def test_what_is_no_whole_number_within_its_range_is_refused(cell):
    with pytest.raises(Unreadable):
        Whole(name="times", label="Times", means="x", most=99).read(cell)


def test_yes_and_no_are_read_as_systems_write_them():
    read = YesNo(name="nfa", label="NFA", means="x").read

    assert [read(cell) for cell in ("Y", "yes", "TRUE", "1", "a) Yes")] == [True] * 5
    assert [read(cell) for cell in ("n", "No", "false", "0", "b) No")] == [False] * 5
    with pytest.raises(Unreadable):
        read("CS Assessment Updated")
