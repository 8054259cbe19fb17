import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict
from python_calamine import load_workbook

from pages.exports import download, write_out
from pages.tables import Column, Filter, filters, sorting, table
from tests.factories import PostFactory, TeamFactory
from workforce.models import Post

COLUMNS = [
    Column("reference", "Post", "reference"),
    Column("team", "Team", "team__name"),
    Column("level", "Level", "level"),
    Column("fte", "FTE", "fte", numeric=True),
    Column("shout", "Shout", lambda post: post.reference.upper()),
]


def texts(found):
    return [row[0].text for row in found.rows]


@pytest.mark.django_db
class TestARecordTable:
    @pytest.fixture(autouse=True)
    def posts(self):
        team = TeamFactory(name="Assessment")
        for reference, fte in (("a", 1), ("b", "0.5"), ("c", 1)):
            PostFactory(reference=reference, fte=Decimal(fte), team=team)

    def table(self, query="", **options):
        return table(QueryDict(query), Post.objects.select_related("team"), COLUMNS, "Posts", **options)

    def test_the_numbers_of_a_column_have_one_number_of_decimals(self):
        assert [row[3].text for row in self.table().rows] == ["1.0", "0.5", "1.0"]
        assert [row[3].text for row in self.table(per_page=1).rows] == ["1"]

    def test_it_shows_choices_and_related_names_in_words(self):
        found = self.table()

        assert [cell.text for cell in found.rows[0]] == ["a", "Assessment", "Level 2", "1.0", "A"]

    def test_it_sorts_by_a_column_and_keeps_equals_in_one_order(self):
        assert texts(self.table("sort=fte")) == ["b", "a", "c"]
        assert texts(self.table("sort=-fte")) == ["a", "c", "b"]
        assert [heading.sort for heading in self.table("sort=-fte").headings] == ["", "", "", "descending", ""]

    def test_a_heading_turns_the_order_round_and_goes_back_to_the_first_page(self):
        assert self.table("sort=fte&page=2&level=2").headings[3].href == "?sort=-fte&level=2"

    def test_a_function_is_not_sorted_by_the_database(self):
        found = self.table("sort=shout")

        assert texts(found) == ["a", "b", "c"]
        assert found.headings[4].href == ""

    def test_pages_say_where_one_is(self):
        found = self.table("page=2", per_page=2)

        assert texts(found) == ["c"]
        assert found.pager.says == "3 to 3 of 3"
        assert (found.pager.previous, found.pager.next) == ("?", "")

    @pytest.mark.parametrize("page", ["0", "-1", "x", "²", "99999999999999999999"])
    def test_a_page_that_is_none_is_passed_over(self, page):
        assert self.table(f"page={page}", per_page=2).rows

    def test_it_needs_two_queries(self, django_assert_num_queries):
        with django_assert_num_queries(2):
            self.table("sort=team", per_page=2)


def test_a_list_is_sorted_with_what_is_missing_last():
    rows = [{"name": "x", "age": None}, {"name": "y", "age": 2}, {"name": "z", "age": 1}]

    found = table(QueryDict("sort=-age"), rows, [Column("name", "Name"), Column("age", "Age", numeric=True)], "People")

    assert [[cell.text for cell in row] for row in found.rows] == [["y", "2"], ["z", "1"], ["x", "Not recorded"]]


def test_nothing_to_show_says_so():
    found = table(QueryDict(), [], [Column("name", "Name")], "People", empty="Nobody yet.")

    assert (found.count, found.pager.first, found.empty) == (0, 0, "Nobody yet.")


def test_filters_are_filled_from_the_address_and_keep_what_is_named():
    found = filters(QueryDict("level=3&sort=fte&page=2"), [Filter("level", "Level", [("3", "Level 3")])], keep=["sort"])

    assert found.fields[0].value == "3"
    assert found.hidden == [("sort", "fte")]
    assert ("-fte", "FTE, largest or latest first") in sorting(COLUMNS).options


ROWS = [
    ["=1+1", "-5", Decimal("0.10"), date(2020, 9, 1), None, True],
    ["@home", "+44 20", -3, "\tx", "é", False],
]


def test_a_csv_is_safe_to_open():
    response = download("csv", "posts", ["A", "B", "C", "D", "E", "F"], ROWS)

    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    [_, first, second] = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert first == ["'=1+1", "-5", "0.10", "2020-09-01", "", "yes"]
    assert second == ["'@home", "'+44 20", "-3", "'\tx", "é", "no"]


def test_a_workbook_keeps_numbers_as_numbers_and_texts_as_texts():
    written = write_out("xlsx", ["A", "B", "C", "D", "E", "F"], ROWS)

    with written.file as file:
        book = load_workbook(file)
    assert written.rows == 2

    [_, first, second] = book.get_sheet_by_index(0).to_python()
    assert first == ["=1+1", "-5", 0.1, date(2020, 9, 1), "", "yes"]
    assert second[:3] == ["@home", "+44 20", -3]
