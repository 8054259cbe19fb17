"""What an owner saves is saved whole and once, and what is added to it needs nothing said again."""

from datetime import UTC, date, datetime

import pytest

from history.models import Entry
from improvement.decisions.assuring import return_to_owner
from improvement.models import Action, DateRequest, KeptUpdate, Milestone, Update
from tests.factories import ActionFactory, HoldingFactory, MilestoneFactory
from tests.integration.plan.owners_page import PAGE, action, chosen, owner, parts, typed
from tests.integration.plan.reading import words

__all__ = ["action", "owner"]  # fixtures


def test_an_update_is_saved_with_all_that_was_said(client, owner, action, october):
    draft, final = MilestoneFactory(action=action, title="Draft"), MilestoneFactory(action=action, title="Final")
    day = parts(date(2021, 1, 15), "forecast_date")
    said = typed(action, "at_risk", done=[draft.pk], help_wanted="A printer", **day)

    response = client.post(PAGE, said | {"save": str(action.pk)}, follow=True)

    update = Update.objects.get()
    assert (update.action, update.cycle, update.by, update.reported) == (action, october, owner, "at_risk")
    assert (update.words, update.help_wanted) == ("Two workshops were held.", "A printer")
    assert update.forecast_date == date(2021, 1, 15)
    assert [Milestone.objects.get(pk=each.pk).done_on for each in (draft, final)] == [date(2020, 11, 9), None]
    assert "One update saved." in words(response)
    assert "Amber Forecast 15 January 2021, 15 days after the agreed date" in words(client.get("/plan/actions/1.1/"))


def test_opening_the_page_changes_nothing(client, action):
    client.get(PAGE)

    assert not Update.objects.exists()
    assert not KeptUpdate.objects.exists()


def test_all_that_is_filled_in_is_saved_and_what_is_wrong_stays(client, owner, action):
    second, third = ActionFactory(reference="1.2", owner=owner), ActionFactory(reference="1.3", owner=owner)

    said = typed(action) | typed(second, "", "Only words.") | typed(third, "", "")
    response = client.post(PAGE, said | {"save": "all"})

    assert [update.action for update in Update.objects.all()] == [action]
    assert "One update saved." in words(response)
    assert "Only words." in response.content.decode()
    assert words(response).count("1.2: Select an answer to ‘How is it going?’") == 1
    assert "1.3: " not in words(response)


def test_an_update_sent_twice_is_saved_once(client, action):
    for _ in range(2):
        assert client.post(PAGE, typed(action) | {"save": str(action.pk)}).status_code == 302

    assert Update.objects.count() == 1


@pytest.mark.parametrize("more", ["a date", "a milestone", "a reason"])
def test_the_same_words_with_something_more_are_not_taken_for_the_same_update(client, action, more):
    """Sent from a page that stood open: what it asks besides is shown and saved, not dropped."""
    milestone = MilestoneFactory(action=action, due_on=date(2020, 12, 1))
    client.post(PAGE, typed(action) | {"save": "all"})
    said = {
        "a date": typed(action, **parts(date(2021, 3, 31), "new_date"), new_date_reason="The supplier is late"),
        "a milestone": typed(action, done=[milestone.pk]),
        "a reason": typed(action, why_better="A printer is found"),
    }[more]

    response = client.post(PAGE, said | {"save": "all"})

    assert "Save again if yours is to stand as well." in words(response)
    newest = {f"action-{action.pk}-seen": Update.objects.get().pk}
    for _ in range(2):
        client.post(PAGE, said | newest | {"save": "all"})
    assert Update.objects.count() == (2 if more == "a reason" else 1)
    kept = {
        "a date": DateRequest.objects.filter(to_date=date(2021, 3, 31)),
        "a milestone": Milestone.objects.filter(done_on=date(2020, 11, 9)),
        "a reason": Update.objects.filter(why_better="A printer is found"),
    }[more]
    assert kept.count() == 1


def test_what_is_added_to_a_saved_update_needs_nothing_said_again(client, owner, action, october):
    milestone = MilestoneFactory(action=action, title="Draft", due_on=date(2020, 12, 1))
    day = parts(date(2021, 1, 15), "forecast_date")
    said = typed(action, "at_risk", "Two workshops.\r\nA third is next.", help_wanted="A printer", **day)
    client.post(PAGE, said | {"save": "all"})
    page = client.get(PAGE, {"again": action.pk}).content.decode()
    assert chosen(page) == ["at_risk"]
    assert "Two workshops.\nA third is next.</textarea>" in page
    assert "A printer</textarea>" in page
    assert f'name="action-{action.pk}-forecast_date_year" type="text" inputmode="numeric" value="2021"' in page

    again = said | {f"action-{action.pk}-seen": Update.objects.get().pk, "save": str(action.pk)}
    assert "You changed nothing, so there is nothing to save." in words(client.post(PAGE, again))
    for _ in range(2):
        response = client.post(PAGE, again | {f"action-{action.pk}-done": [milestone.pk]}, follow=True)

    assert Update.objects.count() == 1
    assert Milestone.objects.get().done_on == date(2020, 11, 9)
    assert "You reported at risk" in words(response)

    client.post(PAGE, again | {f"action-{action.pk}-help_wanted": "A printer and paper"})
    first, second = Update.objects.all()
    assert (second.words, second.reported, second.forecast_date) == (first.words, first.reported, first.forecast_date)
    assert (first.help_wanted, second.help_wanted) == ("A printer", "A printer and paper")


def test_what_was_returned_is_not_reported_complete_by_adding_to_the_update(client, owner, action):
    client.post(PAGE, typed(action, "complete", "Published.") | {"save": "all"})
    assert chosen(client.get(PAGE, {"again": action.pk}).content.decode()) == ["complete"]
    head = HoldingFactory(role="head_of_service", service=action.service).user
    return_to_owner(action=action, words="A page is missing.", by=head, at=datetime(2020, 11, 9, 12, tzinfo=UTC))
    first = Update.objects.get()

    page = client.get(PAGE, {"again": action.pk}).content.decode()
    assert chosen(page) == []
    assert "Published.</textarea>" in page
    client.post(PAGE, typed(action, "complete", "Published.", seen=first.pk) | {"save": "all"})

    assert Action.objects.get().completed_on == date(2020, 11, 9)
    assert [update.reported for update in Update.objects.all()] == ["complete", "complete"]


def test_words_that_may_stay_are_not_asked_about_again(client, action):
    said = typed(action, said="I agreed with Mrs Placeholder that the rest is shared.")
    client.post(PAGE, said | {"save": "all", f"action-{action.pk}-may_stay": "She is the auditor."})
    seen = {f"action-{action.pk}-seen": Update.objects.get().pk}

    client.post(PAGE, said | seen | {"save": "all", f"action-{action.pk}-help_wanted": "A printer"})

    assert Update.objects.latest("pk").help_wanted == "A printer"


def test_words_that_look_like_somebodys_are_checked_first(client, action):
    said = typed(action, said="I agreed with Mrs Placeholder that the rest is shared.")

    response = client.post(PAGE, said | {"save": str(action.pk)})

    assert not Update.objects.exists()
    assert "Not saved yet: check these words" in words(response)
    assert "I agreed with <mark>Mrs Placeholder</mark> that the rest" in response.content.decode()

    client.post(PAGE, said | {"save": str(action.pk), f"action-{action.pk}-may_stay": "She is the auditor."})
    assert Update.objects.get().words == "I agreed with Mrs Placeholder that the rest is shared."
    assert Entry.objects.get(verb="words confirmed").words == "They may stay because: She is the auditor."
