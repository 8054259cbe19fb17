import pytest

from reports.renderers.glyphs import missing
from reports.tree import TreeError, check, figure, flat, ref, strong, text
from tests.unit.reports.paper import action, column, heading, para


def node(tree, id):
    return next(node for node in tree["body"] if node.get("id") == id)


def kind(tree, name):
    return next(node for node in tree["body"] if node["kind"] == name)


def refused(tree):
    with pytest.raises(TreeError) as error:
        check(tree)
    return str(error.value)


def test_a_sound_tree_passes(tree):
    check(tree)


def test_a_tree_without_letter_meeting_notice_and_asks_passes(tree):
    tree.update(letter="", meeting=None, notice="")
    tree["cover"]["asks"] = []

    check(tree)


def test_runs_hold_their_words():
    assert text("a\n b\tc") == {"kind": "text", "text": "a b c"}
    assert text("ends with a space ")["text"] == "ends with a space "
    assert strong("bold") == {"kind": "strong", "text": "bold"}
    assert ref("p1.1", "1.1") == {"kind": "ref", "to": "p1.1", "text": "1.1"}
    assert figure("a.b", "a.b@2020-08", "3") == {"kind": "figure", "key": "a.b", "reading": "a.b@2020-08", "text": "3"}


def test_words_of_runs_are_joined():
    assert flat([text("19 of "), strong("40")]) == "19 of 40"
    assert flat("plain") == "plain"
    assert flat(None) == ""


@pytest.mark.parametrize("key", ["as_at", "title", "cover", "notice"])
def test_a_missing_part_of_the_tree_is_named(tree, key):
    del tree[key]

    assert refused(tree) == f"The tree has no '{key}'. Add it."


def test_a_date_that_is_none_is_refused(tree):
    tree["as_at"] = "29 September 2020"

    assert refused(tree).startswith("The tree's as_at is '29 September 2020', which is not a date.")


def test_an_unknown_kind_of_node_is_refused(tree):
    tree["body"].append({"kind": "video"})

    assert refused(tree) == "'video' is not a kind of node. Use one that is."


def test_a_node_that_lacks_a_part_is_named(tree):
    del node(tree, "p1.1")["id"]

    assert refused(tree) == "Paragraph 1.1 has no 'id'. Add it."


def test_an_unknown_kind_of_run_is_refused(tree):
    node(tree, "p1.1")["runs"].append({"kind": "html", "text": "<b>"})

    assert "Paragraph 1.1 holds a run of no known kind" in refused(tree)


def test_a_skipped_heading_level_is_refused(tree):
    tree["body"].insert(1, heading(3, None, "deep", "Too deep"))

    assert refused(tree) == "Heading Too deep is at level 3 after level 1. Go down one level at a time, to 3."


def test_a_first_heading_below_level_1_is_refused(tree):
    tree["body"].insert(0, heading(2, None, "early", "Early"))

    assert "at level 2 after level 0" in refused(tree)


def test_an_empty_heading_is_refused(tree):
    node(tree, "summary")["text"] = " "

    assert "summary is empty" in refused(tree)


def test_a_ragged_table_is_refused(tree):
    node(tree, "t-vacancies")["rows"][1].pop()

    assert refused(tree) == "Table 1, row 2: 3 cells under 4 columns. Give every row a cell for each."


def test_a_table_without_rows_is_refused(tree):
    node(tree, "t-vacancies")["rows"] = []

    assert "Table 1 is empty" in refused(tree)


def test_a_table_without_a_caption_is_refused(tree):
    node(tree, "t-vacancies")["caption"] = ""

    assert "Table 1 has no caption" in refused(tree)


def test_a_column_that_is_centred_is_refused(tree):
    node(tree, "t-requests")["columns"][0] = column("Request", "centre")

    assert "the column 'Request' needs align left or right" in refused(tree)


def test_a_reference_to_nowhere_is_refused(tree):
    node(tree, "p1.1")["runs"].append(ref("p9.9", "9.9"))

    assert refused(tree) == "Paragraph 1.1 refers to 'p9.9', which is not there. Mend the reference."


@pytest.mark.parametrize("place", ["update", "reason", "note", "cell", "list"])
def test_references_are_looked_for_everywhere(tree, place):
    gone = [ref("gone", "there")]
    if place == "update":
        node(tree, "aWF1")["update"]["runs"] = gone
    elif place == "reason":
        node(tree, "aWF1")["reason"] = gone
    elif place == "note":
        node(tree, "c-control")["note"] = gone
    elif place == "cell":
        node(tree, "t-requests")["rows"][0][1] = gone
    else:
        kind(tree, "list")["items"].append(gone)

    assert "'gone'" in refused(tree)


