"""What changed from one draft to another."""

import pytest

from tests.integration.drafts.visiting import PAPER, at, drafted, says

pytestmark = pytest.mark.django_db


def test_what_changed_is_told_of_the_two_newest_unless_another_is_asked_for(office, report):
    first = drafted(report, paper={**PAPER, "tree": {**PAPER["tree"], "title": "The first title"}})
    drafted(report, paper={**PAPER, "tree": {**PAPER["tree"], "title": "The second title"}})
    drafted(report)

    words = says(office.get(at("changes")))
    assert "second" in words
    assert "first title" not in words.replace("Compare with", "")
    assert "first" in says(office.get(f"{at('changes')}?with={first.pk}"))


def test_the_first_draft_has_nothing_to_be_compared_with(office, report):
    drafted(report)
    assert "There is no draft before this one" in says(office.get(at("changes")))


@pytest.mark.parametrize("page", ["draft", "read", "sign"])
def test_what_changed_is_offered_where_there_is_a_draft_before(director, report, page):
    offer = f'href="{at("changes")}"'.encode()
    drafted(report)
    assert offer not in director.get(at(page)).content

    drafted(report)
    assert offer in director.get(at(page)).content
