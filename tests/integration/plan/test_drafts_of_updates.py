"""What an owner types is kept while they type: for them alone, never in the place of what is saved."""

import pytest

from improvement.models import KeptUpdate, Update
from pages.models import Sent
from tests.factories import ActionFactory, UpdateFactory, UserFactory
from tests.integration.plan.conftest import CLOSED_AT
from tests.integration.plan.owners_page import PAGE, action, chosen, owner, typed
from tests.integration.plan.reading import words

__all__ = ["action", "owner"]  # fixtures


def type_(client, data):
    response = client.post(PAGE, data | {"save": "typing"})
    return response.content.decode() if response["Content-Type"].startswith("text/plain") else None


def test_what_is_typed_is_kept_and_nothing_is_saved(client, action):
    said = type_(client, typed(action, "", "Half a sentence", title="Strategy as agreed", file="Strategy.pdf"))

    assert said.startswith("Kept at ")
    assert not Update.objects.exists()
    page = client.get(PAGE)
    assert "Half a sentence" in page.content.decode()
    assert "A draft keeps no file: choose ‘Strategy.pdf’ again." in words(page)


def test_what_is_typed_next_takes_its_place_and_what_is_typed_away_is_kept_no_more(client, action):
    type_(client, typed(action, "", "Half a sentence"))
    type_(client, typed(action, "on_track", "A whole sentence."))
    assert [kept.typed[f"action-{action.pk}-words"] for kept in KeptUpdate.objects.all()] == [["A whole sentence."]]

    assert type_(client, typed(action, "", "")) == "Nothing to keep"
    assert not KeptUpdate.objects.exists()


def test_only_the_action_that_is_typed_in_is_kept(client, owner, action):
    """The same page stands open elsewhere, where the other action was typed in."""
    second = ActionFactory(reference="1.2", owner=owner)
    type_(client, typed(second, "", "From my phone"))

    type_(client, typed(action, "", "From my desk"))

    assert {kept.action for kept in KeptUpdate.objects.all()} == {action, second}


def test_keeping_as_one_types_does_not_stand_in_the_way_of_saving(client, action):
    for said in ("Two", "Two workshops were held.", "Two workshops were held."):
        type_(client, typed(action, said=said) | {"once": "a-token"})
    assert not Sent.objects.exists()

    client.post(PAGE, typed(action) | {"save": "all", "once": "a-token"})

    assert Update.objects.get().words == "Two workshops were held."
    assert not KeptUpdate.objects.exists()


def test_what_is_on_its_way_when_the_update_is_saved_is_no_draft_again(client, action):
    client.post(PAGE, typed(action) | {"save": "all"})

    said = type_(client, typed(action, said="Two workshops"))

    assert said == "Not kept: an update of this action was saved meanwhile. Save to add to it."
    assert not KeptUpdate.objects.exists()
    assert Update.objects.get().words == "Two workshops were held."


def test_words_kept_on_another_page_before_the_update_was_saved_are_not_shown_as_new(client, owner, action, october):
    client.post(PAGE, typed(action, "", "From my phone, not saved.") | {"save": "keep"})
    UpdateFactory(action=action, cycle=october, by=owner, words="From my desk.")

    page = client.get(PAGE)
    assert "Draft kept" not in words(page)
    assert "before it was saved: they are kept, and there too" in words(page)
    assert "From my phone, not saved." not in page.content.decode()

    again = client.get(PAGE, {"again": action.pk})
    assert "From my phone, not saved." in again.content.decode()
    assert "before the update above was saved. Save it only if it adds something" in words(again)
    assert f'name="action-{action.pk}-seen" value="{Update.objects.get().pk}"' in again.content.decode()


def test_the_very_words_that_were_saved_are_no_draft(client, owner, action, october):
    client.post(PAGE, typed(action) | {"save": "keep"})
    UpdateFactory(action=action, cycle=october, by=owner, words="Two workshops were held.", reported="on_track")

    assert "they are kept" not in words(client.get(PAGE))
    assert "You typed this" not in words(client.get(PAGE, {"again": action.pk}))


@pytest.mark.parametrize("more", [{"new_date_day": "31"}, {"title": "Minutes"}, {"file": "Minutes.pdf"}])
def test_the_very_words_with_something_more_are_still_there(client, owner, action, october, more):
    client.post(PAGE, typed(action, **more) | {"save": "keep"})
    UpdateFactory(action=action, cycle=october, by=owner, words="Two workshops were held.", reported="on_track")

    assert "they are kept, and there too" in words(client.get(PAGE))
    again = client.get(PAGE, {"again": action.pk})
    assert "You typed this" in words(again)
    assert next(iter(more.values())) in again.content.decode()


def test_what_a_draft_left_empty_takes_nothing_from_the_update_that_was_saved_since(client, owner, action, october):
    client.post(PAGE, typed(action, "", "", title="Minutes") | {"save": "keep"})
    UpdateFactory(action=action, cycle=october, by=owner, words="From my desk.", reported="at_risk")

    page = client.get(PAGE, {"again": action.pk}).content.decode()

    assert 'value="Minutes"' in page
    assert "From my desk.</textarea>" in page
    assert chosen(page) == ["at_risk"]


def test_nobody_keeps_words_for_what_is_another_s(client, owner):
    other = ActionFactory(owner=UserFactory())

    assert type_(client, typed(other)) == ""
    assert not KeptUpdate.objects.exists()


@pytest.mark.parametrize("why", ["signed out", "closed"])
def test_where_nothing_is_kept_the_answer_is_a_page(client, action, october, why):
    if why == "closed":
        october.closed_at = CLOSED_AT
        october.save()
    else:
        client.logout()

    assert type_(client, typed(action)) is None
    assert not KeptUpdate.objects.exists()


@pytest.mark.parametrize("save", ["keep", "typing"])
def test_what_no_browser_sends_does_not_break_the_page(client, owner, action, october, save):
    UpdateFactory(action=action, cycle=october, by=owner, words="From my desk.")

    client.post(PAGE, typed(action, said="Half\0 a sentence", seen="5" * 5000) | {"save": save})

    assert client.get(PAGE).status_code == 200
    assert "\0" not in str([kept.typed for kept in KeptUpdate.objects.all()])
    client.post(PAGE, typed(action, "", "Half\0 a sentence", seen=Update.objects.get().pk) | {"save": "keep"})
    assert [kept.typed[f"action-{action.pk}-words"] for kept in KeptUpdate.objects.all()] == [["Half a sentence"]]
