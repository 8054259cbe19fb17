"""Publishing an edition: now or later, in time or with a reason, and once."""

from datetime import UTC, date, datetime

import pytest
from lxml import html

from history.models import Entry
from reports.models import Publication, Report
from tests.integration.drafts.visiting import IN_TIME, TOO_LATE, at, drafted, says, today_is

pytestmark = pytest.mark.django_db
NOW = {"when": "now", "understood": "on"}


def later(day: date, time: str = "", **more: str) -> dict[str, str]:
    parts = {"day_day": day.day, "day_month": day.month, "day_year": day.year}
    names = {"day_0": day.day, "day_1": day.month, "day_2": day.year}  # whichever way a date's boxes are called
    return {"when": "later", "time": time, **{k: str(v) for k, v in (parts | names).items()}, **more}


def test_published_now_it_is_public_at_once(office, report, edition):
    assert office.post(at("publish"), NOW).url == at("draft")

    publication = Publication.objects.get()
    assert publication.at == datetime(2020, 9, 28, 8, tzinfo=UTC)
    assert publication.by.name == "The programme_office"
    assert "The report of August 2020 is published." in says(office.get(at("draft")))
    assert "August 2020" in says(office.get("/"))


def test_published_later_it_is_public_from_that_time_on(office, report, edition):
    office.post(at("publish"), later(IN_TIME, "08:30"))

    assert Publication.objects.get().at == datetime(2020, 9, 29, 7, 30, tzinfo=UTC)
    assert "Planned for 29 September 2020 at 08:30" in says(office.get(at("draft")))
    assert "No report has been published yet" in says(office.get("/"))

    today_is(IN_TIME)
    assert "29 September 2020" in says(office.get("/"))
    assert [(entry.verb) for entry in Entry.objects.about(edition)] == ["planned publication"]


def test_without_a_time_a_planned_day_begins_at_nine(office, report, edition):
    office.post(at("publish"), later(IN_TIME))
    assert Publication.objects.get().at == datetime(2020, 9, 29, 8, tzinfo=UTC)


def test_a_planned_publication_may_be_taken_back_until_its_time(office, report, edition):
    office.post(at("publish"), later(IN_TIME))
    assert office.post(at("cancel")).url == at("draft")
    assert not Publication.objects.exists()

    office.post(at("publish"), later(IN_TIME))
    today_is(IN_TIME)
    office.post(at("cancel"))
    assert Publication.objects.exists()


def test_there_must_be_something_to_take_back(office, report, edition):
    assert office.post(at("cancel")).status_code == 404


def test_late_it_needs_a_reason(office, report, edition):
    today_is(TOO_LATE)
    assert "It is late." in says(office.get(at("publish")))

    response = office.post(at("publish"), NOW)
    assert "29 September 2020. Say why it is late." in says(response)
    assert not Publication.objects.exists()

    office.post(at("publish"), {**NOW, "late_because": "The chair agreed."})
    assert Publication.objects.get().late_because == "The chair agreed."


def test_published_now_cannot_be_taken_back_and_so_is_confirmed(office, report, edition):
    response = office.post(at("publish"), {"when": "now"})

    assert "Confirm that you understand that it stays public" in says(response)
    assert not Publication.objects.exists()


def test_each_question_stands_beneath_the_answer_that_needs_it(office, report, edition):
    now, later_ = html.fromstring(office.get(at("publish")).content).find_class("govuk-radios__conditional")

    assert names_in(now) == ["understood"]
    assert names_in(later_) == ["day_day", "day_month", "day_year", "time", "late_because"]


def test_where_it_is_late_already_the_reason_is_asked_whatever_is_answered(office, report, edition):
    today_is(TOO_LATE)
    page = html.fromstring(office.get(at("publish")).content)

    assert names_in(page.find_class("govuk-radios__conditional")[1]) == ["day_day", "day_month", "day_year", "time"]
    assert "late_because" in names_in(page)


def test_without_a_meeting_nothing_is_late(office, report, edition):
    Report.objects.update(meeting_on=None)
    assert b"late_because" not in office.get(at("publish")).content

    office.post(at("publish"), NOW)
    assert Publication.objects.get().late_because == ""


def names_in(part) -> list[str]:
    return [box.get("name") for box in part.xpath(".//input | .//textarea")]


def test_planned_for_too_late_a_day_it_needs_a_reason_too(office, report, edition):
    assert "Say why it is late." in says(office.post(at("publish"), later(TOO_LATE)))
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, "When is it to be public?"),
        (later(date(2020, 9, 27)), "The day and time must be in the future"),
        (later(date(2020, 9, 28), "09:00"), "The day and time must be in the future"),
        (later(IN_TIME, "25:00"), "Time must be hours and minutes, like 09:00"),
        ({**later(IN_TIME), "day_month": "13", "day_1": "13"}, "The day must be a real date"),
        ({"when": "later"}, "Enter the day"),
    ],
)
def test_what_is_typed_wrong_is_said_and_nothing_is_published(office, report, edition, form, told):
    response = office.post(at("publish"), form)

    assert "There is a problem" in says(response)
    assert told in says(response)
    assert not Publication.objects.exists()


def test_publishing_twice_publishes_once(office, report, edition):
    form = {**NOW, "once": "the-same"}
    for _ in range(2):
        assert office.post(at("publish"), form).url == at("draft")

    assert Publication.objects.count() == 1
    assert "This edition has been published" in says(office.post(at("publish"), NOW))


def test_what_is_planned_says_so(office, report, edition):
    office.post(at("publish"), later(IN_TIME))
    words = says(office.get(at("publish")))

    assert "This edition has its day of publication" in words
    assert "to be published on 29 September 2020 at 09:00" in words


def test_what_is_not_signed_is_not_published(office, report):
    drafted(report)
    assert "There is nothing to publish yet" in says(office.post(at("publish"), NOW))
