"""An owner updates their actions on one page: nothing typed is lost, nothing is saved twice."""

import re
from datetime import UTC, date, datetime

import pytest

from history.models import Entry
from improvement.decisions.assuring import return_to_owner
from improvement.models import Action, Assurance, DateRequest, KeptUpdate, Milestone, Update
from pages.kept import FIELD, made_for
from tests.factories import (
    ActionFactory,
    DateChangeFactory,
    DateRequestFactory,
    HoldingFactory,
    MilestoneFactory,
    UpdateFactory,
    UserFactory,
)
from tests.integration.plan.conftest import CLOSED_AT
from tests.integration.plan.reading import words

PAGE = "/plan/updates/"


@pytest.fixture
def owner(client, october):
    owner = HoldingFactory(role="action_owner").user
    client.force_login(owner)
    return owner


@pytest.fixture
def action(owner):
    return ActionFactory(reference="1.1", title="Strategy", owner=owner)


def typed(action, reported="on_track", said="Two workshops were held.", seen=0, **more):
    fields = {"reported": reported, "words": said, "seen": seen} | more
    return {f"action-{action.pk}-{name}": value for name, value in fields.items()}


def parts(day, name):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def chosen(page):
    return re.findall(r'type="radio"[^>]* value="(\w+)"[^>]* checked', page)


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


def test_saving_one_keeps_what_is_typed_for_another(client, owner, action):
    second = ActionFactory(reference="1.2", owner=owner)

    client.post(PAGE, typed(action) | typed(second, "off_track", "Half a sentence") | {"save": str(action.pk)})

    assert [update.action for update in Update.objects.all()] == [action]
    page = client.get(PAGE).content.decode()
    assert "Half a sentence" in page
    assert re.search(rf'name="action-{second.pk}-reported" value="off_track" id="[^"]+" checked', page)


def test_save_and_come_back_keeps_a_draft_for_its_writer_alone(client, owner, action):
    day = parts(date(2021, 1, 15), "forecast_date")
    response = client.post(PAGE, typed(action, "", "Not done yet", **day) | {"save": "keep"}, follow=True)

    assert not Update.objects.exists()
    assert "Draft kept" in words(response)
    assert "Not done yet" in response.content.decode()
    assert f'name="action-{action.pk}-forecast_date_year" type="text" inputmode="numeric" value="2021"' in (
        response.content.decode()
    )

    client.post(PAGE, typed(action) | {"save": "all"})
    assert not KeptUpdate.objects.exists()


def test_what_could_not_be_saved_is_kept_too(client, owner, action):
    """Whoever then follows a link of the page finds it again."""
    second = ActionFactory(reference="1.2", owner=owner)
    page = typed(action, "", "Half a sentence") | typed(second, said="The other.")

    client.post(PAGE, page | {"save": str(action.pk)})

    assert not Update.objects.exists()
    shown = client.get(PAGE)
    assert words(shown).count("Draft kept on 9 November") == 2
    assert "Half a sentence</textarea>" in shown.content.decode()
    assert "The other.</textarea>" in shown.content.decode()


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


def test_what_another_saved_meanwhile_is_shown_beside_what_was_typed(client, owner, action, october):
    UpdateFactory(action=action, cycle=october, by=owner, words="From my phone.")

    response = client.post(PAGE, typed(action, said="From my desk.") | {"save": str(action.pk)})

    assert Update.objects.count() == 1
    assert "From my phone." in words(response)
    assert "From my desk." in response.content.decode()
    newest = Update.objects.get().pk
    assert f'name="action-{action.pk}-seen" value="{newest}"' in response.content.decode()

    client.post(PAGE, typed(action, said="From my desk.", seen=newest) | {"save": str(action.pk)})
    assert [update.words for update in Update.objects.all()] == ["From my phone.", "From my desk."]


def test_words_that_look_like_somebodys_are_checked_first(client, action):
    said = typed(action, said="I agreed with Mrs Placeholder that the rest is shared.")

    response = client.post(PAGE, said | {"save": str(action.pk)})

    assert not Update.objects.exists()
    assert "Not saved yet: check these words" in words(response)
    assert "I agreed with <mark>Mrs Placeholder</mark> that the rest" in response.content.decode()

    client.post(PAGE, said | {"save": str(action.pk), f"action-{action.pk}-may_stay": "She is the auditor."})
    assert Update.objects.get().words == "I agreed with Mrs Placeholder that the rest is shared."
    assert Entry.objects.get(verb="words confirmed").words == "They may stay because: She is the auditor."


def test_better_than_the_rule_needs_a_reason(client, action):
    late = typed(action, **parts(date(2021, 1, 15), "forecast_date"))

    response = client.post(PAGE, late | {"save": str(action.pk)})
    why = "By the rule it is Amber: forecast 15 January 2021, 15 days after the agreed date. Say why it is going better"
    assert why in words(response)
    assert not Update.objects.exists()

    client.post(PAGE, late | {"save": str(action.pk), f"action-{action.pk}-why_better": "A printer is found"})
    said = words(client.get("/plan/actions/1.1/"))
    assert (
        "Green Reported on track by the owner: A printer is found; by the rule Amber: forecast 15 January 2021" in said
    )


