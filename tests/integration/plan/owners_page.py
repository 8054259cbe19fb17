"""An owner with an action, and what they type on the page of their updates."""

import re

import pytest

from tests.factories import ActionFactory, HoldingFactory

PAGE = "/plan/updates/"


@pytest.fixture
def owner(client, october):
    owner = HoldingFactory(role="action_owner").user
    client.force_login(owner)
    return owner


@pytest.fixture
def action(owner):
    return ActionFactory(reference="1.1", title="Strategy", owner=owner)


def typed(action, reported="on_track", said="Two workshops were held.", seen=0, **more):
    fields = {"reported": reported, "words": said, "seen": seen} | more
    return {f"action-{action.pk}-{name}": value for name, value in fields.items()}


def parts(day, name):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def chosen(page):
    return re.findall(r'type="radio"[^>]* value="(\w+)"[^>]* checked', page)
