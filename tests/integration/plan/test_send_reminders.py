"""The command that sends the reminders of a day: each e-mail once, and what each says."""

import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.core.management import CommandError
from django.test import Client

from improvement import tasks
from improvement.models import Reminder, UpdateLink
from improvement.reminders import recording as reminders
from jobs.models import Job
from jobs.running import run_job
from tests.factories import ActionFactory, UpdateFactory
from tests.integration.plan.reading import words
from tests.integration.plan.reminding import action, manager, owner, run
from tests.integration.plan.stored import everything_stored
from tests.processes import ROOT, environment

__all__ = ["action", "manager", "owner"]  # fixtures


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


def test_a_bad_date_at_the_terminal_is_one_sentence_and_exit_code_2(tmp_path):
    ended = subprocess.run(
        [sys.executable, "manage.py", "send_reminders", "--on", "tomorrow"],
        cwd=ROOT, env=environment(DATA_DIR=str(tmp_path), DATABASE_URL="", REDIS_URL=""),
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "'tomorrow' is not a date. Write it as 2020-11-09.\n"
