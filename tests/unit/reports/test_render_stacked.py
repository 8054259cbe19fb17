import lxml.html

from reports.renderers import stacked
from tests.unit.reports.paper import TREE

SENTENCE = "Waits for the outcome of the review"


def tables(tree):
    return {found.get("id"): found for found in page(tree).iter("table")}


def page(tree):
    return lxml.html.fragment_fromstring(stacked.body(tree, "/figures/{}/".format), create_parent="main")


def with_answer(answer):
    """The small paper, with this answer in its table of requests."""
    body = [node | {"rows": [["1.10", answer]]} if node.get("id") == "t-requests" else node for node in TREE["body"]]
    return TREE | {"body": body}


def test_rows_with_a_sentence_stack_and_each_cell_says_what_it_is():
    table = tables(with_answer(SENTENCE))["t-requests"]

    assert "app-table--cards" in table.get("class").split()
    assert [cell.get("data-label") for cell in table.iter("td")] == ["Answer"]
    roles = [table.get("role"), *(found.get("role") for found in table.find("tbody/tr").iter("tr", "th", "td"))]
    assert roles == ["table", "row", "rowheader", "cell"]


def test_a_cell_of_26_letters_is_a_sentence_and_one_of_25_is_not():
    def stacks(answer):
        return "app-table--cards" in tables(with_answer(answer))["t-requests"].get("class")

    assert [stacks("x" * 25), stacks("x" * 26), stacks([{"kind": "text", "text": "x" * 26}])] == [False, True, True]


def test_a_table_to_compare_by_stays_one_and_can_be_scrolled_by_keyboard():
    table = tables(TREE)["t-vacancies"]

    assert table.get("class") == "app-table app-table--tight"
    assert table.getparent().get("tabindex") == "0"


def test_nothing_of_the_paper_is_lost_when_rows_stack():
    def cells(tree):
        return [cell.text_content() for cell in tables(tree)["t-vacancies"].iter("th", "td")]

    long = [
        node | {"rows": [[row[0], row[1], row[2], SENTENCE] for row in node["rows"]]} if node.get("total") else node
        for node in TREE["body"]
    ]

    stacked_cells = cells(TREE | {"body": long})
    assert [cell for cell in stacked_cells if cell != SENTENCE] == [
        "Team", "Posts", "Rate", "State", "Assessment", "1,214", "19.0%", "=1+1", "£900,000", "No data", "All teams",
        "1,300.5", "9%",
    ]  # fmt: skip
    assert stacked_cells.count(SENTENCE) == 3
