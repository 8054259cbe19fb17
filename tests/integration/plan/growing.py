"""A plan that grows, and how many queries a page takes."""

from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    ActionFactory,
    DateChangeFactory,
    MilestoneFactory,
    RecommendationFactory,
    ThemeFactory,
    UpdateFactory,
)

UPDATES = 6


def grow(actions, cycle, **options):
    """So many more actions, each with updates, milestones, a moved date, and one that it waits for."""
    theme, before = ThemeFactory(), ActionFactory(**options)
    for number in range(actions):
        action = ActionFactory(theme=theme, original_date=date(2020, 9, 1) + timedelta(days=number), **options)
        action.waits_for.add(before)
        action.answers.add(RecommendationFactory())
        DateChangeFactory(action=action)
        MilestoneFactory(action=action)
        MilestoneFactory(action=action, done_on=date(2020, 9, 9))
        for hour in range(UPDATES):
            UpdateFactory(action=action, cycle=cycle, at=datetime(2020, 11, 6, hour, tzinfo=UTC))


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code == 200
    return len(captured)
