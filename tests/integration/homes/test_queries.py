"""How often a home asks the database, with many records too and for somebody who holds several roles."""

from datetime import date, timedelta

import pytest

from history.seen import log
from tests.factories import (
    ActionFactory,
    CaseFactory,
    CompilationFactory,
    ContactFactory,
    CycleFactory,
    DateChangeFactory,
    EditionFactory,
    HoldingFactory,
    MilestoneFactory,
    PostFactory,
    ReportFactory,
    TeamFactory,
    UserFactory,
    WorkerFactory,
)
from tests.integration.homes.days import NOON, OCTOBER


def fill(count):
    """Ten of everything, or a hundred."""
    for number in range(count):
        action = ActionFactory(original_date=date(2020, 10, 30))
        action.waits_for.add(ActionFactory())
        DateChangeFactory(action=action)
        MilestoneFactory(action=action)
        team = TeamFactory()
        ContactFactory(month=months_ago(number % 12), team=team, closed=True)
        PostFactory(month=OCTOBER, team=team)
        WorkerFactory(month=OCTOBER, team=team)
        CaseFactory(appropriate=True)
        HoldingFactory(role="auditor", ends_on=date(2020, 11, 30))
        EditionFactory(compilation=CompilationFactory(report=ReportFactory(cycle=closed(number))))
        log(by=action.owner, at=NOON - timedelta(hours=4), what="Contacts", address="/a", rows=1)


def closed(number):
    """A cycle long before, whose report still waits for publication."""
    return CycleFactory(month=date(2019 - number // 12, number % 12 + 1, 1), closed_at=NOON)


def months_ago(count):
    return date(2020 - (count > 9), (9 - count) % 12 + 1, 1)


SEVERAL = [
    ("programme_office",),
    ("director", "programme_office"),
    ("head_of_service",),
    ("head_of_service", "action_owner", "workforce_analyst", "auditor"),
    ("front_door_analyst", "workforce_analyst"),
    ("auditor",),
    ("scrutiny_officer", "action_owner"),
    ("administrator", "data_protection_lead"),
    ("programme_office", "head_of_service"),
    ("programme_office", "administrator"),
]


@pytest.mark.parametrize("held", SEVERAL, ids=" ".join)
@pytest.mark.parametrize("count", [3, 30])
def test_a_home_takes_few_queries_whatever_there_is(client, report, django_assert_max_num_queries, held, count):
    fill(count)
    user = UserFactory()
    for role in held:
        HoldingFactory(user=user, role=role)
    client.force_login(user)

    with django_assert_max_num_queries(20):
        assert client.get("/home/").status_code == 200
