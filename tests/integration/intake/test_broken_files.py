"""A file of contacts broken in more than fifty ways: each is told by its row, its column and what kind of error it is,
and no other row is blamed."""

from datetime import date

import pytest
import time_machine

from frontdoor.models import Contact
from intake.models import Load

HEADINGS = ("contact_id", "child_id", "incident_id", "received", "decided", "source", "age", "area", "team", "outcome",
            "closure_reason", "referral_id")  # fmt: skip
GOOD = [
    ("C-1", "K-1", "I-1", "03/08/2020", "04/08/2020", "6", "4", "Keighley", "Duty", "nfa", "no_consent", ""),
    ("C-2", "K-2", "I-1", "2020-08-05 09:15", "2020-08-05 11:00", "School nurse", "0", "", "", "referral", "", "R-1"),
    ("C-3", "K-1", "", "44075", "", "2A", "17.9", "St Mary's", "", "No further action", "", ""),
    ("C-4", "K-3", "I-2", "2020-09-02T10:00:00", "02/09/2020", "LA_Services", "25", "", "", "early_help", "", ""),
    ("C-5", "K-4", "I-2", "02/09/2020 10:00", "", "q) 6: Police", "3", "", "", "Existing case", "", ""),
]
BROKEN = {  # {what is broken: (row, column, what stands there, code)}
    "no contact id": (3, "contact_id", "", "missing"),
    "a contact id of spaces": (3, "contact_id", " \u00a0", "missing"),
    "a contact id that means none": (3, "contact_id", "-1", "missing"),
    "a contact id that a database left out": (3, "contact_id", "NULL", "missing"),
    "a contact id that a spreadsheet lost": (3, "contact_id", "#N/A", "missing"),
    "a contact id that is a formula": (3, "contact_id", "=A2&1", "formula"),
    "a contact id without an end": (3, "contact_id", "C" * 101, "too_long"),
    "a contact id with a bell in it": (3, "contact_id", "C\x07", "not_text"),
    "a contact given twice": (6, "contact_id", "C-1", "given_twice"),
    "no child": (2, "child_id", "", "missing"),
    "a child that means none": (2, "child_id", "-1", "missing"),
    "a child that is a formula": (2, "child_id", "@K", "formula"),
    "an incident that runs a program": (4, "incident_id", "=cmd|'/c calc'!A0", "formula"),
    "an incident without an end": (4, "incident_id", "I" * 500, "too_long"),
    "no day": (5, "received", "", "missing"),
    "a day that a database left out": (5, "received", "NULL", "missing"),
    "31 September": (5, "received", "31/09/2020", "not_a_date"),
    "29 February of no leap year": (5, "received", "29/02/2019", "not_a_date"),
    "day 0": (5, "received", "00/08/2020", "not_a_date"),
    "month 13": (5, "received", "01/13/2020", "not_a_date"),
    "a month before a day": (5, "received", "08/31/2020", "not_a_date"),
    "a year before a day": (5, "received", "2020/08/31", "not_a_date"),
    "two figures of a year": (5, "received", "03/08/20", "not_a_date"),
    "a month in letters": (5, "received", "3 Aug 2020", "not_a_date"),
    "points between": (5, "received", "03.08.2020", "not_a_date"),
    "a word for a day": (5, "received", "yesterday", "not_a_date"),
    "hour 25": (5, "received", "03/08/2020 25:00", "not_a_date"),
    "half a time": (5, "received", "2020-08-03 09", "not_a_date"),
    "a number that is no day": (5, "received", "20200803", "not_a_date"),
    "a small number": (5, "received", "12", "not_a_date"),
    "year 0": (5, "received", "01/01/0000", "not_a_date"),
    "a day long gone": (5, "received", "03/08/1920", "too_early"),
    "a stand-in for a missing day": (5, "received", "01/01/1900", "too_early"),
    "a day still to come": (4, "received", "01/12/2020", "in_the_future"),
    "decided on no day": (2, "decided", "31/06/2020", "not_a_date"),
    "decided before it was received": (2, "decided", "02/08/2020", "decided_before_received"),
    "decided an hour before": (3, "decided", "2020-08-05 08:15", "decided_before_received"),
    "decided on a day still to come": (2, "decided", "04/11/2020", "in_the_future"),
    "no source": (2, "source", "", "missing"),
    "a source misspelt": (2, "source", "Polcie", "not_in_list"),
    "a source that there is not": (2, "source", "11", "not_in_list"),
    "a source that holds a code": (2, "source", "6 - the officer", "not_in_list"),
    "two sources": (2, "source", "Police; Schools", "not_in_list"),
    "a source that a spreadsheet took for a day": (2, "source", "06/01/1900", "not_in_list"),
    "too old": (4, "age", "26", "out_of_range"),
    "far too old": (4, "age", "190", "out_of_range"),
    "not born": (4, "age", "-1", "out_of_range"),
    "an age in words": (4, "age", "four", "not_a_number"),
    "an age with its unit": (4, "age", "4 years", "not_a_number"),
    "an age that is no number": (4, "age", "nan", "not_a_number"),
    "an age without an end": (4, "age", "4" * 5000, "not_a_number"),
    "an area without an end": (6, "area", "a" * 61, "too_long"),
    "an area that is a formula": (6, "area", "+SUM(1,2)", "formula"),
    "an area of two lines": (6, "area", "one\ntwo", "not_text"),
    "a team that is a formula": (6, "team", "=HYPERLINK(1)", "formula"),
    "no outcome": (5, "outcome", "", "missing"),
    "an outcome misspelt": (5, "outcome", "sent away", "not_in_list"),
    "an outcome that is not recorded": (5, "outcome", "not_recorded", "not_in_list"),
    "a reason that there is not": (2, "closure_reason", "did not fit", "not_in_list"),
    "a reason of what was not closed": (3, "closure_reason", "no_consent", "reason_without_nfa"),
    "a referral that is a formula": (3, "referral_id", "-R+1", "formula"),
    "a referral without an end": (3, "referral_id", "R" * 101, "too_long"),
}


