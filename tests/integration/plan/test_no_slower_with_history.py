"""Pages of the plan ask as many questions of a long history as of a short one. `make bench` measures the time."""

import pytest
from django.db import transaction

from benchmarks import big_plan
from organisation.models import User
from tests.integration.plan.growing import queries

PAGES = [
    "/plan/",
    "/plan/?theme=3&sort=due",
    "/plan/actions/1.1/",
    "/plan/actions/1.1/?updates=all",
    "/plan/changes/2020-09/",
    "/plan/timeline/",
    "/plan/export.csv",
    "/figures/improvement.days_overdue/?by=owner,theme",
    "/plan/updates/",
]


def asked(client, cycles: int, actions: int) -> dict[str, int]:
    """By page, of a plan that is gone afterwards."""
    with transaction.atomic():
        big_plan.make(cycles, actions, owners_=2)
        found = {}
        for address in PAGES:
            who = "owner1" if address == "/plan/updates/" else "office"
            client.force_login(User.objects.get(email=f"{who}@council.example"))
            found[address] = queries(client, address)
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_forty_actions_in_twelve_cycles_are_asked_for_as_four_in_two(client):
    small, large = asked(client, 2, 4), asked(client, 12, 40)

    assert large == small
    assert max(large.values()) <= 20
