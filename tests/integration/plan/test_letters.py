"""What the e-mails about the plan say, worked by hand: nothing is called late, due or missing that is not."""

import html
import re
from datetime import UTC, date, datetime

import pytest
from django.core import mail

from improvement.models import Reminder
from improvement.models.reminder import Kind
from improvement.reminders import recording as reminders
from jobs.models import Job
from jobs.running import run_job
from organisation.models import Council
from tests.factories import (
    ActionFactory,
    DateChangeFactory,
    MeasureFactory,
    MilestoneFactory,
    UpdateFactory,
    UserFactory,
)
from tests.integration.plan.reminding import Away, run, was_sent

LATER, SOON = date(2021, 3, 31), date(2020, 11, 20)
EARLY_NOVEMBER = datetime(2020, 11, 3, 10, tzinfo=UTC)


@pytest.fixture
def owner(october):
    """They have had the e-mail of the month that opened."""
    owner = UserFactory(name="Jo", job_title="Head of Early Help", email="jo@council.example")
    was_sent(Kind.OPENED, owner, october)
    return owner


def today(day: str) -> None:
    Council.objects.update(plays_on=date.fromisoformat(day))


def sent_on(day: str) -> tuple[str, str]:
    """Subject and first paragraph of the one e-mail that is sent on the day."""
    today(day)
    mail.outbox.clear()
    run("--on", day)
    [message] = mail.outbox
    return message.subject, message.body.split("\n\n")[1].replace("\xa0", " ")


def updated(action, cycle, at=EARLY_NOVEMBER):
    UpdateFactory(action=action, cycle=cycle, at=at)


# --- The words --------------------------------------------------------------------------------------------------------


def test_an_update_that_is_not_yet_due_is_called_due(owner):
    ActionFactory(owner=owner, original_date=LATER)

    assert sent_on("2020-11-04") == (
        "October 2020: one update due by Friday 6 November 2020",
        "Updates for October 2020 are due by Friday 6 November 2020. One update of yours is missing.",
    )


def test_an_action_of_which_the_update_alone_is_missing_is_not_called_overdue(owner):
    ActionFactory(owner=owner, original_date=LATER)
    MeasureFactory(name="Children waiting", owner=owner)

    assert sent_on("2020-11-09") == (
        "October 2020: one update and one number missing",
        "Updates for October 2020 were due by Friday 6 November 2020. One update and one number of yours are missing.",
    )


def test_an_action_past_its_date_whose_update_is_written_misses_nothing(owner, october):
    updated(ActionFactory(owner=owner, original_date=date(2020, 10, 30)), october)

    assert sent_on("2020-11-09") == (
        "October 2020: one action overdue",
        "One action of yours has passed the agreed date.",
    )


def test_a_date_that_comes_soon_is_named_beside_what_is_late(owner, october):
    late, step = ActionFactory(owner=owner, original_date=date(2020, 11, 15)), ActionFactory(owner=owner)
    MilestoneFactory(action=step, due_on=date(2020, 11, 23))  # a Monday, a week on
    for each in (late, step):
        updated(each, october)

    assert sent_on("2020-11-16") == (
        "October 2020: one action overdue, one date coming soon",
        "One action of yours has passed the agreed date. Dates that come soon are named below.",
    )


def test_where_updates_are_written_a_date_alone_is_told(owner, october):
    updated(ActionFactory(owner=owner, original_date=SOON), october)

    assert sent_on("2020-11-13") == (
        "October 2020: one date coming soon",
        "Dates that come soon are named below.",
    )


def test_the_month_that_opened_counts_what_is_missing_alone(october):
    owner = UserFactory()
    updated(ActionFactory(owner=owner), october)
    ActionFactory(owner=owner)

    assert sent_on("2020-11-04") == (
        "October 2020: update your action",
        "October 2020 is open. Your update of one action is due by Friday 6 November 2020.",
    )