def line(cells):
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def broken(*errors):
    rows = [list(row) for row in GOOD]
    for row, column, cell, _ in errors:
        rows[row - 2][HEADINGS.index(column)] = cell
    return map(line, rows)


def located(problems):
    return [(one["row"], one["column"], one["code"]) for one in problems]


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(date(2020, 11, 3), tick=True):
        yield


def test_the_file_is_good_before_it_is_broken(file_of, load):
    told = load(file_of(*broken(), headings=",".join(HEADINGS)))

    assert (told["errors"], told["warnings"], told["refused"]) == ([], [], None)
    assert (told["rows"], told["good"], told["added"]) == (5, 5, 5)


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_told_and_nothing_else(file_of, load, what):
    row, column, cell, code = BROKEN[what]

    told = load(file_of(*broken(BROKEN[what]), headings=",".join(HEADINGS)))

    assert located(told["errors"]) == [(row, column, code)]
    assert (told["rows"], told["good"], told["warnings"]) == (5, 4, [])
    assert told["errors"][0]["value"] in ("", cell[:100])
    assert told["errors"][0]["message"]
    assert not Contact.objects.exists()
    assert not Load.objects.exists()


def test_all_that_is_broken_in_a_file_is_told_at_once(file_of, load):
    """One of a kind in each cell, in as many rows as there are kinds."""
    rows, expected = [], []
    for number, (_, column, cell, code) in enumerate(BROKEN.values(), 2):
        if code == "given_twice":
            continue
        row = [f"N-{number}" if name == "contact_id" else value for name, value in zip(HEADINGS, GOOD[0], strict=True)]
        if code == "reason_without_nfa":
            row[HEADINGS.index("outcome")] = "referral"
        if column == "received" and code == "in_the_future":
            row[HEADINGS.index("decided")] = ""
        if cell == "2020-08-05 08:15":
            cell = "2020-08-02"
        if column == "outcome":
            row[HEADINGS.index("closure_reason")] = ""
        row[HEADINGS.index(column)] = cell
        rows += [row, [f"G-{number}", *GOOD[1][1:]]]
        expected.append((2 * len(rows) // 2, column, code))

    told = load(file_of(*map(line, rows), headings=",".join(HEADINGS)))

    assert located(told["errors"]) == expected
    assert (told["rows"], told["good"]) == (len(rows), len(rows) // 2)


@pytest.mark.parametrize(
    ("lines", "row", "what"),
    [
        (('"C-1,K-1', "C-2,K-2"), 2, "never closed"),
        (("C-1,K-1", 'C-2,"K"2'), 3, "in the middle of a cell"),
        (("C-1,K-1", "C-2," + "K" * 200_000), 3, "a cell with more than 131,072 characters"),
    ],
)
def test_what_cannot_be_read_on_is_refused_with_its_row(file_of, load, lines, row, what):
    told = load(file_of(*lines, headings=",".join(HEADINGS)))

    assert told["refused"].startswith(f"Row {row} has ")
    assert what in told["refused"]


def test_what_cannot_be_read_on_after_rows_were_written_is_refused_too(file_of, load):
    """On PostgreSQL the file is read from within a COPY."""
    rows = [f"C-{number},K,03/08/2020,,6,4,other," for number in range(5_000)]

    told = load(file_of(*rows, 'C-X,"K"2'))

    assert told["refused"].startswith("Row 5,002 has ")
    assert not Contact.objects.exists()


def test_where_nearly_everything_is_wrong_it_says_what_first(file_of, load, monkeypatch):
    monkeypatch.setattr("intake.checks.checking.MOST_ERRORS", 4)
    rows = [(f"C-{number}", "K", "", "08/31/2020", *GOOD[0][4:6], "190" if number < 2 else "4", "", "", "other", "", "")
            for number in range(5)]  # fmt: skip

    told = load(file_of(*map(line, rows), headings=",".join(HEADINGS)))

    assert told["refused"].startswith(
        "More than 4 cells are wrong, most of them in ‘received’ (There is no month 31. Write it as dd/mm/yyyy, first "
        "in row 2)."
    )


def test_a_row_that_is_too_long_is_told(file_of, load):
    rows = list(broken())
    rows[2] += ",more"

    told = load(file_of(*rows, headings=",".join(HEADINGS)))

    assert located(told["errors"]) == [(4, "contact_id", "too_many_cells")]


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (HEADINGS[1:], "no column ‘contact_id’"),
        (HEADINGS[:5] + HEADINGS[6:], "no column ‘source’"),
        ((*HEADINGS[:11], "Contact reference"), "Two columns mean the same: ‘Contact reference’"),
        ((*HEADINGS[:11], "Child's surname"), "‘Child's surname’ looks like a name"),
        ((*HEADINGS[:11], "Home postcode"), "‘Home postcode’ looks like an address"),
        ((*HEADINGS[:11], "NHS no."), "‘NHS no.’ looks like an NHS number"),
    ],
)
def test_headings_that_will_not_do_are_refused(file_of, load, headings, said):
    told = load(file_of("1,2", headings=",".join(headings)))

    assert said in told["refused"]
    assert told["errors"]
    assert {one["row"] for one in told["errors"]} == {1}
