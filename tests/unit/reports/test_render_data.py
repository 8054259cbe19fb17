import csv
import io
import json
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from reports.renderers import Paper, render
from reports.renderers.excel import number
from tests.unit.reports.paper import reading

HEADER = "key,label,month,scope,by,counted,of,value,unit,as_at,loads,definition_version,suppressed,generated"


@pytest.fixture
def book(rendered):
    return CalamineWorkbook.from_filelike(io.BytesIO(rendered("xlsx")))


def rows(book, sheet):
    return book.get_sheet_by_name(sheet).to_python()


def test_csv_has_a_mark_for_excel_windows_line_ends_and_a_row_a_reading(rendered):
    raw = rendered("csv")

    assert raw.startswith(b"\xef\xbb\xbfkey,")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 4
    assert raw.decode("utf-8-sig").splitlines()[0] == HEADER


def test_csv_keeps_numbers_unrounded_and_leaves_gaps_empty(rendered):
    first, change, hidden = list(csv.DictReader(io.StringIO(rendered("csv").decode("utf-8-sig"))))

    assert (first["counted"], first["of"], first["value"]) == ("69.5", "366", "18.989071038251367")
    assert (first["by"], first["loads"], first["scope"]) == ("team=assessment; level=3", "7 8", "")
    assert (first["suppressed"], first["generated"]) == ("no", "yes")
    assert (hidden["counted"], hidden["value"], hidden["suppressed"]) == ("", "", "yes")
    assert (change["by"], change["loads"]) == ("", "")


def test_csv_disarms_formulas_in_words_and_leaves_negative_numbers(rendered):
    change = list(csv.DictReader(io.StringIO(rendered("csv").decode("utf-8-sig"))))[1]

    assert (change["label"], change["scope"]) == ("'=Change", "'-social-work")
    assert (change["counted"], change["value"]) == ("-3", "-3")


def test_json_gives_the_paper_back(rendered, paper):
    raw = rendered("json").decode()

    assert raw.endswith("}\n")
    assert json.loads(raw) == {
        "schema": 1,
        "tree": paper.tree,
        "readings": paper.readings,
        "loads": paper.loads,
        "definitions": paper.definitions,
    }
    assert "Children\u2019s services" in raw
    assert "18.989071038251367" in raw


def test_json_refuses_what_is_no_number(tree):
    with pytest.raises(ValueError, match="JSON compliant"):
        render("json", Paper(tree, [reading(value=float("nan"))], [], []))


def test_a_suppressed_reading_with_its_numbers_is_refused(tree):
    with pytest.raises(ValueError, match=r"workforce\.vacancy_rate of 2020-08 is suppressed, but has its numbers"):
        Paper(tree, [reading(suppressed=True)], [], [])


def test_excel_has_its_sheets_in_order(book):
    assert book.sheet_names == ["About", "Readings", "Table 1", "Table 2", "Loads", "Definitions"]


def test_excel_says_what_it_is(book):
    assert rows(book, "About") == [
        ["Report", "Children\u2019s services improvement programme"],
        ["Month", "August 2020"],
        ["Data as at", "31\u00a0August\u00a02020"],
        ["Notice", "Demonstration"],
        ["Council", "Anyshire Council"],
        ["Committee", "Children Overview & Scrutiny Committee"],
        ["Meeting", "7\u00a0October\u00a02020"],
        ["Document", "AE"],
    ]


def test_excel_readings_are_unrounded_numbers_under_headings_for_people(book):
    header, first, change, hidden = rows(book, "Readings")

    assert header[:8] == [
        "Figure",
        "Month",
        "Service or team",
        "Broken down by",
        "Counted",
        "Of",
        "Value, unrounded",
        "Unit",
    ]
    assert first[:6] == ["Vacancy rate", "2020-08", "", "team=assessment; level=3", 69.5, 366]
    assert first[6] == pytest.approx(18.989071038251367, rel=1e-15)  # a spreadsheet keeps 15 digits or 16
    assert change[0] == "=Change"
    assert hidden[4:7] == ["", "", ""]


def test_excel_tables_hold_numbers_where_the_paper_shows_numbers(book):
    assert rows(book, "Table 1") == [
        ["Vacant posts, by team & level", "", "", ""],
        ["Team", "Posts", "Rate", "State"],
        ["Assessment", 1214, 0.19, "Red"],
        ["=1+1", 900000, "No data", "Green"],
        ["All teams", 1300.5, 0.09, "Not agreed"],
        ["", "", "", ""],
        ["Full-time equivalents. Definition: A.1.", "", "", ""],
    ]


def test_excel_leaves_words_on_the_left_as_they_are(book):
    assert rows(book, "Table 2")[2] == ["1.10", "Answered"]


def test_excel_has_no_formulas(rendered):
    parts = zipfile.ZipFile(io.BytesIO(rendered("xlsx")))

    assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_excel_names_loads_and_definitions(book):
    assert rows(book, "Loads")[1][:5] == [7, "establishment", "2020-08", "posts.csv", 366]
    assert rows(book, "Definitions")[1][:3] == ["Vacancy rate", "Vacant posts, of all funded posts.", "%"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1,214", (1214, "#,##0")),
        ("19.0%", (0.19, "0.0%")),
        ("100%", (1, "0%")),
        ("£900,000", (900000, "£#,##0")),
        ("£12.50", (12.5, "£0.00")),
        ("1,300.5", (1300.5, "#,##0.0")),
        ("-3", (-3, "0")),
        ("\u22123.5%", (-0.035, "0.0%")),
        ("2020", (2020, "0")),
        ("6.0\u00a0of\u00a030.0", None),
        ("24% to 76%", None),
        ("No data", None),
        ("", None),
        ("1,21", None),
        ("3rd", None),
    ],
)
def test_plain_numbers_are_told_from_words(cell, expected):
    assert number(cell) == expected
