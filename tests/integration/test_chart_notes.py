"""Notes on charts: who adds them, what they need, what the chart and its table say, and what a withdrawn one leaves."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.utils.html import strip_tags

from figures.models import ChartNote
from figures.months import add
from tests.factories import ChartNoteFactory, ContactFactory, CouncilFactory, HoldingFactory, ServiceFactory
from tests.integration.administration.visiting import TODAY, signed_in

pytestmark = pytest.mark.django_db
FIGURE = "/figures/frontdoor.contacts/"
ADD = f"{FIGURE}notes/add/"
FIRST = date(2019, 2, 1)
CHANGED = date(2020, 3, 1)
ANNOTATION = {"month": "2020-03-01", "words": "First lockdown", "kind": "annotation"}
REBASE = {
    "month": "2020-03-01",
    "words": "New threshold document",
    "kind": "rebase",
    "reason": "Calls count since then",
}


@pytest.fixture(autouse=True)
def contacts():
    """10 and 12 in turn until February 2020, 30 and 32 in turn from March to October."""
    CouncilFactory(plays_on=TODAY)
    for number in range(21):
        month = add(FIRST, number)
        ContactFactory.create_batch((30 if month >= CHANGED else 10) + 2 * (number % 2), month=month)


def holder(role="front_door_analyst", **holding):
    return signed_in(HoldingFactory(role=role, **holding).user)


@pytest.fixture
def desk():
    return holder()


def words(response):
    return " ".join(unescape(strip_tags(response.content.decode())).split())


def test_an_annotation_is_on_the_chart_below_it_in_its_alternative_and_in_the_table(desk):
    response = desk.post(ADD, ANNOTATION, follow=True)

    assert "The note on March 2020 is added." in (said := words(response))
    assert "March 2020: First lockdown." in said
    [drawn, described] = [
        re.search(f"<{tag}.*?>(.*?)</{tag}>", response.context["chart"], re.DOTALL).group(1) for tag in ("svg", "desc")
    ]
    assert "First lockdown, Mar 2020" in drawn
    assert "March 2020: First lockdown." in described
    assert response.context["history"]["columns"][-1] == "Note"
    assert [row[0] for row in response.context["history"]["rows"] if row[-1] == "First lockdown"] == ["Mar 2020"]
    assert ",First lockdown" in b"".join(desk.get(f"{FIGURE}months.csv").streaming_content).decode()
    assert ChartNote.objects.get().versions.count() == 1


def test_limits_start_afresh_in_words_and_on_every_page_that_shows_them(desk):
    """Means 11 and 31, every move 2 within a phase: limits are 5.32 from the mean."""
    assert "Within the usual range" not in words(desk.get("/front-door/")).split("Closed, no further")[0]

    said = words(desk.post(ADD, REBASE, follow=True))

    assert "They are said to be unsettled until 13 months rest on them." in said
    assert "From February 2019 to February 2020 the usual range was 5.6 to 16.2." in said
    assert "Limits are worked out anew from March 2020: New threshold document." in said
    assert "All 8 months since then lie within the usual range of 25.7 to 36.3." in said
    assert "It rests on 8 months, fewer than the 13 that settle it, and may still move." in said
    assert "March 2020: New threshold document. Limits are worked out anew: Calls count since then." in said
    front = words(desk.get("/front-door/"))
    assert "Limits are worked out anew from March 2020: New threshold document." in front
    assert "Within the usual range" in front


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"reason": ""}, "Say why limits start afresh"),
        ({"month": "2020-05-01"}, "From May 2020 there are six months."),
        ({"month": "2019-02-01"}, "there is no month with data before it"),
        ({"month": "2018-02-01"}, "no longer offered"),
        ({"words": ""}, "Enter what happened"),
        ({"reason": "Mother rang from 07700 900123"}, "check these words"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(desk, sent, told):
    assert told in words(desk.post(ADD, REBASE | sent))
    assert not ChartNote.objects.exists()


def test_seven_months_are_enough_and_a_second_rebase_of_a_month_is_not_taken(desk):
    desk.post(ADD, REBASE | {"month": "2020-04-01"})
    again = words(desk.post(ADD, REBASE | {"month": "2020-04-01", "words": "Another"}))

    assert ChartNote.objects.get().month == date(2020, 4, 1)
    assert "Limits start afresh in April 2020 already." in again


def test_a_note_that_is_withdrawn_is_drawn_no_longer_and_stays_in_the_list(desk):
    desk.post(ADD, REBASE)
    note = ChartNote.objects.get()

    said = words(desk.post(f"{FIGURE}notes/{note.pk}/withdraw/", {"why": "The document came in June"}, follow=True))

    assert "New threshold document withdrawn" in said
    assert "Withdrawn by" in said
    assert "The document came in June" in said
    assert "worked out anew" not in words(desk.get(FIGURE))
    assert ChartNote.objects.get().versions.count() == 2
    assert desk.get(f"{FIGURE}notes/{note.pk}/withdraw/").status_code == 404


@pytest.mark.parametrize(
    ("role", "figure", "status"),
    [
        ("front_door_analyst", "frontdoor.contacts", 200),
        ("front_door_analyst", "workforce.vacancy_rate", 403),
        ("workforce_analyst", "frontdoor.contacts", 403),
        ("programme_office", "frontdoor.contacts", 200),
        ("head_of_service", "frontdoor.contacts", 403),
        ("front_door_analyst", "nothing.at_all", 404),
    ],
)
def test_analysts_note_the_charts_of_their_own_records(role, figure, status):
    assert holder(role).get(f"/figures/{figure}/notes/add/").status_code == status


def test_an_analyst_of_one_service_notes_its_chart_and_not_the_councils():
    service = ServiceFactory()
    desk = holder(service=service)

    assert desk.get(ADD).status_code == 403
    assert desk.get(f"{ADD}?scope={service.slug}").status_code == 200


def test_what_happened_to_the_whole_is_said_of_a_part_whose_limits_stay(desk):
    desk.post(ADD, REBASE)
    desk.post(f"{ADD}?source=police", ANNOTATION | {"words": "New form of the police"})

    police, whole = (desk.get(f"{FIGURE}{part}").context for part in ("?source=police", ""))

    assert police["chart_notes"] == [
        "March 2020: New threshold document (limits of the whole figure start afresh).",
        "March 2020: New form of the police.",
    ]
    assert "anew" not in " ".join(police["sentences"])
    assert len(whole["chart_notes"]) == 1


def test_a_chart_of_a_month_says_nothing_of_later_ones(desk):
    desk.post(ADD, ANNOTATION)

    assert "First lockdown" not in words(desk.get(f"{FIGURE}?month=2020-02"))


def test_one_comes_back_to_the_page_that_one_came_from_and_to_no_other_site(desk):
    assert desk.post(f"{ADD}?back=/front-door/", ANNOTATION).url == "/front-door/"
    assert desk.post(f"{ADD}?back=//elsewhere.example/", ANNOTATION).url.startswith("/figures/")


def test_what_stood_at_a_moment_is_known_later():
    moments = [datetime(2020, month, 1, tzinfo=UTC) for month in (6, 7, 8)]
    early = ChartNoteFactory(added_at=moments[0])
    gone = ChartNoteFactory(
        added_at=moments[0], withdrawn_at=moments[1], withdrawn_by=early.added_by, withdrawn_because="Wrong month"
    )
    late = ChartNoteFactory(added_at=moments[2])

    known = [set(ChartNote.objects.known(moment)) for moment in (*moments, None)]

    assert known == [{early, gone}, {early}, {early, late}, {early, late}]
