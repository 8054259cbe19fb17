import pytest

from reports.renderers.fitting import breaks, column_widths, row_lines
from tests.unit.reports.paper import action, column


def table(*rows):
    return {"kind": "table", "columns": [column("A", width=10), column("B", width=80)], "rows": list(rows)}


def test_a_row_is_as_tall_as_its_tallest_cell():
    assert row_lines(table(["", ""], ["x" * 31, "x" * 80], ["x", "x" * 161])) == [1, 4, 3]


def test_a_short_table_stays_on_one_sheet():
    assert breaks(table(*[["1", "2"]] * 14)) == {"long": False, "tall": False}


def test_many_rows_may_break():
    assert breaks(table(*[["1", "2"]] * 15)) == {"long": True, "tall": False}


def test_few_rows_of_many_words_may_break():
    assert breaks(table(*[["1", "x" * 1200]] * 3)) == {"long": True, "tall": False}


def test_a_row_taller_than_a_sheet_may_break():
    assert breaks(table(["1", "x" * 4000])) == {"long": True, "tall": True}


def test_an_action_breaks_only_for_a_long_update():
    long = {"on": "2020-08-24", "runs": [{"kind": "text", "text": "x" * 2001}]}

    assert breaks(action("WF1", "Green")) == {"long": False}
    assert breaks(action("WF1", "Green", update=None)) == {"long": False}
    assert breaks(action("WF1", "Green", update=long)) == {"long": True}


def test_other_nodes_have_nothing_to_say():
    assert breaks({"kind": "list", "items": []}) == {}


def widths(*columns):
    """Of columns, each given as its width and its longest cell."""
    found = [column("A", width=width) for width, _ in columns]
    made = {"kind": "table", "columns": found, "rows": [[cell for _, cell in columns]]}
    return [round(width, 2) for width in column_widths(made)]


def test_columns_in_which_all_words_fit_are_as_wide_as_declared():
    assert widths((10, "x" * 8), (80, "words of any length " * 20)) == [10, 80]


def test_a_column_is_widened_to_its_longest_word_from_what_others_can_spare():
    """12 letters and 2 of padding are 4 more than 10; the others spare 40 - 12 and 40 - 26: two thirds, one third."""
    assert widths((10, "x" * 12), (40, "x" * 10), (40, "x" * 24)) == [14, 37.33, 38.67]


@pytest.mark.parametrize("space", [" ", "\n", "\t"])
def test_a_line_breaks_at_any_space(space):
    assert widths((10, f"xxxxxx{space}xxxxxx"), (80, "x")) == [10, 80]


def test_a_line_breaks_behind_a_hyphen_but_not_at_a_no_break_space():
    assert widths((10, "xxxxxxx-xxxxxx"), (80, "x")) == [10, 80]
    assert widths((10, "31\u00a0Dec\u00a02020"), (80, "x")) == [13, 77]


def test_where_nothing_helps_columns_stay_as_they_are():
    assert widths((10, "x" * 20), (80, "x" * 78)) == [10, 80]


def test_a_word_too_long_for_any_table_takes_nothing_from_a_date():
    assert widths((10, "31\u00a0Dec\u00a02020"), (20, "x" * 200), (60, "x")) == [13, 20, 57]