def test_a_forecast_that_is_emptied_needs_the_reason_too(client, owner, action, september):
    before = UpdateFactory(action=action, cycle=september, by=owner, forecast_date=date(2021, 1, 15))
    said = typed(action, seen=before.pk)

    assert "Say why it is going better than the rule says" in words(client.post(PAGE, said | {"save": "all"}))
    assert Update.objects.get() == before

    client.post(PAGE, said | {"save": "all", f"action-{action.pk}-why_better": "A printer is found"})
    assert Update.objects.latest("pk").why_better == "A printer is found"


def test_nobody_expects_what_is_open_by_a_day_that_has_passed(client, owner, action, september):
    """What was expected last month and has passed is not filled in again, and is no more work."""
    before = UpdateFactory(action=action, cycle=september, by=owner, forecast_date=date(2020, 11, 8))
    day = f"action-{action.pk}-forecast_date_day"
    assert f'name="{day}" type="text" inputmode="numeric" value=' not in client.get(PAGE).content.decode()

    late = typed(action, seen=before.pk, **parts(date(2020, 11, 8), "forecast_date"))
    response = client.post(PAGE, late | {"save": "all"})
    assert "The day by which you expect it has passed. Enter another, or leave it empty" in words(response)
    assert Update.objects.get() == before

    client.post(PAGE, late | {day: "9"} | {"save": "all"})
    assert Update.objects.latest("pk").forecast_date == date(2020, 11, 9)


def test_what_is_complete_may_have_been_expected_earlier(client, action):
    said = typed(action, "complete", **parts(date(2020, 11, 8), "forecast_date"))
    client.post(PAGE, said | {"save": "all"})

    assert Action.objects.get().completed_on == date(2020, 11, 9)


def test_a_new_date_is_asked_for_and_changes_nothing_until_somebody_agrees(client, owner, action):
    day = parts(date(2021, 3, 31), "new_date")

    assert "Say why a new date is needed" in words(client.post(PAGE, typed(action, **day) | {"save": "all"}))
    client.post(PAGE, typed(action, **day, new_date_reason="The supplier is late") | {"save": "all"})

    request = DateRequest.objects.get()
    assert (request.from_date, request.to_date) == (date(2020, 12, 31), date(2021, 3, 31))
    assert (request.decision, request.asked_by) == ("waiting", owner)
    assert "Agreed date 31 December 2020" in words(client.get("/plan/actions/1.1/"))

    newest = Update.objects.get().pk
    day = parts(date(2021, 2, 28), "new_date")
    client.post(PAGE, typed(action, seen=newest, said="Sooner.", **day, new_date_reason="They deliver in part")
                | {"save": "all"})  # fmt: skip
    assert [each.decision for each in DateRequest.objects.all()] == ["withdrawn", "waiting"]


@pytest.mark.parametrize(
    ("expected", "asked", "said"),
    [
        (
            date(2021, 4, 30),
            date(2021, 3, 31),
            "You expect it by 30 April 2021, later than the new date of 31 March 2021.",
        ),
        (
            date(2020, 12, 31),
            date(2021, 3, 31),
            "31 December 2020: then it keeps its date of 31 December 2020 and needs no new one.",
        ),
        (
            date(2020, 12, 15),
            date(2020, 11, 30),
            "You expect it by 15 December 2020, later than the new date of 30 November 2020.",
        ),
        (date(2021, 3, 31), date(2021, 3, 31), ""),
        (date(2021, 2, 28), date(2021, 3, 31), ""),  # some days more than they expect to need
        (date(2020, 11, 30), date(2020, 12, 15), ""),  # earlier than its date of 31 December
    ],
)
def test_a_new_date_is_held_against_the_day_that_is_expected(client, action, expected, asked, said):
    both = parts(expected, "forecast_date") | parts(asked, "new_date")
    more = {"new_date_reason": "The supplier is late", "why_better": "A printer is found"}

    response = client.post(PAGE, typed(action, **both, **more) | {"save": "all"}, follow=True)

    assert said in words(response)
    assert DateRequest.objects.exists() is not bool(said)
    assert Update.objects.exists() is not bool(said)


