"""The page that a link in an e-mail opens: one person's updates of one cycle, without signing in."""

from datetime import UTC, date, datetime, timedelta
from http.cookies import SimpleCookie

import pytest
from django.test import Client

from figures import months
from improvement.models import KeptUpdate, Milestone, Update, UpdateLink
from improvement.updates import linking
from organisation.refused import Refused
from tests.factories import ActionFactory, CycleFactory, MilestoneFactory, UserFactory
from tests.integration.plan.conftest import CLOSED_AT
from tests.integration.plan.owners_page import parts, typed
from tests.integration.plan.reading import words
from tests.integration.plan.stored import everything_stored

NOW = datetime(2020, 11, 9, 9, tzinfo=UTC)
DAYS = {"now": NOW, "earlier": NOW - timedelta(days=60)}


@pytest.fixture
def owner(october):
    return UserFactory(name="Jo Placeholder", job_title="Head of Early Help", email="jo@police.example")


@pytest.fixture
def action(owner):
    return ActionFactory(reference="1.1", title="Strategy", owner=owner)


@pytest.fixture
def token(owner, october):
    return linking.make_link(person=owner, cycle=october, at=NOW)[1]


@pytest.fixture
def address(token, action):
    return f"/update/{token}/"


def test_the_link_shows_its_owners_actions_and_nothing_of_anybody_else(client, address):
    ActionFactory(reference="2.1", title="Somebody else's")

    response = client.get(address)

    said = words(response)
    assert "1.1 Strategy" in said
    assert "For Jo Placeholder, Head of Early Help. October 2020" in said
    assert "2.1" not in said
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_opening_it_changes_nothing_and_leaves_no_cookie(client, address, owner):
    before = sorted(everything_stored())

    answers = [client.get(address), client.head(address), client.get(f"{address}?again=1&said=x")]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [answer.cookies for answer in answers] == [SimpleCookie()] * 3
    assert sorted(everything_stored()) == before
    assert client.get("/plan/updates/").status_code == 302  # it signs nobody in


def test_an_update_is_saved_as_its_owners_and_said_so_without_a_cookie(address, action, owner, october):
    strict = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    step = MilestoneFactory(action=action, title="Draft")
    day = parts(date(2021, 3, 31), "new_date")

    said = typed(action, done=[step.pk], **day, new_date_reason="The supplier is late")
    response = strict.post(address, said | {"save": "all"})

    assert response.url.startswith("./?said=")
    assert "#" not in response.url  # its top says what is saved
    assert not response.cookies
    update = Update.objects.get()
    assert (update.action, update.cycle, update.by) == (action, october, owner)
    assert Milestone.objects.get().done_on == date(2020, 11, 9)
    request = action.date_requests.get()
    assert (request.to_date, request.asked_by) == (date(2021, 3, 31), owner)
    after = strict.get(address + response.url.removeprefix("./"))
    assert "One update saved." in words(after)
    assert UpdateLink.objects.get().used_at == NOW


def test_nobody_else_can_put_words_into_the_page(client, address):
    assert client.get(f"{address}?said=WyJ4Il0:1abcde:forged").status_code == 200


def test_a_draft_is_kept_and_is_there_again(client, address, action, owner):
    client.post(address, typed(action, "", "Half a sentence") | {"save": "keep"})

    assert not Update.objects.exists()
    assert KeptUpdate.objects.get().by == owner
    assert "Half a sentence" in client.get(address).content.decode()


def test_words_that_look_like_somebodys_are_checked_here_too(client, address, action):
    said = typed(action, said="I agreed it with Mrs Placeholder.")

    assert "Not saved yet: check these words" in words(client.post(address, said | {"save": "all"}))
    assert not Update.objects.exists()

    client.post(address, said | {"save": "all", f"action-{action.pk}-may_stay": "She is the auditor."})
    assert Update.objects.get().words == "I agreed it with Mrs Placeholder."


def test_a_double_press_saves_once(client, address, action):
    sent = typed(action) | {"save": "all", "once": "a-mark-of-the-form"}

    first, second = client.post(address, sent), client.post(address, sent)

    assert (first.status_code, second.status_code) == (302, 302)
    assert "It was done once." in words(client.get(address + second.url.removeprefix("./")))
    assert Update.objects.count() == 1


def test_an_address_is_stored_nowhere(client, address, token, action):
    client.get(address)
    client.post(address, typed(action) | {"save": "all", "once": "a-mark"})
    client.post(address, typed(action, "", "More") | {"save": "keep"})

    assert not [value for value in everything_stored() if token in value]


