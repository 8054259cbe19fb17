"""A file as headings and numbered rows of text, whatever program wrote it."""

from datetime import date, datetime

import pytest
import xlsxwriter

from intake.files.table import opened
from organisation.refused import Refused
from tests.workbooks import Error, ods, ods_of, ods_sheet, xls

KNOWN = {"id", "received", "source", "area"}


def fits(headings):
    return len(KNOWN & {heading.strip() for heading in headings})


def read(path, name=None, **options):
    """(headings, {number of a row: its cells})."""
    table = opened(path, name or path.name, fits=fits, **options)
    rows = {}
    for block in table.blocks():
        rows |= dict(zip(block.numbers, map(list, block.rows), strict=True))
    return list(table.headings), rows


@pytest.fixture
def text(tmp_path):
    def write(content, encoding="utf-8", name="file.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def xlsx(tmp_path):
    """`{sheet: rows}`."""

    def write(**sheets):
        path = tmp_path / "file.xlsx"
        with xlsxwriter.Workbook(path) as book:
            formats = {date: book.add_format({"num_format": "dd/mm/yyyy"}),
                       datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"})}  # fmt: skip
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    for place, cell in enumerate(row):
                        if isinstance(cell, Error):
                            sheet.write_formula(number, place, "=1/0", None, cell.said)
                        elif cell is not None:
                            sheet.write(number, place, cell, formats.get(type(cell)))
        return path

    return write


# --- Text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_is_read_however_it_is_written(text, encoding, between, end):
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    lines = ["id|received|area", '1|01/08/2020|"St \u2018A\u2019 \u2013 \u201cB\u201d\u2026"', "2||caf\u00e9"]

    headings, rows = read(text(mark + end.join(lines).replace("|", between) + end, encoding))

    assert headings == ["id", "received", "area"]
    assert rows == {2: ["1", "01/08/2020", "St \u2018A\u2019 \u2013 \u201cB\u201d\u2026"], 3: ["2", "", "caf\u00e9"]}


def test_a_mark_within_quotes_does_not_part_cells(text):
    headings, rows = read(text('id;area;"a, b, c, d, e"\n1;"x;y";"he said ""no"""\n'))

    assert headings == ["id", "area", "a, b, c, d, e"]
    assert rows == {2: ["1", "x;y", 'he said "no"']}


def test_rows_are_numbered_as_a_spreadsheet_does(text):
    _, rows = read(text('\nid,area\n\n1,"two\nlines"\n,\n  , \n2,b\n'))

    assert rows == {4: ["1", "two\nlines"], 7: ["2", "b"]}


@pytest.mark.parametrize("between", [";", ",", "\t"])
def test_a_line_that_says_what_stands_between_is_no_row(text, between):
    headings, rows = read(text(f"sep={between}\r\nid{between}area\r\n1{between}b\r\n"))

    assert (headings, rows) == (["id", "area"], {2: ["1", "b"]})


def test_a_line_that_says_what_nobody_writes_is_refused(text):
    with pytest.raises(Refused, match=r"'\^' between its cells"):
        read(text("sep=^\nid^area\n"))


def test_a_title_above_the_headings_is_passed_over(text):
    headings, rows = read(text("Contacts of August\n\nid,received,source,area\n1,x,y,z\n"))

    assert headings == ["id", "received", "source", "area"]
    assert rows == {4: ["1", "x", "y", "z"]}


def test_a_row_of_data_is_not_taken_for_headings(text):
    headings, rows = read(text("number,day\nid,received\n"))

    assert (headings, rows) == (["number", "day"], {2: ["id", "received"]})


def test_a_row_that_is_shorter_is_filled_and_one_that_is_longer_told(text):
    path = text("id,area\n1\n2,b,,\n3,b,c\n")

    [block] = opened(path, path.name, fits=fits).blocks()

    assert block.rows == [["1", ""], ["2", "b"], ["3", "b"]]
    assert block.too_wide == [(4, 3)]


# --- Workbooks --------------------------------------------------------------------------------------------------------

CELLS = [
    ["id", "received", "area"],
    [1234567, date(2020, 8, 1), "caf\u00e9 \u2013 1"],
    [2.5, datetime(2020, 8, 1, 9, 30), True],
    [None, 44044, Error("#N/A")],
    [12345678901234, None, False],
]
READ = {
    2: ["1234567", "2020-08-01", "caf\u00e9 \u2013 1"],
    3: ["2.5", "2020-08-01 09:30:00", "TRUE"],
    4: ["", "44044", ""],
    5: ["12345678901234", "", "FALSE"],
}


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_cells_of_workbooks_are_read_alike(tmp_path, xlsx, kind):
    write = {"xls": xls, "ods": ods, "xlsx": lambda path, sheets: xlsx(**sheets)}[kind]

    headings, rows = read(write(tmp_path / f"file.{kind}", {"One": CELLS}))

    assert headings == ["id", "received", "area"]
    assert rows == READ


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_the_sheet_whose_headings_fit_is_read_unless_one_is_named(tmp_path, xlsx, kind):
    sheets = {"Notes": [["id"], ["x"]], "Data": [["id", "area"], [1, "b"]], "More": [["area", "id"], ["c", 2]]}
    write = {"xls": xls, "ods": ods, "xlsx": lambda path, sheets: xlsx(**sheets)}[kind]
    path = write(tmp_path / f"file.{kind}", sheets)

    assert read(path) == (["id", "area"], {2: ["1", "b"]})
    assert read(path, sheet="More") == (["area", "id"], {2: ["c", "2"]})
    with pytest.raises(Refused, match=r"no sheet named 'Else'\. It has: Notes, Data, More"):
        read(path, sheet="Else")


def test_a_text_file_has_no_sheets(text):
    with pytest.raises(Refused, match="no sheets"):
        read(text("id\n1\n"), sheet="One")


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_table_need_not_begin_in_the_first_cell(tmp_path, xlsx, kind):
    write = {"xls": xls, "ods": ods, "xlsx": lambda path, sheets: xlsx(**sheets)}[kind]
    rows = [["id", "received", "area"], [1, None, "b"], [], [2, None, "c"]]

    headings, rows = read(
        write(tmp_path / f"file.{kind}", {"One": [[], [], [], *([None, None, *row] for row in rows)]})
    )

    assert headings == ["", "", "id", "received", "area"]
    assert rows == {5: ["", "", "1", "", "b"], 7: ["", "", "2", "", "c"]}


def test_empty_rows_and_columns_repeated_to_the_end_of_a_sheet_are_nothing(tmp_path):
    rest = (
        '<table:table-row><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    sheet = ods_sheet("One", [["id", "area"], [1, "b"]]).replace("</table:table>", rest)

    assert read(ods_of(tmp_path / "file.ods", sheet)) == (["id", "area"], {2: ["1", "b"]})


def test_few_repeated_cells_are_read_as_often(tmp_path):
    twice = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
    )
    sheet = ods_sheet("One", [["id", "area"], [1, "b"]]).replace("</table:table>", twice)

    assert read(ods_of(tmp_path / "file.ods", sheet))[1] == {2: ["1", "b"], 3: ["x", "x"], 4: ["x", "x"]}
