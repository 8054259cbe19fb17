from reports.renderers.fitting import breaks, row_lines
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
