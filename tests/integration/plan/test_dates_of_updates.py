"""Days that an owner expects and asks for, held against the rules and against each other."""

from datetime import date

import pytest

from history.models import Entry
from improvement.models import Action, DateRequest, Update
from tests.factories import UpdateFactory
from tests.integration.plan.owners_page import PAGE, action, owner, parts, typed
from tests.integration.plan.reading import words

__all__ = ["action", "owner"]  # fixtures


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