def test_two_people_do_not_meet_on_one_machine(client, address, action, owner, october):
    other = UserFactory(name="Val Pretend")
    theirs = ActionFactory(reference="2.1", owner=other)
    _, token = linking.make_link(person=other, cycle=october, at=NOW)
    client.force_login(other)  # has signed in here, and opens somebody's link

    assert "Val Pretend" not in words(client.get(address))
    client.post(address, typed(action) | typed(theirs, said="Not theirs to say") | {"save": "all"})
    client.post(f"/update/{token}/", typed(theirs) | {"save": "all"})

    assert [(each.action, each.by) for each in Update.objects.order_by("pk")] == [(action, owner), (theirs, other)]
    assert "Two workshops were held." in [each.words for each in Update.objects.all()]


def test_what_was_handed_over_is_shown_no_more_and_words_typed_for_it_are_not_lost(client, address, action, owner):
    left = ActionFactory(reference="1.2", owner=owner)
    action.owner = UserFactory()
    action.save()

    assert "1.1 Strategy" not in words(client.get(address))
    response = client.post(address, typed(action, said="Typed before that") | typed(left) | {"save": "all"})

    assert [update.action for update in Update.objects.all()] == [left]
    assert "This was not saved" in words(response)
    assert "Typed before that" in words(response)


@pytest.mark.parametrize(
    ("ends", "happened"),
    [
        ({"revoked_at": "now"}, "The programme office ended it on 9 November 2020."),
        ({"made_at": "earlier", "expires_at": "now"}, "It worked until 9 November 2020."),
        ({"closed_at": CLOSED_AT}, "The report of October 2020 is signed, so its updates are closed."),
        ({"email": "other@police.example"}, "The e-mail address of its owner has changed since it was sent."),
        ({"is_active": False}, "The person whom it was sent to is no longer in the tracker."),
    ],
    ids=["revoked", "expired", "closed", "moved", "deactivated"],
)
def test_a_link_that_has_ended_says_why_and_gives_back_what_was_typed(
    client, address, action, owner, october, ends, happened
):
    link = UpdateLink.objects.get()
    for record in (link, owner, october):
        for name, value in ends.items():
            if hasattr(record, name):
                setattr(record, name, DAYS.get(value, value))
    if link.revoked_at:
        link.revoked_by = owner
    for record in (link, owner, october):
        record.save()

    number = {"measure-7-seen": "0", "measure-7-numerator": "12", "measure-7-evidence": "The list of 2 November"}
    said = typed(action, said="Two workshops.") | number | {"save": "all"}
    opened, sent = client.get(address), client.post(address, said)

    assert (opened.status_code, sent.status_code) == (410, 410)
    assert happened in words(opened)
    assert "1.1 Strategy" not in words(opened)
    assert "This was not saved" in words(sent)
    assert "What changed, and what is next? Two workshops." in words(sent)
    assert "Number 12 What shows it? The list of 2 November" in words(sent)
    assert not Update.objects.exists()


def test_a_link_works_for_sixty_days_at_most_and_a_second_one_does_not_end_it(owner, october):
    first, _ = linking.make_link(person=owner, cycle=october, at=NOW)
    linking.make_link(person=owner, cycle=october, at=NOW + timedelta(days=1))

    assert linking.ended(first, NOW + timedelta(days=60, seconds=-1)) is None
    assert linking.ended(first, NOW + timedelta(days=60)).happened == f"It worked until {months.day(date(2021, 1, 8))}."


def test_revoking_ends_all_of_one_person_and_cycle_and_no_others(owner, october):
    at, by = NOW, UserFactory()
    for _ in range(2):
        linking.make_link(person=owner, cycle=october, at=at)
    other, _ = linking.make_link(person=by, cycle=october, at=at)
    earlier, _ = linking.make_link(person=owner, cycle=CycleFactory(month=date(2020, 9, 1)), at=at)

    assert linking.revoke(person=owner, cycle=october, by=by, at=at) == 2

    assert set(UpdateLink.objects.working(at)) == {other, earlier}
    with pytest.raises(Refused, match="has no link that works"):
        linking.revoke(person=owner, cycle=october, by=by, at=at)


def test_an_address_that_nobody_was_sent_is_not_found(client, october):
    response = client.post("/update/nothing/", {"action-1-words": "Typed at the wrong address"})

    assert response.status_code == 404
    assert "Copy all of it from the e-mail" in words(response)
    assert "Typed at the wrong address" in words(response)


def test_the_page_of_an_older_link_is_of_its_own_cycle(client, owner, action):
    earlier = CycleFactory(month=date(2020, 9, 1))
    _, token = linking.make_link(person=owner, cycle=earlier, at=NOW)

    client.post(f"/update/{token}/", typed(action) | {"save": "all"})

    assert Update.objects.get().cycle == earlier