def test_a_figure_that_is_not_defined_is_refused(tree):
    node(tree, "p1.1")["runs"].append(figure("plan.overdue", "plan.overdue@2020-08", "3"))

    assert refused(tree) == "Paragraph 1.1 shows the figure plan.overdue, which is not defined. Add its definition."


def test_a_key_figure_that_is_not_defined_is_refused(tree):
    kind(tree, "key_figures")["items"][0]["key"] = "plan.overdue"

    assert "shows the figure plan.overdue" in refused(tree)


def test_an_id_used_twice_is_refused(tree):
    node(tree, "aWF2")["id"] = "aWF1"

    assert refused(tree) == "The id 'aWF1' is used twice. Give each node its own."


@pytest.mark.parametrize("taken", ["main-content", "c-control-t", "def-workforce.vacancy_rate"])
def test_ids_of_the_page_its_drawings_and_definitions_are_taken(tree, taken):
    node(tree, "aWF2")["id"] = taken

    assert f"The id '{taken}' is used twice" in refused(tree)


def test_an_id_with_a_space_is_refused(tree):
    node(tree, "aWF2")["id"] = "a WF2"

    assert "The id 'a WF2' will not do" in refused(tree)


def test_a_drawing_without_a_text_alternative_is_refused(tree):
    node(tree, "c-bars")["alt"] = ""

    assert refused(tree) == "Figure 2 has no text alternative. Say in 'alt' what the drawing shows."


def test_a_drawing_without_a_title_is_refused(tree):
    node(tree, "c-bars")["title"] = ""

    assert "Figure 2 has no title" in refused(tree)


def test_an_unknown_state_is_refused(tree):
    node(tree, "aWF1")["brag"] = "Purple"

    assert refused(tree) == "Action WF1 has the state 'Purple'. Use Red, Amber, Green, Blue, Grey."


def test_an_action_with_a_date_in_words_is_refused(tree):
    node(tree, "aWF1")["agreed"] = "October"

    assert "Action WF1: agreed is 'October', which is not a date" in refused(tree)


def test_an_empty_list_is_refused(tree):
    kind(tree, "list")["items"] = []

    assert refused(tree) == "The node list has no items. Leave it out."


def test_a_gap_in_paragraph_numbers_is_refused(tree):
    wrong = node(tree, "p2.1.1")
    wrong["number"] = "2.1.2"

    sentence = "Paragraph 2.1.2 would be numbered 2.1.1 in Word. Number headings and paragraphs without gaps."
    assert refused(tree) == sentence


def test_a_gap_in_heading_numbers_is_refused(tree):
    node(tree, "recommendations")["number"] = "4"

    assert "Heading 4 would be numbered 3 in Word" in refused(tree)


def test_a_paragraph_numbered_as_a_section_is_refused(tree):
    tree["body"].insert(2, para("2", text("Alone")))

    assert refused(tree) == "Paragraph 2: write its number as 1.1 or 1.1.1."


def test_appendices_are_lettered_without_gaps(tree):
    node(tree, "abbreviations")["number"] = "Appendix C"

    assert "Heading Appendix C would be numbered Appendix B in Word" in refused(tree)


def test_definitions_are_numbered_within_their_appendix(tree):
    kind(tree, "definitions")["items"][0]["number"] = "B.1"

    assert refused(tree) == "The definition of workforce.vacancy_rate is numbered B.1, not A.1."


def test_tables_and_figures_count_from_1(tree):
    node(tree, "t-requests")["number"] = 3

    assert refused(tree) == "Table 3 must be number 2. Count from 1 without gaps."


def test_a_character_that_no_font_has_is_named_with_its_place(tree):
    tree["body"].insert(2, para("1.2", text("Well done \U0001f389")))

    assert refused(tree).startswith("Paragraph 1.2 holds what no font here can draw: \U0001f389 (U+1F389). Take it out")


def test_a_control_character_on_the_cover_is_named(tree):
    tree["cover"]["lead"] = "Report\x07"

    assert "The cover holds what no font here can draw: a control character (U+0007)" in refused(tree)


def test_characters_of_a_drawing_are_looked_at(tree):
    node(tree, "c-bars")["spec"]["labels"][0] = "مرحبا"

    assert "Figure 2 holds" in refused(tree)


def test_the_font_draws_what_councils_write():
    assert missing("Siân Łódź ŵŷ ≥ ≤ − × ½ £ € – — ‘’ “” • → ✓ \u00a0\u00ad\u2011") == []


def test_the_font_lacks_emoji_other_scripts_and_private_characters():
    assert missing("a\U0001f389bمc\ue000\ud800\U0001f389") == ["\U0001f389", "م", "\ue000", "\ud800"]


def test_an_action_may_lack_forecast_and_update(tree):
    tree["body"].append(action("WF4", "Grey", forecast=None, update=None))

    check(tree)
