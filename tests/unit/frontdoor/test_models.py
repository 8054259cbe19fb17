from datetime import date

import pytest
from django.db import IntegrityError

from frontdoor.models import Category, Contact, Outcome
from tests.factories import AUGUST, SEPTEMBER, CategoryFactory, ContactFactory

pytestmark = pytest.mark.django_db


def test_only_what_was_closed_has_a_category():
    ContactFactory(closed=True, category=CategoryFactory())

    with pytest.raises(IntegrityError, match="only_nfa_has_a_category"):
        ContactFactory(outcome=Outcome.REFERRAL, category=CategoryFactory())


def test_a_contact_may_come_again_in_another_load():
    ContactFactory(reference="a", month=AUGUST)
    ContactFactory(reference="a", month=SEPTEMBER)

    assert Contact.objects.filter(reference="a").count() == 2


def test_categories_hold_from_their_first_to_their_last_month():
    CategoryFactory(code="old", holds_from=date(2019, 1, 1), holds_until=AUGUST)
    CategoryFactory(code="new", holds_from=SEPTEMBER)

    def held(month):
        return [category.code for category in Category.objects.held_in(month)]

    assert held(date(2018, 12, 1)) == []
    assert held(AUGUST) == ["old"]
    assert held(SEPTEMBER) == ["new"]


def test_contacts_are_found_by_why_they_were_closed():
    threshold, moved = CategoryFactory(code="threshold", threshold_or_consent=True), CategoryFactory(code="moved")
    first, second = ContactFactory(closed=True, category=threshold), ContactFactory(closed=True, category=moved)
    open_ended = ContactFactory(closed=True)
    ContactFactory(outcome=Outcome.EARLY_HELP)

    assert set(Contact.objects.no_further_action()) == {first, second, open_ended}
    assert list(Contact.objects.closed_for(["moved"])) == [second]
    assert list(Contact.objects.threshold_or_consent()) == [first]


def test_a_contact_is_named_by_the_start_of_its_hash():
    assert str(ContactFactory.build(reference="0123456789abcdef", load=None)) == "01234567"
    assert str(CategoryFactory(label="No consent")) == "No consent"
