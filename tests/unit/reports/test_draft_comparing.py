"""Two papers by hand: what of them differs, in words."""

import copy

import pytest

from reports.comparing import Piece, compare
from reports.tree import figure, text

RATE = "workforce.vacancy_rate"
DEFINITION = {
    "key": RATE,
    "label": "Vacancy rate",
    "unit": "%",
    "places": 1,
    "counted": "Vacant posts",
    "of": "Funded posts",
    "dimensions": {"team": {"label": "Team", "values": {"mash": "MASH"}}},
}
COUNT = {**DEFINITION, "key": "frontdoor.contacts", "label": "Contacts", "unit": "contacts", "places": 0, "of": ""}


def reading(ref=f"{RATE}@2020-09", **changes):
    usual = {
        "key": RATE, "label": "Vacancy rate", "month": "2020-09", "scope": None, "by": None, "counted": 1, "of": 4,
        "value": 25.0, "suppressed": False, "ref": ref,
    }  # fmt: skip
    return usual | changes


def load(id, name):
    return {"id": id, "name": name, "month": "2020-09", "rows": 3, "loaded_by": "Analyst"}


def heading(id, title, level=1):
    return {"kind": "heading", "level": level, "number": "1", "id": id, "text": title}


def para(*words, number="1.1"):
    return {"kind": "para", "number": number, "id": f"p{number}", "runs": [text(word) for word in words]}


@pytest.fixture
def before():
    return {
        "tree": {
            "title": "Improvement", "as_at": "2020-11-09",
            "cover": {"lead": "Report of the Director", "fields": [["Portfolio", "Children"]], "asks": ["note it"]},
            "body": [heading("summary", "Summary"), para("The vacancy rate was 25.0%, above 15%.")],
        },
        "readings": [reading()],
        "loads": [load(1, "posts.csv")],
        "definitions": [DEFINITION, COUNT],
        "histories": {},
    }  # fmt: skip


@pytest.fixture
def after(before):
    return copy.deepcopy(before)


def words(block):
    return [(piece.kind, piece.words) for piece in block]


def test_of_two_papers_that_say_the_same_nothing_differs(before, after):
    assert compare(before, after).nothing


def test_a_number_that_changed_is_told_with_both_its_sides(before, after):
    after["readings"] = [reading(counted=2, value=50.0)]

    [number] = compare(before, after).changed
    assert (number.label, number.month, number.part) == ("Vacancy rate", "September 2020", "")
    assert (number.before, number.after) == ("25.0% (1 of 4)", "50.0% (2 of 4)")


def test_a_share_of_the_same_value_whose_sides_changed_is_a_change(before, after):
    after["readings"] = [reading(counted=2, of=8)]

    [number] = compare(before, after).changed
    assert (number.before, number.after) == ("25.0% (1 of 4)", "25.0% (2 of 8)")


def test_no_data_is_not_zero(before, after):
    before["readings"] = [reading(counted=None, of=None, value=None)]
    after["readings"] = [reading(counted=0, of=4, value=0)]

    [number] = compare(before, after).changed
    assert (number.before, number.after) == ("No data", "0.0% (0 of 4)")


def test_what_is_suppressed_is_not_given_away(before, after):
    after["readings"] = [reading(counted=None, of=None, value=None, suppressed=True)]

    [number] = compare(before, after).changed
    assert number.after == "Suppressed"


def test_a_count_has_no_sides(before, after):
    before["readings"] = [
        reading("frontdoor.contacts@2020-09", key="frontdoor.contacts", counted=900, of=None, value=900)
    ]
    after["readings"] = [{**before["readings"][0], "counted": 1200, "value": 1200}]

    [number] = compare(before, after).changed
    assert (number.before, number.after) == ("900", "1,200")


def test_a_reading_that_came_and_one_that_went(before, after):
    part = reading(f"{RATE}@2020-09:team=mash", by={"team": "mash"}, scope="childrens-social-care")
    after["readings"] = [part]

    compared = compare(before, after)
    assert compared.changed == ()
    assert [(n.part, n.before, n.after) for n in compared.added] == [
        ("childrens social care, Team: MASH", None, "25.0% (1 of 4)")
    ]
    assert [(n.before, n.after) for n in compared.gone] == [("25.0% (1 of 4)", None)]
    assert compared.numbers == 2


def test_a_load_that_superseded_another(before, after):
    after["loads"] = [load(2, "posts-corrected.csv")]

    compared = compare(before, after)
    assert [each["name"] for each in compared.loads_added] == ["posts-corrected.csv"]
    assert [each["name"] for each in compared.loads_gone] == ["posts.csv"]
    assert not compared.nothing


