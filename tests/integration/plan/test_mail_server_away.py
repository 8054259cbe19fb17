"""While the mail server is away or refuses, no e-mail is lost, and none is sent that is not due any more."""

import json
import re
import smtplib
from datetime import UTC, date, datetime

from django.core import mail
from django.test import Client

from improvement.models import Reminder, UpdateLink
from jobs.models import Job, State
from tests.factories import ActionFactory, UpdateFactory, UserFactory
from tests.integration.plan.reminding import action, manager, owner, run, server
from tests.mail_server import DROPS, listening

__all__ = ["action", "manager", "owner", "server"]  # fixtures


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
