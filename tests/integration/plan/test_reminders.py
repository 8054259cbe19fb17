"""Who is reminded of what on a day, worked by hand from the rules, and each e-mail sent once."""

import json
import re
import smtplib
import subprocess
import sys
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from improvement import tasks
from improvement.models import Reminder, UpdateLink
from improvement.models.reminder import Kind
from improvement.reminders import recording as reminders
from jobs.models import Job, State
from jobs.running import run_job
from tests.factories import (
    ActionFactory,
    CycleFactory,
    HoldingFactory,
    MeasureFactory,
    MilestoneFactory,
    UpdateFactory,
    UserFactory,
)
from tests.integration.plan.reading import words
from tests.integration.plan.test_update_links import everything_stored
from tests.mail_server import DROPS, listening
from tests.processes import ROOT, environment

OPENED_ON = date(2020, 11, 2)  # updates are due on the fifth working day, Friday 6 November


@pytest.fixture
def office_person():
    return HoldingFactory(role="programme_office", user__job_title="Programme Manager").user


@pytest.fixture
def manager():
    return UserFactory(job_title="Deputy Director", email="val@council.example")


@pytest.fixture
def owner(october, manager):
    return UserFactory(name="Jo", job_title="Head of Early Help", email="jo@council.example", manager=manager)


@pytest.fixture
def action(owner):
    return ActionFactory(reference="1.1", title="Strategy", owner=owner, original_date=date(2021, 3, 31))


