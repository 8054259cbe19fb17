"""Every address of the product, opened as every role and signed out. An address that the table does not know fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from figures.published.models import Release
from frontdoor.models import Category, ClosureRule
from improvement.models import PlanRule
from organisation import clock
from organisation.models import Holding, Service, Team, User
from organisation.permissions import Permission
from organisation.roles import HEAD_OF_SERVICE, ROLES
from reports.compiling import drafting
from reports.models import Report
from tests.demonstration.doors import DOORS, EVERYONE, MANAGERS, SIGN_IN, SIGNED_IN, WHOLE_PLAN
from tests.factories import (
    ActionFactory,
    ActionMeasureFactory,
    ChartNoteFactory,
    DateRequestFactory,
    EvidenceFactory,
    FundingFactory,
    HoldingFactory,
    MeasureFactory,
    OwnerRoleFactory,
    RecommendationFactory,
    RiskFactory,
    SourceWordFactory,
    ThresholdFactory,
    UserFactory,
    checked_upload,
    loaded_file,
)

pytestmark = pytest.mark.xdist_group("demonstration")

MANAGING = {
    Permission.MANAGE_PEOPLE,
    Permission.MANAGE_ORGANISATION,
    Permission.MANAGE_DEFINITIONS,
}
MOST_QUERIES = 22  # twenty, and the two of the savepoint around the request


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        else:
            yield route, entry


ROUTES = dict(addresses(get_resolver()))


@pytest.fixture(scope="module")
def records(demonstration, django_db_blocker) -> dict[str, Any]:
    """Keys of the examples, and a draft of October."""
    with django_db_blocker.unblock():
        drafting.compile_draft(report=Report.objects.get(cycle__month=date(2020, 10, 1)), at=clock.now())
        person = UserFactory()
        action = ActionFactory(service=Service.objects.get(slug="safeguarding"))
        return {
            "person": person.pk,
            "held": HoldingFactory(user=person, role="action_owner").pk,
            "service": Service.objects.get(slug="safeguarding").pk,
            "team": Team.objects.get(slug="assessment").pk,
            "action": action.reference,
            "recommendation": RecommendationFactory().reference,
            "owner_role": OwnerRoleFactory().pk,
            "date_request": DateRequestFactory(action=action).pk,
            "action_measure": ActionMeasureFactory(action=action, figure="workforce.vacancy_rate").pk,
            "measure": MeasureFactory(slug="of_doors", name="Of doors").slug,
            "funding": FundingFactory(action=action, theme=action.theme).pk,
            "risk": RiskFactory(of_action=action).reference,
            "evidence": EvidenceFactory(action=action, sight="assurers", in_file=True).pk,
            "upload": checked_upload().pk,
            "load": loaded_file().loads.get().pk,
            "closure_rule": ClosureRule.objects.get(position=1).pk,
            "category": Category.objects.get(code="below_threshold").pk,
            "source_word": SourceWordFactory().pk,
            "chart_note": ChartNoteFactory().pk,
            "plan_rule": PlanRule.objects.create(holds_from=date(2021, 1, 1), recoverable_days=20, update_days=4).pk,
            "release": Release.objects.get(publication="workforce", year=2025).pk,
            "threshold": ThresholdFactory(figure="workforce.caseload", holds_from=date(2021, 1, 1)).pk,
        }


@pytest.fixture(scope="module")
def people(demonstration, django_db_blocker) -> dict[str, User]:
    """Somebody of each role, a Head of one service, and somebody without any role."""
    with django_db_blocker.unblock():
        found = {"nobody": UserFactory()}
        for role in ROLES.values():
            found[role.key] = UserFactory()
            service = Service.objects.get(slug="safeguarding") if role == HEAD_OF_SERVICE else None
            HoldingFactory(user=found[role.key], role=role.key, service=service)
        return found


def test_no_address_is_unknown():
    assert set(ROUTES) == set(DOORS)


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_public_says_so_itself(route):
    assert getattr(ROUTES[route].callback, "login_required", True) is (DOORS[route].to != EVERYONE)


@pytest.mark.parametrize("route", DOORS)
def test_an_address_opens_to_those_who_may_and_to_nobody_else(
    route, client, people, records, django_assert_max_num_queries
):
    door = DOORS[route]
    address = door.example.format(**records)

    def answer(user: User | None) -> int:
        client.logout()
        if user:
            client.force_login(user)
        with transaction.atomic(), django_assert_max_num_queries(MOST_QUERIES if door.method == "get" else 1000):
            response = getattr(client, door.method)(address)
            if response.streaming:
                b"".join(response.streaming_content)  # to its end, as a browser does, so that the file is closed
            transaction.set_rollback(True)
        if response.status_code == 302 and response.url.startswith(SIGN_IN):
            return 401
        return response.status_code

    answers = {"signed out": answer(None)} | {role: answer(user) for role, user in people.items()}

    wanted = MANAGING if door.to == MANAGERS else {door.to}
    may = {key for key, role in ROLES.items() if wanted & role.permissions}
    if door.to == WHOLE_PLAN:
        may = {key for key, role in ROLES.items() if Permission.SEE_PLAN in role.permissions and role.whole_council}
    if door.to in (EVERYONE, SIGNED_IN):
        may = {*ROLES, "nobody"}
    expected = {who: door.opens if who in may else 404 if door.hides else 403 for who in people}
    assert answers == {"signed out": door.signed_out if door.to == EVERYONE else 401} | expected


def test_a_role_that_ended_yesterday_opens_nothing(client, people):
    director = people["director"]
    client.force_login(director)
    assert client.get("/drafts/").status_code == 200

    Holding.objects.filter(user=director).update(ends_on=date(2020, 11, 8))

    assert client.get("/drafts/").status_code == 403


def test_somebody_deactivated_is_out_at_the_next_request(client, people):
    client.force_login(people["director"])
    assert client.get("/drafts/").status_code == 200

    User.objects.filter(pk=people["director"].pk).update(is_active=False)

    assert client.get("/drafts/").url.startswith(SIGN_IN)


@pytest.mark.parametrize("scope", ["", "&scope=front-door", "&scope=integrated-front-door", "&scope=leaving-care"])
@pytest.mark.parametrize("figure", ["frontdoor.nfa", "workforce.absence_rate", "improvement.actions"])
@pytest.mark.parametrize("file", ["", "file.csv", "file.xlsx"])
def test_records_outside_the_own_scope_are_not_there(figure, scope, file, client, people):
    client.force_login(people["head_of_service"])

    assert client.get(f"/figures/{figure}/records/counted/{file}?month=2020-09{scope}").status_code == 404
