"""A person's calendar of due dates, by a private address that works without signing in."""

import re
from datetime import date

import pytest
from django.test import Client

from history.models import Entry
from improvement.models import CalendarAddress
from improvement.plan.calendar_feed import Event, calendar, escaped, folded, uid
from organisation import clock
from organisation.models import Holding
from tests.factories import ActionFactory, CycleFactory, HoldingFactory, MilestoneFactory, ServiceFactory, UserFactory
from tests.integration.plan.growing import grow, queries
from tests.integration.plan.reading import words

PAGE = "/plan/calendar/"


@pytest.fixture
def owner(client):
    person = UserFactory(job_title="Ada's post")
    client.force_login(person)
    return person


def get_address(client):
    """The path of a new address, as the page shows it once."""
    page = client.post(PAGE, {"do": "make"}).content.decode()
    return re.search(r"http://testserver(/calendar/[\w-]{43}\.ics)", page)[1]


def unfolded(text):
    """The lines, read by the rules of RFC 5545, 3.1."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    assert all(len(row.encode()) <= 75 for row in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def plain(value):
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def events(text):
    """{summary: properties} of every VEVENT; what is no calendar fails."""
    lines = unfolded(text)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in lines
    assert any(line.startswith("PRODID:") for line in lines)
    found, event = [], None
    for line in lines[1:-1]:
        name, value = line.split(":", 1)
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            found.append(event)
            event = None
        elif event is not None:
            assert name not in event
            event[name] = plain(value)
    assert event is None
    assert all({"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY"} <= set(each) for each in found)
    assert len({each["UID"] for each in found}) == len(found)
    return {each["SUMMARY"]: each for each in found}


def feed(address):
    response = Client().get(address)  # nobody is signed in
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return events(response.content.decode())


def test_own_dates_milestones_and_the_day_of_updates_are_in_it(client, owner, october):
    action = ActionFactory(reference="1.1", title="Hire; train, keep", owner=owner, original_date=date(2020, 10, 31))
    MilestoneFactory(action=action, title="Café opens", due_on=date(2020, 12, 20))
    MilestoneFactory(action=action, title="Old", due_on=date(2020, 8, 1), done_on=date(2020, 8, 1))
    ActionFactory(reference="1.2", owner=owner, complete=True)
    ActionFactory(reference="1.3", title="Of somebody else")

    found = feed(get_address(client))

    days = {summary: event["DTSTART;VALUE=DATE"] for summary, event in found.items()}
    assert days == {
        "1.1 Hire; train, keep is due": "20201031",
        "Milestone: Café opens (1.1)": "20201220",
        # the cycle opened on 2 November, a Monday
        "Updates of October 2020 are due": "20201106",
    }
    due = found["1.1 Hire; train, keep is due"]
    assert due["DTSTAMP"] == "20201109T090000Z"
    assert due["URL"] == "http://testserver/plan/actions/1.1/"
    assert due["DESCRIPTION"] == (
        "Red: due 31\u00a0October\u00a02020, 9 days overdue, no new date agreed.\nOwner: Ada's post"
    )


def test_who_sees_the_plan_of_a_service_has_its_dates_until_they_see_it_no_more(client, october):
    east = ServiceFactory(slug="east")
    held = HoldingFactory(role="head_of_service", service=east)
    ActionFactory(reference="1.1", title="East", service=east)
    ActionFactory(reference="2.1", title="West", service=ServiceFactory(slug="west"))
    client.force_login(held.user)
    address = get_address(client)

    assert set(feed(address)) == {"1.1 East is due"}

    Holding.objects.filter(pk=held.pk).update(ends_on=date(2020, 11, 8))
    assert feed(address) == {}


def test_an_action_handed_over_leaves_the_calendar(client, owner, october):
    action = ActionFactory(owner=owner)
    address = get_address(client)
    assert len(feed(address)) == 2

    action.owner = UserFactory()
    action.save()

    assert feed(address) == {}


def test_an_event_stays_the_same_when_its_day_moves(client, owner, october):
    action = ActionFactory(reference="1.1", title="Move", owner=owner)
    address = get_address(client)
    [before] = [event for event in feed(address).values() if event["SUMMARY"] == "1.1 Move is due"]
    action.original_date, action.title = date(2021, 3, 1), "Moved"
    action.save()

    after = feed(address)["1.1 Moved is due"]

    assert after["UID"] == before["UID"]
    assert (before["DTSTART;VALUE=DATE"], after["DTSTART;VALUE=DATE"]) == ("20201231", "20210301")


def test_updates_of_a_month_still_to_open_are_due_too(client, owner, october):
    CycleFactory(month=date(2020, 11, 1))
    ActionFactory(owner=owner)

    found = feed(get_address(client))

    # November's cycle opens on 1 December 2020, a Tuesday
    assert found["Updates of November 2020 are due"]["DTSTART;VALUE=DATE"] == "20201207"


def test_only_a_hash_of_the_address_is_stored_and_it_is_shown_once(client, owner):
    address = get_address(client)

    token = address.removeprefix("/calendar/").removesuffix(".ics")
    [stored] = CalendarAddress.objects.values_list("token_hash", flat=True)
    assert token not in stored
    assert len(stored) == 64
    page = client.get(PAGE).content.decode()
    assert token not in page
    assert "You have an address since 9 November 2020" in page
    assert not Entry.objects.filter(words__contains=token).exists()


def test_a_renewed_address_ends_the_one_before(client, owner):
    first = get_address(client)
    page = client.post(PAGE, {"do": "renew"})
    second = re.search(r"/calendar/[\w-]{43}\.ics", page.content.decode())[0]

    assert "The address that you had before has ended." in words(page)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert list(Entry.objects.values_list("verb", flat=True)) == [
        "made an address of their calendar",
        "renewed the address of their calendar",
    ]


def test_an_ended_address_is_not_there_and_ending_it_twice_is_told(client, owner):
    address = get_address(client)

    assert "Your address has ended" in words(client.post(PAGE, {"do": "end"}))
    assert Client().get(address).status_code == 404
    again = client.post(PAGE, {"do": "end"})
    assert again.status_code == 400
    assert "There is no address of your calendar to end." in words(again)


def test_a_deactivated_person_has_no_calendar(client, owner):
    address = get_address(client)

    owner.is_active = False
    owner.save()

    assert Client().get(address).status_code == 404


def test_looking_changes_nothing(client, owner, october):
    assert client.get(PAGE, {"do": "make"}).status_code == 200
    assert not CalendarAddress.objects.exists()
    address = get_address(client)
    before = CalendarAddress.objects.values().get()

    Client().get(address)
    Client().head(address)

    assert CalendarAddress.objects.values().get() == before
    assert Client().post(address).status_code == 405


def test_a_calendar_takes_the_same_queries_for_40_actions_as_for_10(client, owner, october):
    grow(10, october, owner=owner)
    address = get_address(client)
    few = queries(Client(), address)
    grow(30, october, owner=owner)

    assert queries(Client(), address) == few <= 20


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("a, b; c", "a\\, b\\; c"),
        ("back\\slash", "back\\\\slash"),
        ("one\r\ntwo\rthree\nfour", "one\\ntwo\\nthree\\nfour"),
        ("bell\x07 and delete\x7f", "bell and delete"),
        ("x\nEND:VEVENT", "x\\nEND:VEVENT"),
    ],
)
def test_text_is_escaped(said, written):
    assert escaped(said) == written


def test_a_long_line_is_folded_between_letters():
    assert folded("a" * 75) == "a" * 75
    assert folded("a" * 76) == "a" * 75 + "\r\n a"
    assert folded("a" * 74 + "é") == "a" * 74 + "\r\n é"
    assert folded("a" * (75 + 74 + 1)) == "a" * 75 + "\r\n " + "a" * 74 + "\r\n a"


def test_a_calendar_without_events_is_a_calendar():
    assert events(calendar([], clock.now())) == {}


def test_words_of_any_length_and_letters_come_back_as_they_were():
    said = "Ω, " * 60 + "\\n; end"
    text = calendar([Event("action-1", date(2020, 2, 29), said, "", "https://council.example/")], clock.now())

    [event] = events(text).values()
    assert event["SUMMARY"] == said
    assert event["DTSTART;VALUE=DATE"] == "20200229"
    assert event["UID"] == uid("action-1")