def said(day):
    return [(str(each.kind), each.person.job_title, " ".join(each.actions)) for each in reminders.wanted(day)[1]]


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("send_reminders", *arguments, stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()


def was_sent(kind, person, cycle, day=OPENED_ON):
    at = datetime(2020, 11, 2, 9, tzinfo=UTC)
    Reminder.objects.create(kind=kind, person=person, cycle=cycle, day=day, recorded_at=at, sent_at=at)


# --- The rules --------------------------------------------------------------------------------------------------------


def test_when_the_month_opens_each_owner_gets_one_e_mail_of_all_their_actions(owner, action):
    ActionFactory(reference="1.2", owner=owner)
    ActionFactory(reference="2.1", owner=UserFactory(job_title="Head of ICT"))
    ActionFactory(reference="3.1", owner=UserFactory(is_active=False))
    ActionFactory(reference="4.1", owner=None)
    ActionFactory(reference="5.1", owner=UserFactory(), complete=True)

    assert said(date(2020, 10, 31)) == said(date(2020, 11, 1)) == []
    assert said(OPENED_ON) == [("opened", "Head of Early Help", "1.1 1.2"), ("opened", "Head of ICT", "2.1")]


def test_a_run_that_was_missed_is_made_up_for_and_an_update_that_is_written_asks_for_nothing(owner, action, october):
    assert said(date(2020, 11, 5)) == [("opened", "Head of Early Help", "1.1")]

    UpdateFactory(action=action, cycle=october, at=datetime(2020, 11, 4, 10, tzinfo=UTC))

    assert said(date(2020, 11, 5)) == []
    assert said(date(2020, 11, 3)) == [("opened", "Head of Early Help", "1.1")]


def test_two_working_days_before_updates_are_due_the_missing_ones_are_named(owner, action, october):
    was_sent(Kind.OPENED, owner, october)
    other = ActionFactory(reference="1.2", owner=owner, original_date=date(2021, 3, 31))
    UpdateFactory(action=other, cycle=october, at=datetime(2020, 11, 3, 10, tzinfo=UTC))

    days = {day: said(date(2020, 11, day)) for day in (3, 4, 5, 6)}

    assert days == {3: [], 4: [("due", "Head of Early Help", "1.1")], 5: [], 6: []}


def test_a_date_is_named_once_when_it_comes_within_a_week(owner, october):
    was_sent(Kind.OPENED, owner, october)
    agreed = ActionFactory(reference="1.1", owner=owner, original_date=date(2020, 12, 27))  # a Sunday
    step = ActionFactory(reference="1.2", owner=owner, original_date=date(2021, 3, 31))
    MilestoneFactory(action=step, due_on=date(2020, 12, 22))
    MilestoneFactory(action=step, due_on=date(2020, 12, 23), done_on=date(2020, 12, 1))
    for each in (agreed, step):
        UpdateFactory(action=each, cycle=october, at=datetime(2020, 11, 3, 10, tzinfo=UTC))

    named = {day: said(date(2020, 12, day))[:1] for day in range(14, 25)}

    assert {day: letters for day, letters in named.items() if letters} == {
        15: [("due", "Head of Early Help", "1.2")],
        21: [("due", "Head of Early Help", "1.1")],  # Monday, for the Saturday and Sunday in between too
    }


def test_what_is_overdue_is_named_on_the_next_working_day_and_every_fifth_after_christmas_too(owner):
    november = CycleFactory(month=date(2020, 11, 1), opened_on=date(2020, 12, 1))  # due on Monday 7 December
    ActionFactory(reference="1.1", owner=owner, original_date=date(2021, 3, 31), added_on=date(2020, 1, 6))
    was_sent(Kind.OPENED, owner, november, date(2020, 12, 1))

    letters = {day: said(date(2020, 12, day)) for day in range(7, 32)}

    overdue = [day for day, found in letters.items() if ("overdue", "Head of Early Help", "1.1") in found]
    # after the 22nd: 23, 24, then (25, and 28 in place of 26, are holidays) 29, 30, 31
    assert overdue == [8, 15, 22, 31]


def test_an_action_past_its_agreed_date_is_named_on_the_working_day_after_and_with_what_is_missing(owner, october):
    was_sent(Kind.OPENED, owner, october)
    late = ActionFactory(reference="1.1", owner=owner, original_date=date(2020, 11, 13))  # a Friday
    UpdateFactory(action=late, cycle=october, at=datetime(2020, 11, 3, 10, tzinfo=UTC))

    named = [day for day in range(9, 28) if ("overdue", "Head of Early Help", "1.1") in said(date(2020, 11, day))]

    assert named == [16, 23]  # the working day after its date, which is also the sixth after 6 November; and a week on


def test_an_owners_manager_is_told_once_of_all_their_people_and_the_office_of_those_without(
    owner, action, manager, october, office_person
):
    ActionFactory(reference="2.1", owner=UserFactory(job_title="Head of ICT", manager=manager))
    ActionFactory(reference="3.1", owner=UserFactory(job_title="Inspector", body="Ashdale Police"))
    written = ActionFactory(reference="4.1", owner=UserFactory(manager=manager))
    late = ActionFactory(
        reference="5.1", original_date=date(2020, 10, 30), owner=UserFactory(job_title="Head of QA", manager=manager)
    )
    for one in (written, late):
        UpdateFactory(action=one, cycle=october, at=datetime(2020, 11, 3, 10, tzinfo=UTC))

    def managers(day):
        return [letter for letter in said(day) if letter[0] == "manager"]

    assert managers(date(2020, 11, 12)) == []  # Thursday, the fourth working day after they were due
    both = [("manager", "Deputy Director", "1.1 2.1 5.1"), ("manager", "Programme Manager", "3.1")]
    assert managers(date(2020, 11, 13)) == managers(date(2020, 11, 16)) == both
    assert managers(date(2020, 11, 14)) == []

    was_sent(Kind.MANAGER, manager, october, date(2020, 11, 13))
    assert managers(date(2020, 11, 20)) == both[1:]


def test_a_number_that_is_missing_is_asked_for_like_an_update(owner, manager, october):
    MeasureFactory(name="Children waiting", owner=owner)

    day = date(2020, 11, 2)
    assert [(each.kind, each.actions, each.measures) for each in reminders.wanted(day)[1]] == [
        ("opened", (), ("Children waiting",))
    ]
    assert "Head of Early Help: Children waiting" in run("--on", "2020-11-02")
    assert "Children waiting\n  A number to enter" in mail.outbox[0].body
    assert mail.outbox[0].subject == "October 2020: update your number"
    told = {str(each.kind): each.measures for each in reminders.wanted(date(2020, 11, 13))[1]}
    assert told == {"manager": ("Children waiting",)}


def test_a_closed_cycle_reminds_nobody(action, october):
    october.closed_at = datetime(2020, 11, 3, 10, tzinfo=UTC)
    october.save()

    assert said(OPENED_ON) == []


def test_it_takes_the_same_few_queries_whatever_the_number_of_owners(owner, action, october):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            reminders.wanted(OPENED_ON)
        return len(captured)

    first = asked()
    for _ in range(4):
        other = ActionFactory(owner__manager=UserFactory())
        MilestoneFactory(action=other)
        UpdateFactory(action=other)

    assert asked() == first


# --- The command ------------------------------------------------------------------------------------------------------


def test_a_dry_run_says_who_gets_what_and_changes_nothing(action):
    before = sorted(everything_stored())

    found = json.loads(run("--on", "2020-11-02", "--dry-run", "--json"))

    assert found == [
        {
            "kind": "opened",
            "day": "2020-11-02",
            "person": "jo@council.example",
            "job_title": "Head of Early Help",
            "actions": ["1.1"],
            "measures": [],
            "dry_run": True,
            "sent": False,
        }
    ]
    assert "nothing was recorded or sent" in run("--on", "2020-11-02", "--dry-run")
    assert "does not work on that day" in run("--on", "2020-11-08", "--dry-run")
    assert sorted(everything_stored()) == before
    assert not mail.outbox


def test_running_it_twice_for_a_day_sends_once(action):
    [sent] = json.loads(run("--on", "2020-11-02", "--json"))
    assert (sent["dry_run"], sent["sent"]) == (False, True)

    assert json.loads(run("--on", "2020-11-02", "--json")) == []
    assert "1 recorded before" in run("--on", "2020-11-02")
    assert json.loads(run("--on", "2020-11-02", "--dry-run", "--json")) == []
    assert len(mail.outbox) == 1
    assert Reminder.objects.get().sent_at


def test_of_two_runs_at_the_same_time_one_alone_lists_an_e_mail(action):
    day = date(2020, 11, 2)
    reminders.record(day=day, at=datetime(2020, 11, 2, 9, tzinfo=UTC))  # by the other, which has not come to sending

    assert json.loads(run("--on", "2020-11-02", "--json")) == []
    assert len(mail.outbox) == 1


def test_an_e_mail_that_was_recorded_long_ago_is_listed_by_the_run_that_sends_it(action):
    reminders.record(day=date(2020, 11, 2), at=datetime(2020, 11, 2, 9, tzinfo=UTC))
    Job.objects.update(queued_at=datetime(2020, 11, 2, 9, tzinfo=UTC))

    assert [each["sent"] for each in json.loads(run("--on", "2020-11-02", "--json"))] == [True]
    assert json.loads(run("--on", "2020-11-02", "--json")) == []
    assert len(mail.outbox) == 1


def test_the_link_of_the_e_mail_opens_the_owners_updates_and_is_stored_nowhere(action, owner):
    ActionFactory(reference="1.2", owner=owner, title="<b>& other things</b>")
    run("--on", "2020-11-02")

    [message] = mail.outbox
    [(page, kind)] = message.alternatives
    [token] = re.findall(r"http://127.0.0.1:8000/update/([\w-]{43})/", message.body)

    assert (message.to, message.reply_to, kind) == (
        ["jo@council.example"],
        ["improvement@council.example"],
        "text/html",
    )
    assert message.message()["Auto-Submitted"] == "auto-generated"
    assert message.subject == "October 2020: update your two actions"
    assert "Your updates of two actions were due by Friday 6\xa0November\xa02020." in message.body
    assert "* 1.2 <b>& other things</b>" in message.body
    assert "&lt;b&gt;&amp; other things&lt;/b&gt;" in page
    assert f'href="http://127.0.0.1:8000/update/{token}/"' in page
    assert "1.1 Strategy" in words(Client().get(f"/update/{token}/"))
    assert not [value for value in everything_stored() if token in value]
    assert Reminder.objects.get().link == UpdateLink.objects.get()


def test_a_managers_e_mail_names_their_people_and_has_no_link_of_an_owner(action, manager):
    run("--on", "2020-11-13")

    [message] = [each for each in mail.outbox if each.to == [manager.email]]
    assert message.subject == "Updates of one person are overdue"
    assert "were due by Friday 6\xa0November\xa02020. One update is missing.\n" in message.body
    assert "Jo, Head of Early Help" in message.body
    assert "* 1.1 Strategy" in message.body
    assert "/update/" not in message.body


def test_a_manager_hears_of_an_action_past_its_date_though_its_update_is_written(owner, manager, october):
    late = ActionFactory(reference="1.1", title="Strategy", owner=owner, original_date=date(2020, 10, 30))
    UpdateFactory(action=late, cycle=october, at=datetime(2020, 11, 3, 10, tzinfo=UTC))

    run("--on", "2020-11-13")

    [message] = [each for each in mail.outbox if each.to == [manager.email]]
    assert message.subject == "Actions of one person are overdue"
    assert "One action has passed the agreed date.\n" in message.body
    assert "missing" not in message.body
    assert "* 1.1 Strategy\n  Red: " in message.body


@pytest.mark.parametrize("date", ["2020-11-31", "9.11.2020", ""])
def test_a_date_that_is_none_is_said_so(date, db):
    with pytest.raises(CommandError, match=r"is not a date\. Write it as 2020-11-09") as refused:
        run("--on", date)
    assert refused.value.returncode == 2


def test_a_name_with_a_line_break_writes_no_header(owner, action):
    owner.name, owner.job_title = "Jo\nBcc: all@council.example", "Head\r\nof Early Help"
    owner.save()
    action.title = "Strategy\nSubject: other"
    action.save()

    run("--on", "2020-11-02")

    head = mail.outbox[0].message().as_string().split("\n\n")[0]
    assert "all@council.example" not in head
    assert head.count("Subject: ") == 1


def test_every_morning_the_scheduler_records_them_and_a_worker_sends_each_once(action, settings):
    assert settings.CELERY_BEAT_SCHEDULE["reminders"]["task"] == tasks.remind.name

    tasks.remind()
    tasks.remind()

    assert not mail.outbox
    [job] = Job.objects.all()
    assert (job.task, job.args) == ("improvement.send_reminder", {"reminder_id": Reminder.objects.get().pk})
    run_job(job.pk)
    Job.objects.update(state="queued", finished_at=None)  # as where a worker was killed before it said so
    run_job(job.pk)
    assert len(mail.outbox) == 1


# --- A mail server that is away ---------------------------------------------------------------------------------------


class Away(EmailBackend):
    problem: OSError | None = ConnectionRefusedError("nobody listens")

    def send_messages(self, messages):
        if self.problem:
            raise self.problem
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    monkeypatch.setattr(Away, "problem", Away.problem)
    return Away


def test_a_dead_mail_server_delays_and_loses_nothing(server, action):
    ActionFactory(reference="2.1", owner=UserFactory(email="ict@council.example"))

    told = run("--on", "2020-11-02")

    assert "The mail server did not take two e-mails. Nothing is lost" in told
    assert not UpdateLink.objects.exists()
    tried, untried = Job.objects.order_by("pk")
    assert (tried.state, tried.put_off, tried.not_before is None) == (State.QUEUED, 1, False)
    assert (untried.state, untried.put_off) == (State.QUEUED, 0)  # one that waits is enough

    server.problem = None
    run("--on", "2020-11-02")
    run("--on", "2020-11-02")

    assert sorted(message.to[0] for message in mail.outbox) == ["ict@council.example", "jo@council.example"]
    assert [job.state for job in Job.objects.all()] == [State.DONE] * 2
    assert UpdateLink.objects.count() == 2


def test_an_address_that_the_server_refuses_is_told_and_holds_up_nobody(server, action):
    server.problem = smtplib.SMTPRecipientsRefused({"jo@council.example": (550, b"no such user")})

    run("--on", "2020-11-02")

    job = Job.objects.get()
    assert not UpdateLink.objects.exists()
    assert (job.state, job.problem) == (
        State.FAILED,
        "The mail server refuses the e-mail address of Head of Early Help.",
    )
    assert not Reminder.objects.get().sent_at


def test_a_dry_run_says_all_that_a_run_would_send_what_waits_too_and_nothing_that_it_would_not(server, action, october):
    done = ActionFactory(reference="2.1", owner=UserFactory())
    run("--on", "2020-11-02")
    UpdateFactory(action=done, cycle=october, at=datetime(2020, 11, 9, 8, tzinfo=UTC))
    new = ActionFactory(reference="3.1", owner=UserFactory(email="new@council.example"))
    server.problem = None

    dry = json.loads(run("--on", "2020-11-10", "--dry-run", "--json"))
    told = run("--on", "2020-11-10", "--dry-run")
    real = json.loads(run("--on", "2020-11-10", "--json"))

    assert [(each["kind"], each["day"], each["person"], each["actions"]) for each in real] == [
        ("opened", "2020-11-02", "jo@council.example", ["1.1"]),
        ("opened", "2020-11-10", new.owner.email, ["3.1"]),
    ]
    assert real == [each | {"dry_run": False, "sent": True} for each in dry]
    assert "Head of Early Help: 1.1 (waits since 2020-11-02)" in told
    assert "Two e-mails to be sent for 2020-11-10. This was a dry run" in told
    assert len(mail.outbox) == 2


def test_what_waited_for_days_comes_as_one_e_mail_that_says_all_of_it(server, action, owner, october):
    ActionFactory(reference="1.2", owner=owner, original_date=date(2021, 3, 31))
    run("--on", "2020-11-02")
    soon = ActionFactory(reference="1.3", owner=owner, original_date=date(2020, 11, 12), added_on=date(2020, 11, 3))
    run("--on", "2020-11-05")  # its date comes within a week
    dry = json.loads(run("--on", "2020-11-09", "--dry-run", "--json"))
    run("--on", "2020-11-09")

    server.problem = None
    run("--on", "2020-11-10")

    [message] = mail.outbox
    assert message.subject == "October 2020: two updates missing, one date coming soon"
    assert all(f"* {each}" in message.body for each in ("1.1", "1.2", soon))
    assert [(each["kind"], sorted(each["actions"])) for each in dry] == [("overdue", ["1.1", "1.2", "1.3"])]
    assert [(str(each.kind), each.not_sent) for each in Reminder.objects.all()] == [
        ("opened", "A later e-mail says it too"),
        ("due", "A later e-mail says it too"),
        ("overdue", ""),
    ]


def test_an_e_mail_that_the_server_does_not_take_now_holds_up_no_other(settings, action):
    ActionFactory(reference="2.1", owner=UserFactory(email="ict@council.example"))
    with listening(settings) as server:
        server.answers = {"RCPT": "450 come later"}
        run("--on", "2020-11-02")

    assert [(job.state, job.put_off) for job in Job.objects.all()] == [(State.QUEUED, 1)] * 2


def test_a_link_stays_where_the_e_mail_may_have_arrived(settings, action):
    with listening(settings) as server:
        server.answers = {"TAKEN": DROPS}
        run("--on", "2020-11-02")

    token = re.findall(r"/update/([\w-]{43})/", server.taken[0])[0]
    assert Client().get(f"/update/{token}/").status_code == 200
    assert not Reminder.objects.get().sent_at


def test_what_is_no_longer_so_when_the_server_is_back_is_not_sent(server, action, owner):
    run("--on", "2020-11-02")
    action.owner = UserFactory()
    action.save()

    server.problem = None
    run("--on", "2020-11-03")

    assert Reminder.objects.get(person=owner).not_sent == "Nothing of it was due any more"
    assert owner.email not in [message.to[0] for message in mail.outbox]


def test_a_bad_date_at_the_terminal_is_one_sentence_and_exit_code_2(tmp_path):
    ended = subprocess.run(
        [sys.executable, "manage.py", "send_reminders", "--on", "tomorrow"],
        cwd=ROOT, env=environment(DATA_DIR=str(tmp_path), DATABASE_URL="", REDIS_URL=""),
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "'tomorrow' is not a date. Write it as 2020-11-09.\n"
