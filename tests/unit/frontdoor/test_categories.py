from datetime import UTC, date, datetime

import pytest

from frontdoor import categories
from frontdoor.models import Category
from history import tracking
from organisation.refused import Refused
from tests.factories import CategoryFactory, ClosureRuleFactory, ContactFactory, CycleFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2020, 11, 9, 9, tzinfo=UTC)
JULY, SEPTEMBER, OCTOBER, NOVEMBER = date(2020, 7, 1), date(2020, 9, 1), date(2020, 10, 1), date(2020, 11, 1)


@pytest.fixture
def acting():
    """September is closed, October is open."""
    CycleFactory(month=SEPTEMBER, closed_at=AT)
    CycleFactory(month=OCTOBER)
    return {"by": UserFactory(name="Sam Sample"), "at": AT}


def given(**fields):
    return {"label": "Signposted", "position": 3, "holds_from": OCTOBER, "threshold_or_consent": False} | fields


def kept(category, **fields):
    return {"category": category, "label": category.label, "position": category.position} | fields


def test_a_category_is_recorded_from_a_month_on_under_a_code_that_stays(acting):
    category = categories.add_category(**given(), **acting)

    categories.change_category(**kept(category, label="Sent elsewhere", holds_until=None), **acting)

    category.refresh_from_db()
    assert (category.code, category.label) == ("signposted", "Sent elsewhere")
    assert list(Category.objects.held_in(SEPTEMBER)) == []
    assert list(Category.objects.held_in(OCTOBER)) == [category]
    assert [change.by for change in tracking.changes(category)] == ["Sam Sample", "Sam Sample"]


def test_codes_are_not_shared():
    CategoryFactory(code="signposted")

    assert categories.free_code("Signposted") == "signposted-2"
    assert categories.free_code("!") == "category"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"label": "below THRESHOLD"}, "of this name already"),
        ({"holds_from": SEPTEMBER}, "September 2020 is closed"),
        ({"holds_from": date(2020, 11, 9)}, "first day of a month"),
    ],
)
def test_what_cannot_be_added_is_refused(acting, fields, says):
    CategoryFactory(label="Below threshold")

    with pytest.raises(Refused, match=says):
        categories.add_category(**given(**fields), **acting)


def test_a_category_with_contacts_is_ended_not_removed(acting):
    category = CategoryFactory(holds_from=JULY)
    ContactFactory(month=OCTOBER, closed=True, category=category)

    with pytest.raises(Refused, match="cannot be removed"):
        categories.remove_category(category=category, **acting)
    categories.change_category(**kept(category, holds_until=OCTOBER), **acting)

    category.refresh_from_db()
    assert category.holds_until == OCTOBER


def test_a_category_that_a_rule_gives_is_not_removed(acting):
    rule = ClosureRuleFactory()

    with pytest.raises(Refused, match="Rules or decisions give it"):
        categories.remove_category(category=rule.category, **acting)


def test_one_without_contacts_is_removed(acting):
    categories.remove_category(category=CategoryFactory(), **acting)

    assert not Category.objects.exists()


@pytest.mark.parametrize(
    ("holds_from", "until", "says"),
    [
        (NOVEMBER, OCTOBER, "must be November 2020 or later"),
        (JULY, date(2020, 11, 9), "must be July 2020 or later"),
        (JULY, date(2020, 8, 1), "September 2020 is closed"),
        (JULY, SEPTEMBER, "Contacts of October 2020 were closed for it"),
    ],
)
def test_a_last_month_that_cannot_be_is_refused(acting, holds_from, until, says):
    category = CategoryFactory(holds_from=holds_from)
    ContactFactory(month=OCTOBER, closed=True, category=category)

    with pytest.raises(Refused, match=says) as refused:
        categories.change_category(**kept(category, holds_until=until), **acting)

    assert refused.value.field == "holds_until"


def test_what_ended_in_a_closed_month_is_not_taken_up_again(acting):
    category = CategoryFactory(holds_from=JULY, holds_until=date(2020, 8, 1))

    with pytest.raises(Refused, match="It ended in August 2020"):
        categories.change_category(**kept(category, holds_until=None), **acting)
    categories.change_category(**kept(category, holds_until=date(2020, 8, 1), label="Renamed"), **acting)
    assert Category.objects.get().label == "Renamed"