def test_a_sentence_reworded_is_marked_word_by_word(before, after):
    after["tree"]["body"][1] = para("The vacancy rate was 26.1%, above 15%.")

    [section] = compare(before, after).sections
    assert section.title == "Summary"
    assert [words(block) for block in section.blocks] == [
        [("same", "The vacancy rate was"), ("gone", "25.0%,"), ("new", "26.1%,"), ("same", "above 15%.")]
    ]


def test_a_paragraph_put_in_between_does_not_change_those_whose_numbers_shift(before, after):
    after["tree"]["body"][1:] = [
        para("Two posts were filled by transfer."), para("The vacancy rate was 25.0%, above 15%.", number="1.2"),
    ]  # fmt: skip

    [section] = compare(before, after).sections
    assert section.blocks == ((Piece("new", "Two posts were filled by transfer."),),)


def test_a_paragraph_taken_out(before, after):
    after["tree"]["body"].pop()

    [section] = compare(before, after).sections
    assert section.blocks == ((Piece("gone", "The vacancy rate was 25.0%, above 15%."),),)


def test_another_text_in_the_same_place_is_not_called_a_rewording(before, after):
    after["tree"]["body"][1] = para("Nobody left in September.")

    [section] = compare(before, after).sections
    assert [words(block) for block in section.blocks] == [
        [("new", "Nobody left in September.")], [("gone", "The vacancy rate was 25.0%, above 15%.")],
    ]  # fmt: skip


def test_a_title_that_changed_a_section_that_came_and_one_that_went(before, after):
    before["tree"]["body"] += [heading("risks", "Risks"), para("None.")]
    after["tree"]["body"][0] = heading("summary", "In short")
    after["tree"]["body"] += [heading("audits", "Audits"), para("Ten cases.")]

    summary, audits, risks = compare(before, after).sections
    assert (summary.title, summary.was, summary.blocks) == ("In short", "Summary", ())
    assert (audits.title, audits.kind) == ("Audits", "new")
    assert (risks.title, risks.kind, risks.blocks) == ("Risks", "gone", ((Piece("gone", "None."),),))


def test_the_cover_and_the_day_of_the_data_are_compared_too(before, after):
    after["tree"]["as_at"] = "2020-11-10"
    after["tree"]["cover"]["asks"] = ["note it", "ask for the audit"]

    [section] = compare(before, after).sections
    assert section.title == "The cover"
    assert [words(block) for block in section.blocks] == [
        [("new", "ask for the audit")],
        [("same", "Data as at"), ("gone", "9"), ("new", "10"), ("same", "November 2020")],
    ]


def test_every_kind_of_node_is_read(before, after):
    note = [text("Hidden where small.")]
    nodes = [
        {"kind": "list", "items": [[text("First")], [text("Second")]]},
        {"kind": "table", "caption": "Vacancies", "note": note, "rows": [["1"]]},
        {"kind": "chart", "title": "It rises", "note": None},
        {
            "kind": "action", "ref": "WF1", "what": "Recruit", "brag": "Red", "reason": [text("late")],
            "original": "2020-09-30", "agreed": None, "forecast": None, "completed": None, "update": None,
        },
        {"kind": "definitions", "items": [{"label": "Vacancy rate", "text": "Vacant of funded."}]},
        {"kind": "abbreviations", "items": [["NFA", "No further action"]]},
        {"kind": "key_figures", "items": [{"value": "25.0%"}]},
    ]  # fmt: skip
    after["tree"]["body"] += [heading("more", "More"), *nodes]

    [section] = compare(before, after).sections
    assert [block[0].words for block in section.blocks] == [
        "First", "Second", "Vacancies", "Hidden where small.", "It rises",
        "WF1 Recruit: Red late original date 30\u00a0September\u00a02020.",
        "Vacancy rate. Vacant of funded.", "NFA: No further action",
    ]  # fmt: skip


def test_a_cell_of_a_table_is_a_number_and_no_word(before, after):
    table = {"kind": "table", "caption": "Vacancies", "note": None}
    before["tree"]["body"].append({**table, "rows": [[[figure(RATE, f"{RATE}@2020-09", "25.0%")]]]})
    after["tree"]["body"].append({**table, "rows": [[[figure(RATE, f"{RATE}@2020-09", "50.0%")]]]})

    assert compare(before, after).nothing
