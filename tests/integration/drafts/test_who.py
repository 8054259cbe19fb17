"""Who reads a draft, compiles it, signs it and publishes it."""

from datetime import UTC, datetime

import pytest

from jobs.models import Job
from reports.models import Compilation, Edition, Report
from tests.factories import JobFactory, PublicationFactory
from tests.integration.drafts.visiting import IN_TIME, at, holding, today_is

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["draft", "read", "changes"])
@pytest.mark.parametrize("role", ["administrator", "auditor", "scrutiny_officer", "action_owner"])
def test_a_draft_is_not_for_everybody(client, report, role, name):
    client.force_login(holding(role))
    assert client.get(at(name)).status_code == 403


@pytest.mark.parametrize(("name", "role"), [("sign", "programme_office"), ("sign", "head_of_service"),
                                            ("publish", "head_of_service")])  # fmt: skip
def test_signing_and_publishing_are_for_fewer_still(client, report, name, role):
    client.force_login(holding(role))

    assert client.get(at(name)).status_code == 403
    assert client.post(at(name)).status_code == 403


def test_a_head_of_service_reads_the_draft_but_does_not_compile_it(client, report):
    client.force_login(holding("head_of_service"))

    assert client.get(at("draft")).status_code == 200
    assert client.post(at("compile")).status_code == 403
    assert not Job.objects.exists()


def test_a_queryset_gives_an_outsider_only_what_is_public(report, edition):
    outsider, insider = holding("auditor"), holding("director")
    querysets = (Report.objects, Compilation.objects, Edition.objects)
    assert [q.all().visible_to(outsider).count() for q in querysets] == [0, 0, 0]

    PublicationFactory(edition=edition, at=datetime(2020, 9, 28, 8, 1, tzinfo=UTC))
    assert [q.all().visible_to(outsider).count() for q in querysets] == [0, 0, 0]

    today_is(IN_TIME)
    assert [q.all().visible_to(outsider).count() for q in querysets] == [1, 1, 1]
    assert [q.all().visible_to(insider).count() for q in querysets] == [1, 1, 1]


def test_a_job_is_seen_by_whoever_asked_and_by_those_who_read_drafts():
    asker, other = holding("auditor"), holding("auditor")
    job = JobFactory(task="reports.compile_draft", by=asker)

    assert list(Job.objects.visible_to(asker)) == [job]
    assert list(Job.objects.visible_to(other)) == []
    assert list(Job.objects.visible_to(holding("director"))) == [job]
