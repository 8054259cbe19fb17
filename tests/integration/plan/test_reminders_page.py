"""The programme office sees what each owner was sent, ends a link and sends another."""

import re

import pytest
from django.core import mail

from improvement.models import Reminder, UpdateLink
from improvement.updates import linking
from jobs.models import Job
from jobs.running import run_job
from tests.factories import ActionFactory, UserFactory
from tests.integration.plan.growing import queries
from tests.integration.plan.reading import words
from tests.integration.plan.reminding import Away, run
from tests.integration.plan.test_update_links import NOW

PAGE = "/plan/reminders/"


@pytest.fixture
def owner(october):
    return UserFactory(name="Jo Placeholder", job_title="Inspector", body="Ashdale Police", email="jo@police.example")


@pytest.fixture
def action(owner):
    return ActionFactory(reference="1.1", owner=owner)


def do_jobs():
    for job in Job.objects.unfinished():
        run_job(job.pk)


def token():
    return re.findall(r"/update/([\w-]{43})/", mail.outbox[-1].body)[0]


def test_it_says_what_was_sent_to_whom_and_whether_the_link_works(office, action):
    row = "Inspector, Ashdale Police Jo Placeholder jo@police.example 1 of 1 update none yet None yet"
    assert row in words(office.get(PAGE))

    run("--on", "2020-11-02")

    said = words(office.get(PAGE))
    assert "The month opened sent 9 Nov 2020, 09:00 Works until 8 January 2021" in said.replace("\xa0", " ")


def test_a_link_is_revoked_and_says_so_to_whoever_opens_it(office, client, action, owner):
    run("--on", "2020-11-02")
    first = token()

    response = office.post(f"/plan/people/{owner.pk}/link/revoke/", follow=True)

    assert "The link of Jo Placeholder has ended." in words(response)
    assert "Revoked on 9 November 2020" in words(response).replace("\xa0", " ")
    assert client.get(f"/update/{first}/").status_code == 410
    assert "has no link that works" in words(office.post(f"/plan/people/{owner.pk}/link/revoke/", follow=True))


def test_a_new_link_ends_the_earlier_ones_and_comes_by_e_mail(office, client, action, owner):
    run("--on", "2020-11-02")
    first = token()

    before = office.post(f"/plan/people/{owner.pk}/link/send/", {"once": "x"}, follow=True)
    office.post(f"/plan/people/{owner.pk}/link/send/", {"once": "x"})  # pressed twice
    do_jobs()

    assert "A new link is on its way to jo@police.example." in words(before)
    assert "Comes with the e-mail that waits" in words(before)
    assert "Revoked" not in words(before)
    assert len(mail.outbox) == 2
    assert mail.outbox[-1].subject == "Your new link to update your actions"
    assert (client.get(f"/update/{first}/").status_code, client.get(f"/update/{token()}/").status_code) == (410, 200)
    after = words(office.get(PAGE))
    assert "A new link sent 9 Nov 2020, 09:00 1 earlier , to Jo Placeholder The month opened sent 9 Nov" in after
    assert "Works until" in after


def test_nobody_is_sent_a_link_that_would_show_nothing(office, october):
    idle, gone = UserFactory(), UserFactory(is_active=False)
    ActionFactory(owner=gone)

    for person, why in ((idle, "owns no action that is due"), (gone, "is kept from signing in")):
        response = office.post(f"/plan/people/{person.pk}/link/send/", follow=True)
        assert why in words(response)
    assert not Reminder.objects.exists()


def test_an_e_mail_that_waits_or_failed_is_told_with_what_to_do(office, action, owner, settings):
    settings.EMAIL_BACKEND = f"{Away.__module__}.Away"
    run("--on", "2020-11-02")

    said = words(office.get(PAGE))
    assert "waits: The mail server does not take e-mails. Comes with the e-mail that waits" in said

    Job.objects.update(state="failed", finished_at=NOW, problem="It is refused.", remedy="Check the address.")
    said = words(office.get(PAGE))
    assert "not sent: It is refused. Check the address." in said
    assert "None yet" in said


def test_owners_may_not_see_it(client, owner, action):
    client.force_login(owner)

    assert client.get(PAGE).status_code == 403


def test_it_takes_the_same_few_queries_whatever_the_number_of_people(office, october):
    def more():
        for action in ActionFactory.create_batch(3):
            linking.make_link(person=action.owner, cycle=october, at=NOW)
        run("--on", "2020-11-02")

    more()
    first = queries(office, PAGE)
    more()

    assert queries(office, PAGE) == first <= 20
    assert UpdateLink.objects.count() == 12
