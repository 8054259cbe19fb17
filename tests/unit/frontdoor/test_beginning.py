"""What a fresh database has: five categories of closure, and an order of flags."""

from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from demo.contact_history import make_categories
from frontdoor.models import Category, Flag, FlagOutcome, Outcome
from tests.factories import CategoryFactory

NAME = "0004_what_every_council_begins_with"

pytestmark = pytest.mark.django_db


def begin():
    """As a fresh database is migrated."""
    apps = MigrationLoader(connection).project_state(("frontdoor", NAME)).apps
    import_module(f"frontdoor.migrations.{NAME}").begin(apps, None)


def test_the_five_categories_are_recorded_from_july_2020():
    begin()

    assert list(Category.objects.values_list("code", "position", "holds_from", "threshold_or_consent")) == [
        ("below_threshold", 1, date(2020, 7, 1), True),
        ("no_consent", 2, date(2020, 7, 1), True),
        ("moved_away", 3, date(2020, 7, 1), False),
        ("advice_given", 4, date(2020, 7, 1), False),
        ("signposted", 5, date(2020, 7, 1), False),
    ]
    assert [category.versions.count() for category in Category.objects.all()] == [1] * 5


def test_the_demonstration_finds_them_there():
    begin()
    before = list(Category.objects.values())

    assert [category.label for category in make_categories().values()] == [row["label"] for row in before]
    assert list(Category.objects.values()) == before


def test_a_council_that_has_categories_keeps_its_own():
    CategoryFactory(code="own")

    begin()

    assert [category.code for category in Category.objects.all()] == ["own"]


def test_every_flag_has_a_place_in_the_first_order():
    begin()

    order = list(FlagOutcome.objects.all())
    assert {one.flag for one in order} == set(Flag)
    assert (order[0].outcome, order[-1].flag, order[-1].outcome) == (Outcome.REFERRAL, Flag.NFA, Outcome.NFA)
    assert str(order[-2]) == "Advice: No further action"
