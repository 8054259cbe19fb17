"""Rows judged as they are read are seen by those who may see what they were judged from; auditors see their own."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from audits.models import Case
from figures.page import Page
from figures.records.rows import rows_for
from figures.registry import figure
from history.models import Sight
from improvement.models import Action
from organisation.models import Service
from tests.factories import HoldingFactory
from tests.unit.figures.small_council import make

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 11, 9, 9, tzinfo=UTC)
MONTHS = pytest.mark.parametrize("month", ["2020-09", "2020-10"], ids=["a closed month", "an open month"])


@pytest.fixture(autouse=True)
def council():
    make(seed=11, teams=4)


def rows(user, key: str, **asked: str) -> list:
    """As if whoever asks had been let in: what is left is what `visible_to` leaves."""
    params = QueryDict(mutable=True)
    params.update(asked)
    page = Page(figure(key), params, user, NOW)
    [term] = page.figure.counted
    return list(rows_for(page, term))


@MONTHS
def test_a_head_of_service_gets_no_row_of_another_service(month):
    of = Service.objects.get(slug="service-0")
    head = HoldingFactory(role="head_of_service", service=of).user
    everybody = rows(HoldingFactory(role="programme_office").user, "improvement.actions", month=month)

    seen = rows(head, "improvement.actions", month=month)

    assert 0 < len(seen) < len(everybody)
    assert Counter(row.service.slug for row in seen) == {
        "service-0": sum(row.service.slug == "service-0" for row in everybody)
    }


@MONTHS
def test_an_owner_gets_the_rows_of_their_own_actions(month):
    owner = HoldingFactory(role="action_owner").user
    action = Action.objects.order_by("pk").first()
    action.owner = owner
    action.save()

    assert [row.action for row in rows(owner, "improvement.actions", month=month)] == [action]


@MONTHS
def test_who_may_see_nothing_gets_nothing(month):
    outsider = HoldingFactory(role="scrutiny_officer").user

    assert rows(outsider, "improvement.actions", month=month) == []
    assert rows(outsider, "improvement.funding_allocated", month=month) == []


@MONTHS
def test_the_page_is_not_found_for_more_than_one_may_see(month, client):
    head = HoldingFactory(role="head_of_service", service=Service.objects.get(slug="service-0")).user
    client.force_login(head)

    def status(scope: str) -> int:
        query = {"month": month, "scope": scope}
        return client.get("/figures/improvement.actions/records/counted/", query).status_code

    assert (status("service-0"), status("service-1"), status("")) == (200, 404, 404)


CASES = "/figures/audits.inappropriate/"


@pytest.fixture
def auditor():
    """Two of the month's judgements are theirs, one for each answer."""
    auditor = HoldingFactory(role="auditor").user
    for judgement in ("yes", "no"):
        Case.objects.filter(pk=Case.objects.filter(judgement=judgement).latest("pk").pk).update(judged_by=auditor)
    return auditor


def test_an_auditor_sees_the_cases_that_they_judged_and_how_many_others_there_are(client, auditor):
    client.force_login(auditor)
    month = Case.objects.filter(judged_by=auditor).earliest("pk").stratum.round.month
    every = Case.objects.judged().filter(stratum__round__month=month)
    own = every.filter(judged_by=auditor).count()

    figure = client.get(CASES, {"month": f"{month:%Y-%m}"}).content.decode()
    response = client.get(f"{CASES}records/of/", {"month": f"{month:%Y-%m}"})

    assert "those that are yours" in figure
    assert response.context["table"].count == own > 0
    assert f"Yours: {own} of {every.count()}" in response.content.decode()
    assert (Sight.objects.latest("pk").rows, "their own" in Sight.objects.latest("pk").what) == (own, True)


def test_a_download_holds_an_auditor_s_own_cases_only(client, auditor):
    client.force_login(auditor)
    month = Case.objects.filter(judged_by=auditor).earliest("pk").stratum.round.month
    own = Case.objects.filter(judged_by=auditor, stratum__round__month=month).count()

    file = client.get(f"{CASES}records/of/file.csv", {"month": f"{month:%Y-%m}"}).getvalue().decode()

    assert file.count("\r\n") == 1 + own
    assert client.get("/figures/frontdoor.nfa_rate/records/of/").status_code == 404