def test_an_owner_who_comes_after_the_day_is_told_that_it_was(october):
    owner = UserFactory()
    ActionFactory(owner=owner)
    ActionFactory(owner=owner)

    assert sent_on("2020-11-10")[1] == (
        "October 2020 is open. Your updates of two actions were due by Friday 6 November 2020."
    )


@pytest.mark.parametrize(("day", "verb"), [("2020-11-06", "are"), ("2020-11-09", "were")])
def test_a_new_link_says_whether_the_day_is_past(owner, october, day, verb):
    ActionFactory(owner=owner, original_date=LATER)
    today(day)

    at = datetime.fromisoformat(f"{day}T09:00+00:00")
    run_job(reminders.send_anew(person=owner, cycle=october, by=UserFactory(), at=at).job_id)

    [message] = mail.outbox
    assert f"Updates {verb} due by Friday 6\xa0November\xa02020." in message.body


# --- What changed while an e-mail waited ------------------------------------------------------------------------------


@pytest.fixture
def waited(settings):
    """Records the e-mails of a day while the server is away; gives how they are sent later."""
    usual = settings.EMAIL_BACKEND

    def record(day):
        settings.EMAIL_BACKEND = f"{Away.__module__}.Away"
        today(day)
        run("--on", day)
        settings.EMAIL_BACKEND = usual

    return record


def send_what_waits():
    Job.objects.update(not_before=None)
    for job in Job.objects.unfinished():
        run_job(job.pk)


def test_who_wrote_all_updates_meanwhile_is_not_asked_for_them(waited, october):
    action = ActionFactory()
    waited("2020-11-02")
    updated(action, october, datetime(2020, 11, 2, 8, tzinfo=UTC))

    send_what_waits()

    assert not mail.outbox
    assert Reminder.objects.get().not_sent == "Nothing of it was due any more"


def test_who_wrote_the_update_of_which_they_were_to_be_warned_is_not_warned(waited, owner, october):
    done, left = (ActionFactory(reference=name, owner=owner, original_date=LATER) for name in ("1.1", "1.2"))
    waited("2020-11-04")
    updated(done, october, datetime(2020, 11, 4, 8, tzinfo=UTC))

    send_what_waits()

    [message] = mail.outbox
    assert message.subject == "October 2020: one update due by Friday 6 November 2020"
    assert f"* {left}" in message.body
    assert f"* {done}" not in message.body


def test_an_action_is_named_with_its_dates_and_how_often_they_moved(owner):
    action = ActionFactory(owner=owner, original_date=SOON)
    DateChangeFactory(action=action, from_date=SOON, to_date=LATER)
    MilestoneFactory(action=action, title="Draft shared", due_on=date(2020, 10, 30))

    sent_on("2020-11-04")

    body = mail.outbox[0].body.replace("\xa0", " ")
    assert f"Agreed date: {LATER.day} {LATER:%B %Y}. Moved once. Milestone ‘Draft shared’: due 30 October 2020." in body


# --- Its two forms ----------------------------------------------------------------------------------------------------


def words_of(page: str) -> list[str]:
    page = re.sub(r"<head>.*</head>", " ", page, flags=re.DOTALL)
    page = re.sub(r'<a class="button" href="(.*?)">(.*?)</a>', r"\2: \1", page)
    return html.unescape(re.sub(r"<[^>]+>", " ", page)).split()


def test_plain_text_and_html_say_the_same(owner, october):
    manager = UserFactory(job_title="Deputy Director")
    owner.manager = manager
    owner.save()
    MilestoneFactory(action=ActionFactory(title="Strategy & <plan>", owner=owner, original_date=SOON))
    MeasureFactory(name="Children waiting", owner=owner)

    today("2020-11-13")
    run("--on", "2020-11-13")

    assert len(mail.outbox) == 2
    for message in mail.outbox:
        [(page, kind)] = message.alternatives
        plain = message.body.replace("* ", " ").split()
        assert kind == "text/html"
        assert words_of(page) == [*message.subject.split(), *plain]