def test_what_is_complete_needs_no_new_date(client, owner, action):
    """Else a later date would wipe how late it was completed."""
    asked = typed(action, **parts(date(2021, 3, 31), "new_date"), new_date_reason="The supplier is late")
    client.post(PAGE, asked | {"save": "all"})
    seen = Update.objects.get().pk

    again = typed(
        action, "complete", "Done.", seen=seen, **parts(date(2021, 4, 30), "new_date"), new_date_reason="Late"
    )
    assert "It is complete, so it needs no new date." in words(client.post(PAGE, again | {"save": "all"}))
    assert Action.objects.get().completed_on is None
    assert DateRequest.objects.get().decision == "waiting"

    client.post(PAGE, typed(action, "complete", "Done.", seen=seen) | {"save": "all"})
    request = DateRequest.objects.get()
    assert (request.decision, request.decided_by) == ("withdrawn", owner)
    withdrawn = Entry.objects.get(verb="new date withdrawn")
    assert withdrawn.words == "31\xa0March\xa02021: the action is reported complete"

    page = client.get(PAGE, {"again": action.pk}).content.decode()
    assert f"action-{action.pk}-forecast_date_day" in page
    assert f"action-{action.pk}-new_date" not in page
    client.post(PAGE, again | {"save": "all", f"action-{action.pk}-seen": Update.objects.latest("pk").pk})
    assert [each.decision for each in DateRequest.objects.all()] == ["withdrawn"]


def test_what_is_known_stands_beside_what_is_asked(client, owner, action, september):
    """Last month's words, the four dates, milestones, and what others said of it since."""
    at = datetime(2020, 10, 12, 10, tzinfo=UTC)
    last = UpdateFactory(action=action, cycle=september, words="A printer is sought.", reported="at_risk", at=at)
    DateChangeFactory(action=action, to_date=date(2021, 1, 31))
    MilestoneFactory(action=action, title="Draft", done_on=date(2020, 10, 1))
    MilestoneFactory(action=action, title="Final", due_on=date(2020, 12, 1))
    office = UserFactory(job_title="Programme Manager")
    DateRequestFactory(action=action, to_date=date(2021, 6, 30), decision="refused", decided_by=office,
                       decided_at=datetime(2020, 10, 20, 9, tzinfo=UTC), words="That is too late.")  # fmt: skip
    Assurance.objects.create(action=action, outcome="returned", completed_on=date(2020, 10, 2), by=office,
                             at=datetime(2020, 10, 9, 9, tzinfo=UTC), words="A page is missing.")  # fmt: skip

    said = words(client.get(PAGE))

    assert "You, on 12 October, for September: “A printer is sought.” Reported at risk, and we can recover." in said
    assert "Original date 31 December 2020 , agreed 31 January 2021 , moved once by 31 days. Forecast not known" in said
    assert "30 June 2021 was refused by Programme Manager on 20 October 2020: “That is too late.”" in said
    assert "Returned to you by Programme Manager on 9 October 2020: “A page is missing.”" in said
    assert "Final, due 1 December 2020" in said
    assert "1 of 2 are done already." in said

    client.post(PAGE, typed(action, "complete", "The page is there.", seen=last.pk) | {"save": "all"})
    said = words(client.get(PAGE))
    assert "Returned to you" not in said
    assert "was refused" not in said


def test_complete_is_green_until_another_has_assured_it(client, action):
    client.post(PAGE, typed(action, "complete", "Published.") | {"save": "all"})

    assert Action.objects.get().completed_on == date(2020, 11, 9)
    assert "Green Complete since 9 November 2020, not yet assured." in words(client.get("/plan/actions/1.1/"))


def test_what_has_started_is_not_reported_as_not_started_again(client, owner, action, september):
    UpdateFactory(action=action, cycle=september, by=owner)
    seen = Update.objects.get().pk

    response = client.post(PAGE, typed(action, "not_started", seen=seen) | {"save": "all"})

    assert "no longer offered" in words(response)
    assert Update.objects.count() == 1


def test_nobody_updates_what_is_another_s(client, owner, action):
    other = ActionFactory(reference="2.1", owner=UserFactory())

    client.post(PAGE, typed(other) | {"save": "all"})
    client.post(PAGE, typed(other) | {"save": str(other.pk)})

    assert not Update.objects.exists()


def test_a_milestone_of_another_action_is_not_ticked(client, action):
    MilestoneFactory(action=action)
    other = MilestoneFactory()

    client.post(PAGE, typed(action, done=[other.pk]) | {"save": "all"})

    assert Milestone.objects.get(pk=other.pk).done_on is None
    assert not Update.objects.exists()


def test_once_the_cycle_has_closed_nothing_is_saved(client, action, october):
    october.closed_at = CLOSED_AT
    october.save()

    assert "No month is open" in words(client.post(PAGE, typed(action) | {"save": "all"}))
    assert not Update.objects.exists()


def test_what_was_typed_while_the_session_ran_out_is_there_after_signing_in_again(client, owner, action):
    client.logout()
    client.post(PAGE, typed(action) | {"save": "all", FIELD: made_for(owner)})
    client.force_login(owner)

    page = client.get(PAGE)

    assert not Update.objects.exists()
    assert "Two workshops were held." in page.content.decode()


def test_whoever_owns_nothing_is_told_so(client, owner):
    assert "No update is due from you" in words(client.get(PAGE))


def test_a_page_of_many_actions_takes_few_queries(client, owner, october, django_assert_max_num_queries):
    for _ in range(25):
        action = ActionFactory(owner=owner)
        MilestoneFactory(action=action)
        UpdateFactory(action=action, cycle=october)

    with django_assert_max_num_queries(20):
        assert client.get(PAGE).status_code == 200
